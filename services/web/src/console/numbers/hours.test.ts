import { expect, test } from 'vitest';
import { hours } from './hours';

test('minutes are told in tenths of an hour, and what is unknown stays so', () => {
  expect([hours(90), hours(4), hours(0), hours(null)]).toEqual([1.5, 0.1, 0, null]);
});
