import { Tabs } from 'antd';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { useText } from '../../../shared/i18n/text';
import { stamp } from '../../../shared/lib/time';
import { Answer } from '../../../shared/staff/Answer';
import { DataTable, type Column } from '../../../shared/staff/DataTable';
import { Mark } from '../../../shared/staff/Mark';
import { Pager, usePaging } from '../../../shared/staff/Pager';
import { Empty } from '../../../shared/states/States';
import { OaMessagesDocument, OaReceiptsDocument, type OaMessagesQuery, type OaReceiptsQuery } from '../../gql/graphql';
import { toneOf, useWord } from '../../words';
import s from './Oa.module.css';
import { oaText } from './text';

type Sent = OaMessagesQuery['oaMessages']['nodes'][number];
type Came = OaReceiptsQuery['oaReceipts']['nodes'][number];

const page = 10;

/** What was sent to an OA, and what came from it. */
export function Log({ bridgeId }: { bridgeId: string }) {
  const t = useText(oaText);
  return (
    <Tabs
      className={s.log ?? ''}
      items={[
        { key: 'sent', label: t('sentTab'), children: <SentLog bridgeId={bridgeId} /> },
        { key: 'came', label: t('cameTab'), children: <CameLog bridgeId={bridgeId} /> },
      ]}
    />
  );
}

function SentLog({ bridgeId }: { bridgeId: string }) {
  const t = useText(oaText);
  const word = useWord();
  const paging = usePaging();
  const variables = { bridgeId, first: page, after: paging.after };
  const messages = useQuery({ query: OaMessagesDocument, variables, requestPolicy: 'cache-and-network' });
  const kind = (row: Sent) => t(row.kind === 'ping' ? 'kind_ping' : row.kind === 'step.closed' ? 'kind_step.closed' : 'kind_step.opened');
  const detail = (row: Sent) => {
    const waits = row.state === 'queued' ? t('nextAt', { at: stamp(row.nextAt) }) : '';
    return [row.deliveredAt ? stamp(row.deliveredAt) : '', row.lastStatus, row.lastError, row.answer, waits].filter(Boolean).join(' · ');
  };
  const shape: Column<Sent>[] = [
    { key: 'at', title: t('at'), width: '150px', render: (row) => stamp(row.createdAt) },
    { key: 'kind', title: t('kind'), width: '170px', render: (row) => (row.caseId ? <Link to={`/console/reviews/${row.caseId}`}>{kind(row)} · {t('openCase')}</Link> : kind(row)) },
    { key: 'state', title: t('state'), width: '100px', render: (row) => <Mark tone={toneOf(row.state)}>{word('sent', row.state)}</Mark> },
    { key: 'attempts', title: t('attempts'), width: '70px', align: 'right', render: (row) => row.attempts },
    { key: 'detail', title: t('detail'), render: detail },
  ];
  return (
    <Answer query={messages}>
      {({ oaMessages: { nodes, pageInfo } }) =>
        nodes.length === 0 ? (
          <Empty title={t('noMessages')} />
        ) : (
          <>
            <DataTable label={t('sentTab')} columns={shape} rows={nodes} rowKey={(row) => row.id} />
            <Pager paging={paging} info={pageInfo} />
          </>
        )
      }
    </Answer>
  );
}

function CameLog({ bridgeId }: { bridgeId: string }) {
  const t = useText(oaText);
  const word = useWord();
  const paging = usePaging();
  const variables = { bridgeId, first: page, after: paging.after };
  const receipts = useQuery({ query: OaReceiptsDocument, variables, requestPolicy: 'cache-and-network' });
  const shape: Column<Came>[] = [
    { key: 'at', title: t('at'), width: '150px', render: (row) => stamp(row.receivedAt) },
    { key: 'who', title: t('who'), width: '160px', render: (row) => [row.person?.name, row.account].filter(Boolean).join(' · ') || '—' },
    { key: 'outcome', title: t('outcome'), width: '120px', render: (row) => <Mark tone={row.taken ? 'good' : 'bad'}>{row.taken ? t('taken') : t('refused')}</Mark> },
    { key: 'detail', title: t('detail'), render: (row) => (row.reason ? word('declined', row.reason) : '—') },
    { key: 'evidence', title: t('evidence'), width: '150px', wideOnly: true, render: (row) => <code title={row.evidence}>{row.evidence.slice(0, 16)}</code> },
  ];
  return (
    <Answer query={receipts}>
      {({ oaReceipts: { nodes, pageInfo } }) =>
        nodes.length === 0 ? (
          <Empty title={t('noReceipts')} />
        ) : (
          <>
            <DataTable label={t('cameTab')} columns={shape} rows={nodes} rowKey={(row) => row.id} />
            <Pager paging={paging} info={pageInfo} />
          </>
        )
      }
    </Answer>
  );
}
