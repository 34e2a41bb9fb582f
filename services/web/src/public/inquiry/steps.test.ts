import { expect, it } from 'vitest';
import { stages } from './steps';

const way = { receivedAt: '2026-11-02T01:00:00Z', acceptedAt: null, answeredAt: null, closedAt: null };
const standings = (state: string) => stages({ ...way, state }).map(({ step, standing }) => `${step} ${standing}`);

it('shows what is done, what goes on and what is to come', () => {
  expect(standings('assigned')).toEqual(['received done', 'accepted done', 'assigned now', 'answered next', 'closed next']);
});

it('takes a letter that was sent back for one that waits for a department', () => {
  expect(standings('returned')).toEqual(standings('accepted'));
});

it('leaves nothing open on a closed letter', () => {
  expect(standings('closed').every((one) => one.endsWith('done'))).toBe(true);
});

it('ends the way of a declined letter there', () => {
  expect(standings('declined')).toEqual(['received done', 'declined now']);
});
