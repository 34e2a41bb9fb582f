import type { Lang } from '../shared/i18n/lang';

// Citizens read the county's own time, wherever their device stands.
const timeZone = 'Asia/Shanghai';
const locale = (lang: Lang) => (lang === 'zh' ? 'zh-CN' : 'en-GB');

/** Day and time in full, as a page's record. */
export function fullTime(at: string, lang: Lang): string {
  return new Intl.DateTimeFormat(locale(lang), { timeZone, dateStyle: 'long', timeStyle: 'short' }).format(new Date(at));
}

/** The day, with the year only where it is not this one. */
export function shortDay(at: string, lang: Lang, now = new Date()): string {
  const year = (date: Date) => new Intl.DateTimeFormat('en', { timeZone, year: 'numeric' }).format(date);
  const date = new Date(at);
  const same = year(date) === year(now);
  return new Intl.DateTimeFormat(locale(lang), { timeZone, month: 'long', day: 'numeric', ...(same ? {} : { year: 'numeric' }) }).format(date);
}

/** A calendar day as the server writes it, `2026-12-01`; it belongs to no time zone. */
export function calendarDay(day: string, lang: Lang): string {
  const date = new Date(`${day}T00:00:00Z`);
  return new Intl.DateTimeFormat(locale(lang), { timeZone: 'UTC', dateStyle: 'long' }).format(date);
}
