import { PlusOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { Filters } from '../../shared/staff/Filters';
import { Mark } from '../../shared/staff/Mark';
import { Page } from '../../shared/staff/Page';
import { Pager, usePaging } from '../../shared/staff/Pager';
import { Empty } from '../../shared/states/States';
import { StoriesDocument, type StoriesQuery } from '../gql/graphql';
import { useCountyRight } from '../session';
import { StoryDialog } from './StoryDialog';
import { storiesText } from './text';

type Row = StoriesQuery['stories']['nodes'][number];

/** An empty list names no type, so the first story would not refresh it without this. */
const watched = { additionalTypenames: ['Story'] };

/** 滚动报道: the running ones, or all of them. */
export function Component() {
  const t = useText(storiesText);
  const may = useCountyRight();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const paging = usePaging();
  const all = search.get('all') === '1';
  const stories = useQuery({ query: StoriesDocument, variables: { open: all ? null : true, first: 20, after: paging.after }, context: watched });
  const columns: Column<Row>[] = [
    { key: 'title', title: t('storyTitle'), render: (row) => <Link to={`/console/stories/${row.id}`}>{row.title}</Link> },
    { key: 'pieces', title: t('pieces'), width: '90px', render: (row) => t('pieceCount', { n: row.pieceCount }) },
    { key: 'state', title: t('state'), width: '90px', render: (row) => <StoryMark closedAt={row.closedAt} /> },
    { key: 'by', title: t('openedBy'), width: '110px', wideOnly: true, render: (row) => row.openedBy.name },
    { key: 'opened', title: t('opened'), width: '150px', render: (row) => stamp(row.openedAt) },
  ];
  const add = may('story.manage') ? (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
      {t('open')}
    </Button>
  ) : null;
  return (
    <Page title={t('title')} lead={t('lead')} actions={add}>
      <Filters>
        <Segmented
          value={all ? 'all' : 'running'}
          onChange={(value) => {
            paging.reset();
            setSearch(value === 'all' ? { all: '1' } : {});
          }}
          options={[
            { value: 'running', label: t('running') },
            { value: 'all', label: t('all') },
          ]}
        />
      </Filters>
      <Answer query={stories}>
        {({ stories: page }) => (
          <>
            {page.nodes.length === 0 ? (
              <Empty title={t('none')} hint={t('noneHint')} />
            ) : (
              <DataTable label={t('title')} columns={columns} rows={page.nodes} rowKey={(row) => row.id} onOpen={(row) => void navigate(`/console/stories/${row.id}`)} />
            )}
            <Pager paging={paging} info={page.pageInfo} />
          </>
        )}
      </Answer>
      {adding ? <StoryDialog onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

export function StoryMark({ closedAt }: { closedAt: string | null }) {
  const t = useText(storiesText);
  return <Mark tone={closedAt ? 'neutral' : 'good'}>{closedAt ? t('closed') : t('running')}</Mark>;
}
