import { expect, it } from 'vitest';
import { said } from './changes';

const first = { state: 'PLANNED', scheduledAt: '2026-12-01T01:00:00Z', attempts: 0 } as const;

it('a change without words of its own says what it was', () => {
  expect(said(first, undefined).key).toBe('chPlanned');
  expect(said({ ...first, scheduledAt: '2026-12-02T01:00:00Z' }, first).key).toBe('chMoved');
  expect(said({ ...first, state: 'SENDING', attempts: 2 }, first)).toMatchObject({ key: 'chSending', n: 2 });
  expect(said({ ...first, state: 'WITHDRAWN' }, first).key).toBe('chWithdrawn');
});
