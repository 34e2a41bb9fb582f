import { Alert } from 'antd';
import { Link } from 'react-router';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { isoDay } from '../../shared/lib/time';
import { Mark } from '../../shared/staff/Mark';
import { Empty } from '../../shared/states/States';
import type { PlanItemPartsFragment } from '../gql/graphql';
import s from '../releases/Calendar.module.css';
import { toneOf, useWord } from '../words';
import { planText } from './text';

export interface PlanCalendarProps {
  month: string;
  weeks: string[][];
  items: PlanItemPartsFragment[];
  more: boolean;
}

/** A month of the plan; what takes several days stands on each of them. On a phone only days with something on them show. */
export function PlanCalendar({ month, weeks, items, more }: PlanCalendarProps) {
  const t = useText(planText);
  const lang = useLang();
  const today = isoDay(new Date());
  const weekday = new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en', { weekday: 'short', timeZone: 'UTC' });
  return (
    <>
      {more ? <Alert type="info" title={t('tooMany')} style={{ marginBottom: 12 }} /> : null}
      {items.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : null}
      <ol className={s.grid}>
        {weeks.flat().map((day) => {
          const of = items.filter((item) => item.startsOn <= day && day <= item.endsOn);
          const outside = !day.startsWith(month);
          return (
            <li key={day} className={[s.day, outside ? s.outside : '', of.length === 0 ? s.blank : ''].join(' ')} aria-current={day === today ? 'date' : undefined}>
              <span className={s.date}>
                <span className={s.weekday}>{weekday.format(new Date(`${day}T00:00:00Z`))}</span> {Number(day.slice(8))}
              </span>
              {of.map((item) => (
                <Item key={item.id} item={item} />
              ))}
            </li>
          );
        })}
      </ol>
    </>
  );
}

function Item({ item }: { item: PlanItemPartsFragment }) {
  const t = useText(planText);
  const word = useWord();
  const late = item.assignments.some((assignment) => assignment.late);
  return (
    <Link className={s.item ?? ''} to={`/console/plan/${item.id}`} title={item.theme}>
      <Mark tone={late ? 'bad' : toneOf(item.coverage)}>{late ? t('late') : word('coverage', item.coverage)}</Mark>
      <span className={s.name}>{item.theme}</span>
    </Link>
  );
}
