import { clock, fromWall, isoDay } from '../../shared/lib/time';

const day = 86_400_000;

/** The Monday of the county's week an instant lies in, as `2026-11-30`. */
export function mondayOf(at: Date | string): string {
  const midnight = new Date(`${isoDay(at)}T00:00:00Z`);
  return new Date(midnight.getTime() - ((midnight.getUTCDay() + 6) % 7) * day).toISOString().slice(0, 10);
}

/** Its seven days. */
export function daysOf(monday: string): string[] {
  return Array.from({ length: 7 }, (_, n) => shiftDay(monday, n));
}

export function shiftDay(date: string, by: number): string {
  return new Date(new Date(`${date}T00:00:00Z`).getTime() + by * day).toISOString().slice(0, 10);
}

/** The same time of day on another day of the county. */
export function onDay(at: string, date: string): string {
  return fromWall(`${date}T${clock(at)}`);
}

export function later(at: string, minutes: number): string {
  return new Date(new Date(at).getTime() + minutes * 60_000).toISOString();
}
