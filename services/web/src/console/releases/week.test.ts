import { describe, expect, it } from 'vitest';
import { daysOf, later, mondayOf, onDay } from './week';

describe('the week board', () => {
  it('begins on the Monday of the county, not of the reader', () => {
    expect(mondayOf('2026-12-06T16:30:00Z')).toBe('2026-12-07');
    expect(mondayOf('2026-12-06T15:30:00Z')).toBe('2026-11-30');
    expect(daysOf('2026-11-30').at(-1)).toBe('2026-12-06');
  });

  it('keeps the time of day when something is put on another day', () => {
    expect(onDay('2026-12-01T01:30:00Z', '2026-12-03')).toBe('2026-12-03T01:30:00.000Z');
    expect(onDay('2026-12-01T16:30:00Z', '2026-12-03')).toBe('2026-12-02T16:30:00.000Z');
    expect(later('2026-12-01T01:30:00.000Z', 90)).toBe('2026-12-01T03:00:00.000Z');
  });
});
