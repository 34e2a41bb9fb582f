import { Button, Input } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { Empty } from '../../shared/states/States';
import { BundleChoicesDocument, type BundleChoicesQuery } from '../gql/graphql';
import s from './Bundles.module.css';
import { most } from './order';
import { bundlesText } from './text';

export type Piece = BundleChoicesQuery['articles']['nodes'][number];

/** Approved pieces that can go into a message. */
export function Choices({ chosen, onAdd }: { chosen: Piece[]; onAdd: (piece: Piece) => void }) {
  const t = useText(bundlesText);
  const lang = useLang();
  const [search, setSearch] = useState('');
  const pieces = useQuery({ query: BundleChoicesDocument, variables: { search: search || null, first: 50 } });
  const full = most <= chosen.length;
  return (
    <>
      <Input.Search aria-label={t('find')} placeholder={t('find')} allowClear onSearch={(words) => setSearch(words.trim())} style={{ marginBottom: 8 }} />
      {full ? <p role="status">{t('full')}</p> : null}
      <Answer query={pieces}>
        {(data) => {
          const { nodes } = data.articles;
          if (nodes.length === 0) return search ? <Empty title={t('nothingFound')} /> : <Empty title={t('noPieces')} hint={t('noPiecesHint')} />;
          return (
            <ul className={s.choices}>
              {nodes.map((piece) => {
                const taken = chosen.some((one) => one.id === piece.id);
                return (
                  <li key={piece.id}>
                    <Cover of={piece} />
                    <span className={s.title}>
                      {piece.title}
                      <br />
                      <span className={s.quiet}>{lang === 'zh' ? piece.department.name : piece.department.nameEn}</span>
                    </span>
                    {taken ? (
                      <span className={s.quiet}>{t('added')}</span>
                    ) : (
                      <Button size="small" disabled={full} aria-label={t('add', { title: piece.title })} onClick={() => onAdd(piece)}>
                        +
                      </Button>
                    )}
                  </li>
                );
              })}
            </ul>
          );
        }}
      </Answer>
    </>
  );
}

/** A piece's cover, or the word that it has none. */
export function Cover({ of: piece }: { of: Piece }) {
  const t = useText(bundlesText);
  const shown = piece.cover?.url;
  return shown ? <img className={s.cover} src={shown} alt="" loading="lazy" /> : <span className={s.cover} role="img" aria-label={t('noCover')} title={t('noCover')} />;
}
