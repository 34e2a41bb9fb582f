import { clock, isoDay } from '../../shared/lib/time';

/** A month as `2026-11`. */
export type Month = string;

export function monthOf(at: Date): Month {
  return isoDay(at).slice(0, 7);
}

export function shift(month: Month, by: number): Month {
  const [year, number] = parts(month);
  const at = new Date(Date.UTC(year, number - 1 + by, 1));
  return at.toISOString().slice(0, 7);
}

/** The weeks a calendar shows for a month, from Monday, as `2026-11-02`; days of the neighbours fill the corners. */
export function weeksOf(month: Month): string[][] {
  const [year, number] = parts(month);
  const first = new Date(Date.UTC(year, number - 1, 1));
  const lead = (first.getUTCDay() + 6) % 7;
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const weeks = Math.ceil((lead + length) / 7);
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(year, number - 1, 1 - lead + week * 7 + day)).toISOString().slice(0, 10)),
  );
}

/** The instants at which the county's first day shown begins and its last one ends. */
export function span(weeks: string[][]): { from: string; until: string } {
  const first = weeks[0]?.[0] ?? '';
  const last = weeks.at(-1)?.at(-1) ?? '';
  const midnight = (day: string) => new Date(`${day}T00:00:00+08:00`);
  return { from: midnight(first).toISOString(), until: new Date(midnight(last).getTime() + 86_400_000).toISOString() };
}

/** An instant as the value of a `datetime-local` field, in the county's time. */
export function wallOf(at: Date | string): string {
  return `${isoDay(at)}T${clock(at)}`;
}

function parts(month: Month): [number, number] {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  return [year, number];
}
