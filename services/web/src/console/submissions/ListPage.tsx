import { PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { dayEnd, dayStart, stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { Filters } from '../../shared/staff/Filters';
import { Mark } from '../../shared/staff/Mark';
import { Page } from '../../shared/staff/Page';
import { Pager, usePaging } from '../../shared/staff/Pager';
import { Empty } from '../../shared/states/States';
import { kinds } from '../articles/Details';
import { Marked } from '../articles/Marked';
import { SavedSearches } from '../articles/SavedSearches';
import { DepartmentsDocument, SubmissionsDocument, type SubmissionsQuery, type SubmissionState } from '../gql/graphql';
import { useCountyRight, useRight } from '../session';
import { toneOf, useWord } from '../words';
import s from './Submissions.module.css';
import { submissionsText } from './text';

type Row = SubmissionsQuery['submissions']['nodes'][number];

const states: SubmissionState[] = ['SUBMITTED', 'ASKED', 'ADOPTED', 'ADOPTED_WITH_EDITS', 'DECLINED', 'WITHDRAWN'];

/** What of the address a saved search keeps. */
const kept = ['q', 'department', 'state', 'kind', 'from', 'to'];

/** An empty list names no type, so the first submission would not refresh it without this. */
const watched = { additionalTypenames: ['Submission'] };

/** 报送: the department's own, or every department's for the county desk. */
export function Component() {
  const t = useText(submissionsText);
  const may = useRight();
  const desk = useCountyRight()('submission.adopt');
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const paging = usePaging();
  const state = states.find((each) => each === search.get('state')) ?? null;
  const kind = kinds.find((each) => each === search.get('kind')) ?? null;
  const get = (key: string) => search.get(key) ?? '';
  const text = get('q');
  const saved = Object.fromEntries([...search].filter(([key]) => kept.includes(key)));
  const narrowed = { state, kind, departmentId: get('department') || null, search: text || null, since: dayStart(get('from')), until: dayEnd(get('to')) };
  const variables = { first: 20, after: paging.after, filter: narrowed, search: text, searching: text !== '' };
  const submissions = useQuery({ query: SubmissionsDocument, variables, context: watched });
  const filter = (key: string, value: string) => {
    paging.reset();
    setSearch((now) => {
      if (value) now.set(key, value);
      else now.delete(key);
      return now;
    });
  };
  const send = may('submission.send') ? (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => void navigate('/console/submissions/new')}>
      {t('send')}
    </Button>
  ) : null;
  return (
    <Page
      title={t('title')}
      lead={desk ? t('leadDesk') : t('leadOwn')}
      actions={
        <>
          {may('adoption.read') ? <Button onClick={() => void navigate('/console/adoption')}>{t('ledger')}</Button> : null}
          {send}
        </>
      }
    >
      <Narrow desk={desk} get={get} filter={filter}>
        <SavedSearches
          list="SUBMISSIONS"
          filter={saved}
          onOpen={(to) => {
            paging.reset();
            setSearch(to);
          }}
        />
      </Narrow>
      <Answer query={submissions}>
        {(data) => (
          <>
            <Rows rows={data.submissions.nodes} empty={Object.keys(saved).length > 0 ? <Empty title={t('noneFound')} hint={t('noneFoundHint')} /> : <Empty title={t('none')} hint={t('noneHint')} action={send} />} />
            <Pager paging={paging} info={data.submissions.pageInfo} />
          </>
        )}
      </Answer>
    </Page>
  );
}

interface NarrowProps {
  desk: boolean;
  /** What the address says of a filter; empty where nothing. */
  get: (key: string) => string;
  filter: (key: string, value: string) => void;
  children: ReactNode;
}

function Narrow({ desk, get, filter, children }: NarrowProps) {
  const t = useText(submissionsText);
  const lang = useLang();
  const word = useWord();
  const [{ data }] = useQuery({ query: DepartmentsDocument, pause: !desk });
  return (
    <Filters>
      <Input.Search
        data-search
        allowClear
        aria-label={t('search')}
        placeholder={t('search')}
        key={get('q')}
        defaultValue={get('q')}
        onSearch={(value) => filter('q', value.trim())}
      />
      {desk ? (
        <Select
          aria-label={t('department')}
          style={{ minWidth: 180 }}
          value={get('department')}
          onChange={(value) => filter('department', value)}
          options={[{ value: '', label: t('allDepartments') }, ...(data?.departments ?? []).map((row) => ({ value: row.id, label: lang === 'zh' ? row.name : row.nameEn }))]}
        />
      ) : null}
      <Select
        aria-label={t('state')}
        style={{ minWidth: 120 }}
        value={get('state')}
        onChange={(value) => filter('state', value)}
        options={[{ value: '', label: t('allStates') }, ...states.map((value) => ({ value: value as string, label: word('submission', value) }))]}
      />
      <Select
        aria-label={t('kind')}
        style={{ minWidth: 120 }}
        value={get('kind')}
        onChange={(value) => filter('kind', value)}
        options={[{ value: '', label: t('allKinds') }, ...kinds.map((value) => ({ value: value as string, label: word('kind', value) }))]}
      />
      <span className={s.days}>
        {t('sentFrom')}
        <Input type="date" aria-label={t('sentFrom')} value={get('from')} max={get('to') || undefined} onChange={(event) => filter('from', event.target.value)} />
        {t('sentTo')}
        <Input type="date" aria-label={t('sentTo')} value={get('to')} min={get('from') || undefined} onChange={(event) => filter('to', event.target.value)} />
      </span>
      {children}
    </Filters>
  );
}

function Rows({ rows, empty }: { rows: Row[]; empty: React.ReactNode }) {
  const t = useText(submissionsText);
  const lang = useLang();
  const word = useWord();
  const navigate = useNavigate();
  if (rows.length === 0) return empty;
  const columns: Column<Row>[] = [
    {
      key: 'title',
      title: t('piece'),
      render: (row) => (
        <>
          <Link to={`/console/submissions/${row.id}`}>{row.found ? <Marked bits={row.found.title} /> : row.title}</Link>
          {row.found ? (
            <p className={s.excerpt}>
              <Marked bits={row.found.excerpt} />
            </p>
          ) : null}
        </>
      ),
    },
    { key: 'state', title: t('state'), width: '110px', render: (row) => <Mark tone={toneOf(row.state)}>{word('submission', row.state)}</Mark> },
    { key: 'number', title: t('number'), width: '130px', render: (row) => <code>{row.number}</code> },
    { key: 'department', title: t('department'), width: '150px', render: (row) => (lang === 'zh' ? row.department.name : row.department.nameEn) },
    { key: 'by', title: t('sentBy'), width: '90px', wideOnly: true, render: (row) => row.submittedBy.name },
    { key: 'at', title: t('sentAt'), width: '140px', render: (row) => stamp(row.submittedAt) },
  ];
  return <DataTable label={t('title')} columns={columns} rows={rows} rowKey={(row) => row.id} onOpen={(row) => void navigate(`/console/submissions/${row.id}`)} />;
}
