import { LeftOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Segmented, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { Filters } from '../../shared/staff/Filters';
import { Page } from '../../shared/staff/Page';
import { Pager, usePaging } from '../../shared/staff/Pager';
import { DepartmentsDocument, PlanItemsDocument, type Coverage } from '../gql/graphql';
import { monthOf, shift, weeksOf } from '../releases/month';
import { useCountyRight } from '../session';
import { useWord } from '../words';
import { ItemDialog } from './ItemDialog';
import { PlanCalendar } from './PlanCalendar';
import { PlanList } from './PlanList';
import { planText } from './text';

const states: Coverage[] = ['UNASSIGNED', 'ASSIGNED', 'IN_PROGRESS', 'DELIVERED', 'COVERED', 'DROPPED'];

/** An empty month names no type, so the first item would not refresh it without this. */
const watched = { additionalTypenames: ['PlanItem', 'Assignment'] };

interface Narrowed {
  departmentId: string | null;
  state: Coverage | null;
}

/** 采编计划: a month as a calendar or a list; its filters are in the address. */
export function Component() {
  const t = useText(planText);
  const may = useCountyRight();
  const [search, setSearch] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const view = search.get('view') === 'list' ? 'list' : 'month';
  const asked = search.get('month') ?? '';
  const month = /^\d{4}-\d{2}$/.test(asked) ? asked : monthOf(new Date());
  const narrowed: Narrowed = {
    departmentId: search.get('department'),
    state: states.find((each) => each === search.get('state')) ?? null,
  };
  const set = (key: string, value: string) =>
    setSearch((now) => {
      if (value) now.set(key, value);
      else now.delete(key);
      return now;
    });
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <>
          <Button icon={<LeftOutlined />} aria-label={t('monthBefore')} onClick={() => set('month', shift(month, -1))} />
          <Button onClick={() => set('month', '')}>{t('monthName', { year: month.slice(0, 4), month: Number(month.slice(5)) })}</Button>
          <Button icon={<RightOutlined />} aria-label={t('monthAfter')} onClick={() => set('month', shift(month, 1))} />
          <Segmented
            value={view}
            onChange={(value) => set('view', value)}
            options={[
              { value: 'month', label: t('viewMonth') },
              { value: 'list', label: t('viewList') },
            ]}
          />
          {may('plan.manage') ? (
            <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
              {t('add')}
            </Button>
          ) : null}
        </>
      }
    >
      <Narrow narrowed={narrowed} set={set} />
      {view === 'month' ? <MonthView month={month} narrowed={narrowed} /> : <ListView key={`${month}${narrowed.state ?? ''}${narrowed.departmentId ?? ''}`} month={month} narrowed={narrowed} />}
      {adding ? <ItemDialog onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

function Narrow({ narrowed, set }: { narrowed: Narrowed; set: (key: string, value: string) => void }) {
  const t = useText(planText);
  const lang = useLang();
  const word = useWord();
  const [{ data }] = useQuery({ query: DepartmentsDocument });
  return (
    <Filters>
      <Select
        aria-label={t('department')}
        style={{ minWidth: 180 }}
        value={narrowed.departmentId ?? ''}
        onChange={(value) => set('department', value)}
        options={[{ value: '', label: t('allDepartments') }, ...(data?.departments ?? []).map((row) => ({ value: row.id, label: lang === 'zh' ? row.name : row.nameEn }))]}
      />
      <Select
        aria-label={t('state')}
        style={{ minWidth: 120 }}
        value={narrowed.state ?? ''}
        onChange={(value) => set('state', value)}
        options={[{ value: '', label: t('allStates') }, ...states.map((value) => ({ value: value as string, label: word('coverage', value) }))]}
      />
    </Filters>
  );
}

function MonthView({ month, narrowed }: { month: string; narrowed: Narrowed }) {
  const weeks = useMemo(() => weeksOf(month), [month]);
  const variables = { from: weeks[0]?.[0] ?? '', until: weeks.at(-1)?.at(-1) ?? '', first: 100, ...narrowed };
  const items = useQuery({ query: PlanItemsDocument, variables, context: watched });
  return (
    <Answer query={items}>
      {({ planItems }) => <PlanCalendar month={month} weeks={weeks} items={planItems.nodes} more={planItems.pageInfo.hasNextPage} />}
    </Answer>
  );
}

function ListView({ month, narrowed }: { month: string; narrowed: Narrowed }) {
  const paging = usePaging();
  const until = weeksOf(month).flat().filter((day) => day.startsWith(month)).at(-1) ?? null;
  const variables = { from: `${month}-01`, until, first: 30, after: paging.after, ...narrowed };
  const items = useQuery({ query: PlanItemsDocument, variables, context: watched });
  return (
    <Answer query={items}>
      {({ planItems }) => (
        <>
          <PlanList items={planItems.nodes} />
          <Pager paging={paging} info={planItems.pageInfo} />
        </>
      )}
    </Answer>
  );
}
