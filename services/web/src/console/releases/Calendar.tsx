import { Alert } from 'antd';
import { Link } from 'react-router';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { clock, isoDay } from '../../shared/lib/time';
import { Mark } from '../../shared/staff/Mark';
import type { ReleasesQuery } from '../gql/graphql';
import s from './Calendar.module.css';
import { summaryOf } from './summary';
import { releasesText } from './text';

type Row = ReleasesQuery['releases']['nodes'][number];

export interface CalendarProps {
  month: string;
  weeks: string[][];
  releases: Row[];
  more: boolean;
}

/** A month of releases; on a phone only the days with something on them, one under another. */
export function Calendar({ month, weeks, releases, more }: CalendarProps) {
  const t = useText(releasesText);
  const lang = useLang();
  const today = isoDay(new Date());
  const weekday = new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en', { weekday: 'short', timeZone: 'UTC' });
  return (
    <>
      {more ? <Alert type="info" title={t('monthTooFull')} style={{ marginBottom: 12 }} /> : null}
      {releases.length === 0 ? <p className={s.none}>{t('noneThisMonth')}</p> : null}
      <ol className={s.grid}>
        {weeks.flat().map((day) => {
          const of = inOrder(releases.filter((release) => isoDay(release.scheduledAt) === day));
          const outside = !day.startsWith(month);
          return (
            <li key={day} className={[s.day, outside ? s.outside : '', of.length === 0 ? s.blank : ''].join(' ')} aria-current={day === today ? 'date' : undefined}>
              <span className={s.date}>
                <span className={s.weekday}>{weekday.format(new Date(`${day}T00:00:00Z`))}</span> {Number(day.slice(8))}
              </span>
              {of.map((release) => (
                <Item key={release.id} release={release} />
              ))}
            </li>
          );
        })}
      </ol>
    </>
  );
}

function inOrder(releases: Row[]): Row[] {
  return [...releases].sort((a, b) => a.scheduledAt.localeCompare(b.scheduledAt));
}

function Item({ release }: { release: Row }) {
  const t = useText(releasesText);
  const { key, tone, n } = summaryOf(release);
  return (
    <Link className={s.item ?? ''} to={`/console/releases/${release.id}`} title={release.title}>
      <span className={s.time}>{clock(release.scheduledAt)}</span> <Mark tone={tone}>{t(key, { n })}</Mark>
      <span className={s.name}>{release.title}</span>
    </Link>
  );
}
