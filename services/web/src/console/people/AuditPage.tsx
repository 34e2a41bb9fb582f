import { Input } from 'antd';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { Filters } from '../../shared/staff/Filters';
import { Page } from '../../shared/staff/Page';
import { RowButton } from '../../shared/staff/RowButton';
import { Pager, usePaging } from '../../shared/staff/Pager';
import { Empty } from '../../shared/states/States';
import { AuditTrailDocument, type AuditTrailQuery } from '../gql/graphql';
import { useWord } from '../words';
import { peopleText } from './text';

type Row = AuditTrailQuery['auditTrail']['nodes'][number];

/** Who did what, in the order of the chain. */
export function Component() {
  const t = useText(peopleText);
  const paging = usePaging();
  const [search, setSearch] = useSearchParams();
  const subjectId = search.get('subject');
  const trail = useQuery({ query: AuditTrailDocument, variables: { first: 50, after: paging.after, subjectId } });
  const filter = (value: string) => {
    paging.reset();
    setSearch(value === '' ? {} : { subject: value });
  };
  return (
    <Page title={t('auditTitle')} lead={t('auditLead')}>
      <Filters>
        <Input.Search
          key={subjectId}
          data-search
          allowClear
          aria-label={t('subject')}
          placeholder={t('subjectHint')}
          defaultValue={subjectId ?? ''}
          onSearch={(value) => filter(value.trim())}
        />
      </Filters>
      <Answer query={trail}>
        {(data) => (
          <>
            {data.auditTrail.nodes.length === 0 ? <Empty title={t('auditNone')} /> : <Rows rows={data.auditTrail.nodes} onSubject={filter} />}
            <Pager paging={paging} info={data.auditTrail.pageInfo} />
          </>
        )}
      </Answer>
    </Page>
  );
}

function Rows({ rows, onSubject }: { rows: Row[]; onSubject: (id: string) => void }) {
  const t = useText(peopleText);
  const word = useWord();
  const columns: Column<Row>[] = [
    { key: 'seq', title: t('seq'), width: '70px', render: (row) => row.seq },
    { key: 'at', title: t('at'), width: '140px', render: (row) => stamp(row.at) },
    { key: 'who', title: t('who'), width: '110px', render: (row) => row.actorName },
    { key: 'path', title: t('path'), width: '90px', render: (row) => word('path', row.path) },
    { key: 'action', title: t('action'), width: '190px', render: (row) => <code>{row.action}</code> },
    {
      key: 'subject',
      title: t('subject'),
      width: '190px',
      render: (row) => {
        const id = row.subjectId;
        return id ? (
          <RowButton title={id} onClick={() => onSubject(id)}>
            {row.subjectKind} …{id.slice(-8)}
          </RowButton>
        ) : (
          row.subjectKind
        );
      },
    },
    { key: 'detail', title: t('detail'), render: (row) => <Detail value={row.detail} /> },
  ];
  return <DataTable label={t('auditTitle')} columns={columns} rows={rows} rowKey={(row) => String(row.seq)} />;
}

function Detail({ value }: { value: unknown }) {
  if (typeof value !== 'object' || value === null) return <>—</>;
  const parts = Object.entries(value).map(([key, part]) => `${key}: ${typeof part === 'string' ? part : JSON.stringify(part)}`);
  return <span style={{ fontSize: 13, color: 'var(--ink-2)' }}>{parts.join('；') || '—'}</span>;
}
