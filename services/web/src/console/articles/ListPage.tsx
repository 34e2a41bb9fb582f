import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Select } from 'antd';
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
import { ArticlesDocument, type ArticlesQuery, type ArticleState } from '../gql/graphql';
import { useRight } from '../session';
import { toneOf, useWord } from '../words';
import { ClassMarks } from './ClassMarks';
import { articlesText } from './text';

type Row = ArticlesQuery['articles']['nodes'][number];

const states: ArticleState[] = ['DRAFT', 'IN_REVIEW', 'APPROVED', 'RELEASED', 'WITHDRAWN'];

/** Articles with their filters in the address, so that a list can be bookmarked and the back button keeps it. */
export function Component() {
  const t = useText(articlesText);
  const word = useWord();
  const may = useRight();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const paging = usePaging();
  const state = states.find((each) => each === search.get('state')) ?? null;
  const text = search.get('q') ?? '';
  const mine = search.get('mine') === '1';
  const articles = useQuery({
    query: ArticlesDocument,
    variables: { first: 20, after: paging.after, filter: { state, search: text || null, mine: mine || null } },
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
  return (
    <Page title={t('listTitle')} actions={create}>
      <Filters>
        <Input.Search
          data-search
          allowClear
          aria-label={t('search')}
          placeholder={t('searchHint')}
          defaultValue={text}
          onSearch={(value) => filter('q', value.trim())}
        />
        <Select
          aria-label={t('state')}
          value={state ?? ''}
          onChange={(value) => filter('state', value)}
          options={[{ value: '', label: t('allStates') }, ...states.map((value) => ({ value: value as string, label: word('article', value) }))]}
        />
        <Checkbox checked={mine} onChange={(event) => filter('mine', event.target.checked ? '1' : null)}>
          {t('mine')}
        </Checkbox>
      </Filters>
      <Answer query={articles}>
        {(data) => (
          <>
            <Rows rows={data.articles.nodes} empty={<Empty title={text || state ? t('noneFound') : t('none')} action={create} />} />
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
          <Link to={`/console/articles/${row.id}`}>{row.title || t('untitled')}</Link> <ClassMarks piece={row} />
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
