import type { Lang } from '../i18n/lang';

/** Every clock of the platform is the clock of the county, wherever the reader sits. */
export const zone = 'Asia/Shanghai';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(lang: Lang, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = lang + JSON.stringify(options);
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', { timeZone: zone, ...options });
    formats.set(key, made);
  }
  return made;
}

/** `2026年11月24日` or `24 November 2026`. */
export function day(lang: Lang, at: string | Date): string {
  return format(lang, { dateStyle: 'long' }).format(new Date(at));
}

/** `2026-11-24 15:30`, the same in both languages so that columns line up. */
export function stamp(at: string | Date): string {
  return `${isoDay(at)} ${clock(at)}`;
}

/** `2026-11-24` in the county's zone. */
export function isoDay(at: string | Date): string {
  const parts = new Map(
    format('en', { year: 'numeric', month: '2-digit', day: '2-digit' })
      .formatToParts(new Date(at))
      .map((part) => [part.type, part.value]),
  );
  return `${parts.get('year') ?? ''}-${parts.get('month') ?? ''}-${parts.get('day') ?? ''}`;
}

/** `15:30`. */
export function clock(at: string | Date): string {
  return format('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));
}

/** A wall-clock time of the county (`2026-11-24T15:30`) as an instant. China keeps one offset all year. */
export function fromWall(wall: string): string {
  return new Date(`${wall.slice(0, 16)}:00+08:00`).toISOString();
}

/** The moment a day of the county (`2026-11-24`) begins; nothing where no day is named. */
export function dayStart(day: string): string | null {
  return day ? fromWall(`${day}T00:00`) : null;
}

/** The moment it ends. */
export function dayEnd(day: string): string | null {
  return day ? new Date(new Date(fromWall(`${day}T00:00`)).getTime() + 86_400_000).toISOString() : null;
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** `3 小时前`, `in 2 days`: for what is recent or near; dates far off read better as dates. */
export function ago(lang: Lang, at: string | Date, now: Date = new Date()): string {
  const gap = new Date(at).getTime() - now.getTime();
  const relative = new Intl.RelativeTimeFormat(lang === 'zh' ? 'zh-CN' : 'en', { numeric: 'auto' });
  for (const [unit, size] of steps) {
    if (Math.abs(gap) >= size) return relative.format(Math.trunc(gap / size), unit);
  }
  return relative.format(0, 'minute');
}
