import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useMemo } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { Page } from '../../shared/staff/Page';
import { Pager, usePaging } from '../../shared/staff/Pager';
import { ReleasesDocument } from '../gql/graphql';
import { useRight } from '../session';
import { Calendar } from './Calendar';
import { monthOf, shift, span, weeksOf } from './month';
import { ReleaseList } from './ReleaseList';
import { releasesText } from './text';
import { mondayOf, shiftDay } from './week';
import { WeekBoard } from './WeekBoard';

type View = 'week' | 'month' | 'list';

/** What goes out when: the month at a glance, a week by account, or as a list. */
export function Component() {
  const t = useText(releasesText);
  const may = useRight();
  const [search, setSearch] = useSearchParams();
  const view: View = (['week', 'list'] as const).find((each) => each === search.get('view')) ?? 'month';
  const asked = { month: search.get('month') ?? '', week: search.get('week') ?? '' };
  const month = /^\d{4}-\d{2}$/.test(asked.month) ? asked.month : monthOf(new Date());
  const week = mondayOf(/^\d{4}-\d{2}-\d{2}$/.test(asked.week) ? `${asked.week}T04:00:00Z` : new Date());
  const set = (key: string, value: string) =>
    setSearch((now) => {
      now.set(key, value);
      return now;
    });
  return (
    <Page
      title={t('boardTitle')}
      actions={
        <>
          {may('release.plan') ? <Link to="/console/bundle">{t('bundle')}</Link> : null}
          {view === 'week' ? <WeekSteps week={week} set={(value) => set('week', value)} /> : <MonthSteps month={month} set={(value) => set('month', value)} />}
          <Segmented
            value={view}
            onChange={(value) => set('view', value)}
            options={[
              { value: 'month', label: t('viewMonth') },
              { value: 'week', label: t('viewWeek') },
              { value: 'list', label: t('viewList') },
            ]}
          />
          <Link to="/console/releases/rules">
            {t('rules')}
          </Link>
        </>
      }
    >
      {view === 'week' ? <WeekBoard key={week} monday={week} /> : null}
      {view === 'month' ? <MonthView key={month} month={month} /> : null}
      {view === 'list' ? <ListView key={month} month={month} /> : null}
    </Page>
  );
}

function MonthSteps({ month, set }: { month: string; set: (month: string) => void }) {
  const t = useText(releasesText);
  return (
    <>
      <Button icon={<LeftOutlined />} aria-label={t('monthBefore')} onClick={() => set(shift(month, -1))} />
      <Button onClick={() => set(monthOf(new Date()))}>{t('monthName', { year: month.slice(0, 4), month: Number(month.slice(5)) })}</Button>
      <Button icon={<RightOutlined />} aria-label={t('monthAfter')} onClick={() => set(shift(month, 1))} />
    </>
  );
}

function WeekSteps({ week, set }: { week: string; set: (week: string) => void }) {
  const t = useText(releasesText);
  return (
    <>
      <Button icon={<LeftOutlined />} aria-label={t('weekBefore')} onClick={() => set(shiftDay(week, -7))} />
      <Button onClick={() => set(mondayOf(new Date()))}>{t('weekName', { from: week, until: shiftDay(week, 6).slice(5) })}</Button>
      <Button icon={<RightOutlined />} aria-label={t('weekAfter')} onClick={() => set(shiftDay(week, 7))} />
    </>
  );
}

function MonthView({ month }: { month: string }) {
  const weeks = useMemo(() => weeksOf(month), [month]);
  const releases = useQuery({ query: ReleasesDocument, variables: { first: 100, ...span(weeks) } });
  return <Answer query={releases}>{(data) => <Calendar month={month} weeks={weeks} releases={data.releases.nodes} more={data.releases.pageInfo.hasNextPage} />}</Answer>;
}

function ListView({ month }: { month: string }) {
  const paging = usePaging();
  const range = useMemo(() => span([[`${month}-01`], [lastDay(month)]]), [month]);
  const releases = useQuery({ query: ReleasesDocument, variables: { first: 30, after: paging.after, ...range } });
  return (
    <Answer query={releases}>
      {(data) => (
        <>
          <ReleaseList releases={data.releases.nodes} />
          <Pager paging={paging} info={data.releases.pageInfo} />
        </>
      )}
    </Answer>
  );
}

function lastDay(month: string): string {
  return (
    weeksOf(month)
      .flat()
      .filter((day) => day.startsWith(month))
      .at(-1) ?? `${month}-28`
  );
}
