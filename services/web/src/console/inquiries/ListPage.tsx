import { Checkbox, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { Filters } from '../../shared/staff/Filters';
import { Mark } from '../../shared/staff/Mark';
import { Page } from '../../shared/staff/Page';
import { Pager, usePaging } from '../../shared/staff/Pager';
import { Empty } from '../../shared/states/States';
import { InquiriesDocument, type InquiriesQuery, type InquiryState } from '../gql/graphql';
import { toneOf, useWord } from '../words';
import { Clock } from './Clock';
import { inquiriesText } from './text';

type Row = InquiriesQuery['inquiries']['nodes'][number];

const states: InquiryState[] = ['RECEIVED', 'ACCEPTED', 'ASSIGNED', 'ANSWERED', 'DELIVERED', 'CLOSED', 'DECLINED', 'RETURNED'];

export function Component() {
  const t = useText(inquiriesText);
  const word = useWord();
  const paging = usePaging();
  const [search, setSearch] = useSearchParams();
  const state = states.find((each) => each === search.get('state')) ?? null;
  const text = search.get('q') ?? '';
  const overdue = search.get('overdue') === '1';
  const inquiries = useQuery({
    query: InquiriesDocument,
    variables: { first: 20, after: paging.after, filter: { state, search: text || null, overdue: overdue || null } },
  });
  const filter = (key: string, value: string | null) => {
    paging.reset();
    setSearch((now) => {
      if (value) now.set(key, value);
      else now.delete(key);
      return now;
    });
  };
  const filtered = text !== '' || state !== null || overdue;
  return (
    <Page title={t('listTitle')}>
      <Filters>
        <Input.Search data-search allowClear aria-label={t('search')} placeholder={t('searchHint')} defaultValue={text} onSearch={(value) => filter('q', value.trim())} />
        <Select
          aria-label={t('state')}
          value={state ?? ''}
          onChange={(value) => filter('state', value)}
          options={[{ value: '', label: t('allStates') }, ...states.map((value) => ({ value: value as string, label: word('inquiry', value) }))]}
        />
        <Checkbox checked={overdue} onChange={(event) => filter('overdue', event.target.checked ? '1' : null)}>
          {t('onlyOverdue')}
        </Checkbox>
      </Filters>
      <Answer query={inquiries}>
        {(data) => (
          <>
            <Rows rows={data.inquiries.nodes} empty={<Empty title={filtered ? t('noneFound') : t('none')} hint={filtered ? undefined : t('noneHint')} />} />
            <Pager paging={paging} info={data.inquiries.pageInfo} />
          </>
        )}
      </Answer>
    </Page>
  );
}

function Rows({ rows, empty }: { rows: Row[]; empty: ReactNode }) {
  const t = useText(inquiriesText);
  const lang = useLang();
  const word = useWord();
  const navigate = useNavigate();
  if (rows.length === 0) return empty;
  const columns: Column<Row>[] = [
    { key: 'title', title: t('title'), render: (row) => <Link to={`/console/inquiries/${row.id}`}>{row.title}</Link> },
    { key: 'state', title: t('state'), width: '90px', render: (row) => <Mark tone={toneOf(row.state)}>{word('inquiry', row.state)}</Mark> },
    { key: 'clock', title: t('clock'), width: '220px', render: (row) => <Clock state={row.state} clock={row.clock} /> },
    { key: 'kind', title: t('kind'), width: '70px', render: (row) => word('ask', row.kind) },
    { key: 'origin', title: t('origin'), width: '70px', wideOnly: true, render: (row) => word('from', row.origin) },
    { key: 'department', title: t('department'), width: '150px', render: (row) => (row.department ? (lang === 'zh' ? row.department.name : row.department.nameEn) : t('desk')) },
    { key: 'received', title: t('received'), width: '140px', render: (row) => stamp(row.receivedAt) },
  ];
  return (
    <DataTable label={t('listTitle')} columns={columns} rows={rows} rowKey={(row) => row.id} onOpen={(row) => void navigate(`/console/inquiries/${row.id}`)} />
  );
}
