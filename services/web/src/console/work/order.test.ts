import { expect, test } from 'vitest';
import { arranged, span } from './order';

const item = (kind: 'REVIEW' | 'INQUIRY', since: string, dueAt: string | null = null, overdue = false) => ({ kind, since, dueAt, overdue });
const all = { group: null, overdue: false, order: 'due' } as const;

test('the soonest due comes first and what has no date last', () => {
  const rows = [item('REVIEW', '1'), item('INQUIRY', '2', '2026-11-30'), item('REVIEW', '3', '2026-11-29')];
  expect(arranged(rows, all).map((row) => row.since)).toEqual(['3', '2', '1']);
  expect(arranged(rows, { ...all, order: 'since' }).map((row) => row.since)).toEqual(['1', '2', '3']);
});

test('a group and what is overdue narrow the list', () => {
  const rows = [item('REVIEW', '1', '2026-11-29', true), item('REVIEW', '2'), item('INQUIRY', '3', '2026-11-28', true)];
  expect(arranged(rows, { ...all, group: 'decide' }).map((row) => row.since)).toEqual(['1', '2']);
  expect(arranged(rows, { ...all, overdue: true }).map((row) => row.since)).toEqual(['3', '1']);
});

test('minutes are told in hours and minutes, late or not', () => {
  expect(span(135)).toEqual({ hours: 2, minutes: 15 });
  expect(span(-61)).toEqual({ hours: 1, minutes: 1 });
});
