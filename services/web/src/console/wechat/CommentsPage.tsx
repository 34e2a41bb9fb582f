import { Segmented, Select } from 'antd';
import { useState } from 'react';
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
  const named = all.filter((reading) => !accountId || reading.account.id === accountId);
  return (
    <Page title={t('title')} lead={<span>{t('lead')}</span>}>
      {targetId ? (
        <p>
          {t('onePiece')} <Link to="/console/wechat/comments">{t('allPieces')}</Link>
        </p>
      ) : (
        <Readings readings={named} onFetched={() => lookAgain({ requestPolicy: 'network-only' })} />
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
      <List key={`${accountId} ${shown} ${targetId}`} accountId={accountId} shown={shown} targetId={targetId} />
    </Page>
  );
}

function List({ accountId, shown, targetId }: { accountId: string; shown: Shown; targetId: string | null }) {
  const t = useText(wechatText);
  const paging = usePaging();
  const elected = shown === 'all' ? null : shown === 'shown';
  const variables = { first: 20, after: paging.after, accountId: accountId || null, elected, targetId };
  const comments = useQuery({ query: WechatCommentsDocument, variables, requestPolicy: 'cache-and-network' });
  return (
    <Answer query={comments}>
      {({ wechatComments: { nodes, pageInfo } }) =>
        nodes.length === 0 ? (
          <Empty title={t('none')} hint={t('noneHint')} />
        ) : (
          <>
            <ul className={s.list} aria-label={t('list')}>
              {nodes.map((comment) => (
                <CommentItem key={comment.id} comment={comment} onLook={() => comments[1]({ requestPolicy: 'network-only' })} />
              ))}
            </ul>
            <Pager paging={paging} info={pageInfo} />
          </>
        )
      }
    </Answer>
  );
}
