import { describe, expect, it } from 'vitest';
import { answered, asking } from './holding';

const mine = { personName: '林晓', since: '2026-11-24T08:00:00Z', mine: true };
const other = { personName: '姜月', since: '2026-11-24T08:05:00Z', mine: false };

describe('c15: who writes', () => {
  it('is the first; the second looks on, and is asked when the first has stopped', () => {
    const second = answered(asking, other);
    expect(second).toEqual({ is: 'watching', holder: other, lost: false });
    expect(answered(second, null)).toEqual({ is: 'watching', holder: null, lost: false });
    expect(answered(second, mine).is).toBe('writing');
  });

  it('is told when another takes over', () => {
    const first = answered(asking, mine);
    expect(answered(first, other)).toEqual({ is: 'watching', holder: other, lost: true });
    expect(answered(answered(first, other), mine).lost).toBe(false);
  });

  it('writes on where only a sign was missed', () => {
    expect(answered(answered(asking, mine), null).is).toBe('writing');
  });
});
