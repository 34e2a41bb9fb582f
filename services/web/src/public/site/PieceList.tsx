import { useEffect, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { faultOf } from '../../shared/graphql/fault';
import { useText } from '../../shared/i18n/text';
import { Empty, Failed, Loading } from '../../shared/states/States';
import { PiecesDocument, type PiecesQueryVariables } from '../gql/graphql';
import { publicText } from '../text';
import { PieceCard } from './PieceCard';
import s from './PieceList.module.css';

interface Filter {
  column?: string | null;
  topic?: string | null;
  story?: string | null;
}

/** The first page of a list, asked for in the same words everywhere so that it is fetched once. */
export function firstPage(county: number, { column = null, topic = null, story = null }: Filter = {}): PiecesQueryVariables {
  return { county, first: 20, after: null, column, topic, story };
}

/** Released pieces, newest first, going on under the ones already read. */
export function PieceList({ county, column, topic, story }: Filter & { county: number }) {
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  return cursors.map((after, index) => (
    <PiecePage
      key={after ?? 'first'}
      variables={{ ...firstPage(county, { column, topic, story }), after }}
      first={index === 0}
      last={index === cursors.length - 1}
      onMore={(cursor) => setCursors((now) => [...now, cursor])}
    />
  ));
}

interface PiecePageProps {
  variables: PiecesQueryVariables;
  first: boolean;
  last: boolean;
  onMore: (cursor: string) => void;
}

function PiecePage({ variables, first, last, onMore }: PiecePageProps) {
  const t = useText(publicText);
  const [{ data, error }, again] = useQuery({ query: PiecesDocument, variables });
  const list = useRef<HTMLUListElement>(null);
  const ready = data !== undefined;
  useEffect(() => {
    // Whoever asked for more goes on reading where the new part begins.
    if (ready && !first) list.current?.querySelector('a')?.focus({ preventScroll: true });
  }, [ready, first]);
  if (!data) {
    return error ? <Failed fault={faultOf(error)} retry={() => again({ requestPolicy: 'network-only' })} /> : <Loading />;
  }
  const { nodes, pageInfo } = data.pieces;
  const next = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  if (first && nodes.length === 0) return <Empty title={t('emptyList')} hint={t('emptyListHint')} />;
  return (
    <>
      <ul ref={list} className={s.list}>
        {nodes.map((piece) => (
          <li key={piece.id}>
            <PieceCard county={variables.county} piece={piece} />
          </li>
        ))}
      </ul>
      {last && next ? (
        <button type="button" className="pub-button" onClick={() => onMore(next)}>
          {t('more')}
        </button>
      ) : null}
      {last && !next && !first ? <p className={s.end}>{t('noMore')}</p> : null}
    </>
  );
}
