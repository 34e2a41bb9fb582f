import { describe, expect, it } from 'vitest';
import { monthOf, shift, span, wallOf, weeksOf } from './month';

describe('the month calendar', () => {
  it('begins on Monday and covers the month', () => {
    const weeks = weeksOf('2026-11');
    expect(weeks[0]?.[0]).toBe('2026-10-26');
    expect(weeks.at(-1)?.[6]).toBe('2026-12-06');
    expect(weeks.flat()).toHaveLength(42);
    expect(weeksOf('2027-02')).toHaveLength(4);
  });

  it('moves over the end of a year', () => {
    expect(shift('2026-12', 1)).toBe('2027-01');
    expect(shift('2026-01', -1)).toBe('2025-12');
  });

  it('asks for days of the county, not of the reader', () => {
    expect(span(weeksOf('2026-11'))).toEqual({ from: '2026-10-25T16:00:00.000Z', until: '2026-12-06T16:00:00.000Z' });
    expect(monthOf(new Date('2026-11-30T16:00:00Z'))).toBe('2026-12');
    expect(wallOf('2026-11-30T16:05:00Z')).toBe('2026-12-01T00:05');
  });
});
