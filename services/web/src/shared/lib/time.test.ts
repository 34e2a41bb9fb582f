import { describe, expect, it } from 'vitest';
import { ago, day, fromWall, isoDay, stamp } from './time';

describe('time', () => {
  it('shows the county clock whatever the zone of the reader', () => {
    expect(stamp('2026-11-24T16:30:00Z')).toBe('2026-11-25 00:30');
    expect(isoDay('2026-11-24T15:59:59Z')).toBe('2026-11-24');
    expect(day('zh', '2026-11-24T16:30:00Z')).toBe('2026年11月25日');
  });

  it('reads a wall clock as county time', () => {
    expect(fromWall('2026-11-25T00:30')).toBe('2026-11-24T16:30:00.000Z');
  });

  it('speaks of near times in words', () => {
    const now = new Date('2026-11-24T08:00:00Z');
    expect(ago('zh', '2026-11-24T05:00:00Z', now)).toBe('3小时前');
    expect(ago('en', '2026-11-26T09:00:00Z', now)).toBe('in 2 days');
  });
});
