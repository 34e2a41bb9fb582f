import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Select } from 'antd';
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
import { LimitMark } from '../access/LimitMark';
import { ArticlesDocument, type ArticlesQuery, type ArticleState } from '../gql/graphql';
import { useRight } from '../session';
import { toneOf, useWord } from '../words';
import { ClassMarks } from './ClassMarks';
import s from './ListPage.module.css';
import { kinds } from './Details';
import { Marked } from './Marked';
import { SavedSearches } from './SavedSearches';
import { importsText } from '../imports/text';
import { articlesText } from './text';

type Row = ArticlesQuery['articles']['nodes'][number];

const states: ArticleState[] = ['DRAFT', 'IN_REVIEW', 'APPROVED', 'RELEASED', 'WITHDRAWN'];

/** What of the address a saved search keeps. */
const kept = ['q', 'state', 'kind', 'from', 'to', 'mine'];

/** Articles with their filters in the address, so that a list can be bookmarked and the back button keeps it. */
export function Component() {
  const t = useText(articlesText);
  const imports = useText(importsText);
  const word = useWord();
  const may = useRight();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const paging = usePaging();
  const state = states.find((each) => each === search.get('state')) ?? null;
  const text = search.get('q') ?? '';
  const mine = search.get('mine') === '1';
  const kind = kinds.find((each) => each === search.get('kind')) ?? null;
  const [from, to] = [search.get('from') ?? '', search.get('to') ?? ''];
  const narrowed = Boolean(text || state || kind || from || to || mine);
  const articles = useQuery({
    query: ArticlesDocument,
    variables: {
      first: 20,
      after: paging.after,
      filter: { state, kind, search: text || null, mine: mine || null, since: dayStart(from), until: dayEnd(to) },
      search: text,
      searching: text !== '',
    },
  });
  const filter = (key: string, value: string | null) => {
    paging.reset();
    setSearch((now) => {
      if (value) now.set(key, value);
      else now.delete(key);
      return now;
    });
  };
  const create = may('article.draft') ? (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => void navigate('/console/articles/new')}>
      {t('newArticle')}
    </Button>
  ) : null;
  const many = may('article.draft') ? <Link to="/console/articles/import">{imports('batch')}</Link> : null;
  return (
    <Page
      title={t('listTitle')}
      actions={
        <>
          {many}
          {create}
        </>
      }
    >
      <Filters>
        <Input.Search
          data-search
          allowClear
          aria-label={t('search')}
          placeholder={t('searchHint')}
          key={text}
          defaultValue={text}
          onSearch={(value) => filter('q', value.trim())}
        />
        <Select
          aria-label={t('state')}
          value={state ?? ''}
          onChange={(value) => filter('state', value)}
          options={[{ value: '', label: t('allStates') }, ...states.map((value) => ({ value: value as string, label: word('article', value) }))]}
        />
        <Select
          aria-label={t('kind')}
          value={kind ?? ''}
          onChange={(value) => filter('kind', value)}
          options={[{ value: '', label: t('allKinds') }, ...kinds.map((value) => ({ value: value as string, label: word('kind', value) }))]}
        />
        <span className={s.days}>
          {t('updatedFrom')}
          <Input type="date" aria-label={t('updatedFrom')} value={from} max={to || undefined} onChange={(event) => filter('from', event.target.value)} />
          {t('updatedTo')}
          <Input type="date" aria-label={t('updatedTo')} value={to} min={from || undefined} onChange={(event) => filter('to', event.target.value)} />
        </span>
        <Checkbox checked={mine} onChange={(event) => filter('mine', event.target.checked ? '1' : null)}>
          {t('mine')}
        </Checkbox>
        <SavedSearches
          list="ARTICLES"
          filter={Object.fromEntries([...search].filter(([key]) => kept.includes(key)))}
          onOpen={(saved) => {
            paging.reset();
            setSearch(saved);
          }}
        />
      </Filters>
      <Answer query={articles}>
        {(data) => (
          <>
            <Rows rows={data.articles.nodes} empty={<Empty title={narrowed ? t('noneFound') : t('none')} hint={text ? t('noneFoundHint') : undefined} action={narrowed ? null : create} />} />
            <Pager paging={paging} info={data.articles.pageInfo} />
          </>
        )}
      </Answer>
    </Page>
  );
}

function Rows({ rows, empty }: { rows: Row[]; empty: React.ReactNode }) {
  const t = useText(articlesText);
  const lang = useLang();
  const word = useWord();
  const navigate = useNavigate();
  if (rows.length === 0) return empty;
  const columns: Column<Row>[] = [
    {
      key: 'title',
      title: t('title'),
      render: (row) => (
        <>
          <Link to={`/console/articles/${row.id}`}>{row.found?.title.length ? <Marked bits={row.found.title} /> : row.title || t('untitled')}</Link> <ClassMarks piece={row} /> <LimitMark access={row.access} short />
          {row.found ? (
            <p className={s.excerpt}>
              <Marked bits={row.found.excerpt} />
            </p>
          ) : null}
        </>
      ),
    },
    { key: 'state', title: t('state'), width: '90px', render: (row) => <Mark tone={toneOf(row.state)}>{word('article', row.state)}</Mark> },
    { key: 'kind', title: t('kind'), width: '100px', wideOnly: true, render: (row) => word('kind', row.kind) },
    { key: 'column', title: t('column'), width: '110px', wideOnly: true, render: (row) => (lang === 'zh' ? row.column?.name : row.column?.nameEn) ?? '—' },
    { key: 'department', title: t('department'), width: '150px', render: (row) => (lang === 'zh' ? row.department.name : row.department.nameEn) },
    { key: 'author', title: t('author'), width: '90px', render: (row) => row.author.name },
    { key: 'updated', title: t('updated'), width: '140px', render: (row) => stamp(row.updatedAt) },
  ];
  return (
    <DataTable label={t('listTitle')} columns={columns} rows={rows} rowKey={(row) => row.id} onOpen={(row) => void navigate(`/console/articles/${row.id}`)} />
  );
}
