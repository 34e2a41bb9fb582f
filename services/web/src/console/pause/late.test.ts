import { expect, it } from 'vitest';
import { decisions, undecided, type Said } from './late';

const said = new Map<string, Said>([
  ['a', { choice: 'NOW', wall: '' }],
  ['b', { choice: 'AT', wall: '' }],
  ['c', { choice: 'AT', wall: '2026-12-01T09:30' }],
]);

it('nothing late is left undecided: not what nobody chose for, nor another time without a time', () => {
  expect(undecided(['a', 'b', 'c', 'd'], said)).toBe(2);
  expect(undecided(['a', 'c'], said)).toBe(0);
});

it('a new time is told as an instant of the county', () => {
  expect(decisions(['a', 'c'], said)).toEqual([
    { targetId: 'a', choice: 'NOW', scheduledAt: null },
    { targetId: 'c', choice: 'AT', scheduledAt: '2026-12-01T01:30:00.000Z' },
  ]);
});
