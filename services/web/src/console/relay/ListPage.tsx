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
import { RelayTasksDocument, type RelayTaskPartsFragment } from '../gql/graphql';
import { useCountyRight } from '../session';
import { OrderDialog } from './OrderDialog';
import { PresetDialog } from './PresetDialog';
import { Progress } from './Progress';
import s from './Relay.module.css';
import { relayText } from './text';

/** An empty list names no type, so the first task would not refresh it without this. */
const watched = { additionalTypenames: ['RelayTask'] };
const states = { open: true, closed: false, all: null } as const;
type State = keyof typeof states;

/** 转载任务: what was ordered, how far it is, and who has not carried it. */
export function Component() {
  const t = useText(relayText);
  const navigate = useNavigate();
  const county = useCountyRight();
  const paging = usePaging();
  const [search, setSearch] = useSearchParams();
  const [dialog, setDialog] = useState<'order' | 'preset' | null>(null);
  const asked = search.get('state');
  const state: State = asked === 'closed' || asked === 'all' ? asked : 'open';
  const tasks = useQuery({ query: RelayTasksDocument, variables: { first: 20, after: paging.after, open: states[state] }, context: watched });
  const show = (value: State) => {
    paging.reset();
    setSearch(value === 'open' ? {} : { state: value });
  };
  const orders = county('relay.order');
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <>
          {county('setting.manage') ? <Button onClick={() => setDialog('preset')}>{t('preset')}</Button> : null}
          <Link to="/console/relays/ledger">
            <Button>{t('toLedger')}</Button>
          </Link>
          {orders ? (
            <Button type="primary" onClick={() => setDialog('order')}>
              {t('order')}
            </Button>
          ) : null}
        </>
      }
    >
      <Filters>
        <Segmented<State>
          aria-label={t('state')}
          value={state}
          onChange={show}
          options={[
            { value: 'open', label: t('openTasks') },
            { value: 'closed', label: t('closedTasks') },
            { value: 'all', label: t('allTasks') },
          ]}
        />
      </Filters>
      <Answer query={tasks}>
        {({ relayTasks: page }) => (
          <>
            {page.nodes.length === 0 ? (
              <Empty title={state === 'open' ? t('none') : t('noneFound')} hint={orders ? t('noneHintDesk') : t('noneHint')} />
            ) : (
              <Tasks rows={page.nodes} onOpen={(task) => void navigate(`/console/relays/${task.id}`)} />
            )}
            <Pager paging={paging} info={page.pageInfo} />
          </>
        )}
      </Answer>
      {dialog === 'order' ? <OrderDialog onClose={() => setDialog(null)} onOrdered={(id) => void navigate(`/console/relays/${id}`)} /> : null}
      {dialog === 'preset' ? <PresetDialog onClose={() => setDialog(null)} /> : null}
    </Page>
  );
}

function Tasks({ rows, onOpen }: { rows: RelayTaskPartsFragment[]; onOpen: (task: RelayTaskPartsFragment) => void }) {
  const t = useText(relayText);
  const columns: Column<RelayTaskPartsFragment>[] = [
    {
      key: 'task',
      title: t('task'),
      render: (task) => (
        <>
          <Link to={`/console/relays/${task.id}`} lang="zh-CN">
            {task.title}
          </Link>
          <span className={s.quiet} lang="zh-CN">
            {task.sourceName}
          </span>
        </>
      ),
    },
    {
      key: 'issuer',
      title: t('issuer'),
      width: '180px',
      render: (task) => (
        <>
          <span lang="zh-CN">{task.issuer}</span> {task.fromAbove ? <Mark tone="accent">{t('fromAbove')}</Mark> : null}
        </>
      ),
    },
    { key: 'progress', title: t('progress'), width: '300px', render: (task) => <Progress counts={task.counts} /> },
    { key: 'due', title: t('due'), width: '170px', render: (task) => <Due task={task} /> },
  ];
  return <DataTable label={t('title')} columns={columns} rows={rows} rowKey={(task) => task.id} onOpen={onOpen} />;
}

function Due({ task }: { task: RelayTaskPartsFragment }) {
  const t = useText(relayText);
  if (task.recalledAt) return <Mark tone="neutral">{t('recalled')}</Mark>;
  // Only what is missing makes a time that is over a matter of anyone's.
  return (
    <>
      {stamp(task.dueAt)} {task.counts.missing > 0 ? <Mark tone="bad">{t('overdue')}</Mark> : null}
    </>
  );
}
