import { Segmented, Select } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { Page } from '../../shared/staff/Page';
import { Pager, usePaging } from '../../shared/staff/Pager';
import { Empty } from '../../shared/states/States';
import { WechatCommentReadingsDocument, WechatCommentsDocument } from '../gql/graphql';
import { CommentItem } from './CommentItem';
import s from './Comments.module.css';
import { Readings } from './Readings';
import { wechatText } from './text';

type Shown = 'all' | 'shown' | 'hidden';

/** 公众号留言: what readers wrote, of every account or under one piece, and what is done about it. */
export function Component() {
  const t = useText(wechatText);
  const [search, setSearch] = useSearchParams();
  const targetId = search.get('piece');
  const [readings, lookAgain] = useQuery({ query: WechatCommentReadingsDocument });
  const [accountId, setAccountId] = useState('');
  const [shown, setShown] = useState<Shown>('all');
  const all = readings.data?.wechatCommentReadings ?? [];
  const onLook = useCallback(() => lookAgain({ requestPolicy: 'network-only' }), [lookAgain]);
  const [fetched, setFetched] = useState(0);
  const onFetched = useCallback(() => setFetched((times) => times + 1), []);
  const named = all.filter((reading) => !accountId || reading.account.id === accountId);
  return (
    <Page title={t('title')} lead={<span>{t('lead')}</span>}>
      {targetId ? (
        <p>
          {t('onePiece')} <Link to="/console/wechat/comments">{t('allPieces')}</Link>
        </p>
      ) : (
        <Readings readings={named} onLook={onLook} onFetched={onFetched} />
      )}
      <div className={s.filters}>
        {targetId ? null : (
          <Select
            aria-label={t('account')}
            style={{ minWidth: 200 }}
            value={accountId}
            onChange={(value) => {
              setAccountId(value);
              setSearch({});
            }}
            options={[{ value: '', label: t('anyAccount') }, ...all.map(({ account }) => ({ value: account.id, label: account.name }))]}
          />
        )}
        <Segmented<Shown>
          aria-label={t('show')}
          value={shown}
          onChange={setShown}
          options={(['all', 'hidden', 'shown'] as const).map((value) => ({ value, label: t(value) }))}
        />
      </div>
      <List key={`${accountId} ${shown} ${targetId}`} accountId={accountId} shown={shown} targetId={targetId} fetched={fetched} />
    </Page>
  );
}

interface ListProps {
  accountId: string;
  shown: Shown;
  targetId: string | null;
  /** How often somebody had an account read meanwhile: then there may be more. */
  fetched: number;
}

function List({ accountId, shown, targetId, fetched }: ListProps) {
  const t = useText(wechatText);
  const paging = usePaging();
  const elected = shown === 'all' ? null : shown === 'shown';
  const variables = { first: 20, after: paging.after, accountId: accountId || null, elected, targetId };
  const [comments, again] = useQuery({ query: WechatCommentsDocument, variables, requestPolicy: 'cache-and-network' });
  const onLook = useCallback(() => again({ requestPolicy: 'network-only' }), [again]);
  useEffect(() => {
    if (fetched) onLook();
  }, [fetched, onLook]);
  return (
    <Answer query={[comments, again]}>
      {({ wechatComments: { nodes, pageInfo } }) =>
        nodes.length === 0 ? (
          <Empty title={t('none')} hint={t('noneHint')} />
        ) : (
          <>
            <ul className={s.list} aria-label={t('list')}>
              {nodes.map((comment) => (
                <CommentItem key={comment.id} comment={comment} onLook={onLook} />
              ))}
            </ul>
            <Pager paging={paging} info={pageInfo} />
          </>
        )
      }
    </Answer>
  );
}
