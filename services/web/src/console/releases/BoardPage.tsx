import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { Page } from '../../shared/staff/Page';
import { Pager, usePaging } from '../../shared/staff/Pager';
import { ReleasesDocument } from '../gql/graphql';
import { Calendar } from './Calendar';
import { monthOf, shift, span, weeksOf } from './month';
import { ReleaseList } from './ReleaseList';
import { releasesText } from './text';

/** What goes out when: the month at a glance, or as a list. */
export function Component() {
  const t = useText(releasesText);
  const [search, setSearch] = useSearchParams();
  const view = search.get('view') === 'list' ? 'list' : 'month';
  const month = /^\d{4}-\d{2}$/.test(search.get('month') ?? '') ? (search.get('month') ?? '') : monthOf(new Date());
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
          <Button icon={<LeftOutlined />} aria-label={t('monthBefore')} onClick={() => set('month', shift(month, -1))} />
          <Button onClick={() => set('month', monthOf(new Date()))}>{t('monthName', { year: month.slice(0, 4), month: Number(month.slice(5)) })}</Button>
          <Button icon={<RightOutlined />} aria-label={t('monthAfter')} onClick={() => set('month', shift(month, 1))} />
          <Segmented
            value={view}
            onChange={(value) => set('view', value)}
            options={[
              { value: 'month', label: t('viewMonth') },
              { value: 'list', label: t('viewList') },
            ]}
          />
        </>
      }
    >
      {view === 'month' ? <MonthView key={month} month={month} /> : <ListView key={month} month={month} />}
    </Page>
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
