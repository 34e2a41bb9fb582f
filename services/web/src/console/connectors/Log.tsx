import { Tabs } from 'antd';
import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { Mark } from '../../shared/staff/Mark';
import { Pager, usePaging } from '../../shared/staff/Pager';
import { Empty } from '../../shared/states/States';
import type { Tone } from '../../shared/theme/tokens';
import { ConnectorCallsDocument, ConnectorResultsDocument, type ConnectorCallsQuery, type ConnectorResultsQuery } from '../gql/graphql';
import { useWord } from '../words';
import s from './Connectors.module.css';
import { connectorsText } from './text';

type Sent = ConnectorCallsQuery['connectorCalls']['nodes'][number];
type Came = ConnectorResultsQuery['connectorResults']['nodes'][number];

const page = 10;

/** What was sent to a program, and what came from it. */
export function Log({ connectorId }: { connectorId: string }) {
  const t = useText(connectorsText);
  return (
    <Tabs
      className={s.log ?? ''}
      items={[
        { key: 'calls', label: t('callsTab'), children: <Calls connectorId={connectorId} /> },
        { key: 'results', label: t('resultsTab'), children: <Results connectorId={connectorId} /> },
      ]}
    />
  );
}

const kinds = ['release.publish', 'release.withdraw', 'release.ask', 'ping'] as const;
const outcomes = { accepted: 'info', live: 'good', failed: 'bad', withdrawn: 'neutral', unknown: 'warn', refused: 'bad', later: 'warn', stopped: 'bad', unsent: 'warn', lost: 'warn' } as const;

function isOne<Set extends string>(set: readonly Set[], value: string): value is Set {
  return (set as readonly string[]).includes(value);
}

function Calls({ connectorId }: { connectorId: string }) {
  const t = useText(connectorsText);
  const paging = usePaging();
  const calls = useQuery({ query: ConnectorCallsDocument, variables: { connectorId, first: page, after: paging.after }, requestPolicy: 'cache-and-network' });
  const outcome = (row: Sent) => {
    const known = Object.keys(outcomes) as (keyof typeof outcomes)[];
    const tone: Tone = isOne(known, row.outcome) ? outcomes[row.outcome] : 'neutral';
    return <Mark tone={tone}>{isOne(known, row.outcome) ? t(`outcome_${row.outcome}`) : row.outcome}</Mark>;
  };
  const shape: Column<Sent>[] = [
    { key: 'at', title: t('at'), width: '150px', render: (row) => stamp(row.at) },
    { key: 'kind', title: t('kind'), width: '120px', render: (row) => (isOne(kinds, row.kind) ? t(`kind_${row.kind}`) : row.kind) },
    { key: 'outcome', title: t('outcome'), width: '120px', render: outcome },
    { key: 'detail', title: t('detail'), render: (row) => [row.status, row.error, row.answer].filter(Boolean).join(' · ') || '—' },
  ];
  return (
    <Answer query={calls}>
      {({ connectorCalls: { nodes, pageInfo } }) =>
        nodes.length === 0 ? (
          <Empty title={t('noCalls')} />
        ) : (
          <>
            <DataTable label={t('callsTab')} columns={shape} rows={nodes} rowKey={(row) => row.id} />
            <Pager paging={paging} info={pageInfo} />
          </>
        )
      }
    </Answer>
  );
}

function Results({ connectorId }: { connectorId: string }) {
  const t = useText(connectorsText);
  const word = useWord();
  const paging = usePaging();
  const results = useQuery({ query: ConnectorResultsDocument, variables: { connectorId, first: page, after: paging.after }, requestPolicy: 'cache-and-network' });
  const shape: Column<Came>[] = [
    { key: 'at', title: t('at'), width: '150px', render: (row) => stamp(row.receivedAt) },
    { key: 'state', title: t('kind'), width: '120px', render: (row) => (row.state ? word('target', row.state) : '—') },
    { key: 'taken', title: t('outcome'), width: '120px', render: (row) => <Mark tone={row.taken ? 'good' : 'bad'}>{row.taken ? t('counted') : t('notCounted')}</Mark> },
    { key: 'detail', title: t('detail'), render: (row) => (row.reason ? word('declined', row.reason) : '—') },
  ];
  return (
    <Answer query={results}>
      {({ connectorResults: { nodes, pageInfo } }) =>
        nodes.length === 0 ? (
          <Empty title={t('noResults')} />
        ) : (
          <>
            <DataTable label={t('resultsTab')} columns={shape} rows={nodes} rowKey={(row) => row.id} />
            <Pager paging={paging} info={pageInfo} />
          </>
        )
      }
    </Answer>
  );
}
