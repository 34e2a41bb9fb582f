import { expect, test } from 'vitest';
import { periods, rankOf } from './periods';

test('a quarter begins in its first month', () => {
  expect(periods('2026-11-24')).toEqual({
    thisMonth: ['2026-11-01', '2026-11-24'],
    thisQuarter: ['2026-10-01', '2026-11-24'],
    thisYear: ['2026-01-01', '2026-11-24'],
  });
  expect(periods('2026-03-01').thisQuarter[0]).toBe('2026-01-01');
});

test('departments of one score share a rank', () => {
  const lines = [{ score: 9 }, { score: 4 }, { score: 4 }, { score: 1 }];
  expect(lines.map((line) => rankOf(line.score, lines))).toEqual([1, 2, 2, 4]);
});
