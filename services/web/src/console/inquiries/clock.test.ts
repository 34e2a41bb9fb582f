import { describe, expect, it } from 'vitest';
import type { ClockPartsFragment } from '../gql/graphql';
import { say } from '../../shared/i18n/text';
import { clockText } from './clock';
import { inquiriesText } from './text';

const clock: ClockPartsFragment = {
  acceptDue: '2026-11-25',
  firstAnswerDue: '2026-12-01',
  finalDue: '2026-12-15',
  calendarKnown: true,
  workingDaysLeft: 4,
  overdue: false,
};

const zh = (...args: Parameters<typeof clockText>) => {
  const { key, params } = clockText(...args);
  return say(inquiriesText, 'zh', key, params);
};

describe('the clock of an inquiry', () => {
  it('counts to acceptance first and to the answer after', () => {
    expect(clockText('RECEIVED', clock).params.date).toBe('2026-11-25');
    expect(clockText('ASSIGNED', clock).params.date).toBe('2026-12-01');
    expect(zh('ASSIGNED', clock)).toBe('剩 4 个工作日（2026-12-01）');
  });

  it('grows louder as the day comes', () => {
    expect(clockText('ASSIGNED', { ...clock, workingDaysLeft: 1 })).toMatchObject({ key: 'clockLeft', tone: 'warn' });
    expect(clockText('ASSIGNED', { ...clock, workingDaysLeft: 0 })).toMatchObject({ key: 'clockToday', tone: 'bad' });
    expect(clockText('ASSIGNED', { ...clock, workingDaysLeft: -2, overdue: true })).toMatchObject({ key: 'clockOverdue', tone: 'bad' });
  });

  it('admits when the calendar is unknown', () => {
    expect(zh('ASSIGNED', { ...clock, calendarKnown: false })).toBe('工作日历未知，暂按 2026-12-01');
    expect(clockText('ASSIGNED', { ...clock, workingDaysLeft: null }).key).toBe('clockUnknown');
  });

  it('stops when it was answered or declined', () => {
    expect(clockText('DECLINED', { ...clock, overdue: true }).key).toBe('clockDone');
    expect(clockText('ASSIGNED', { ...clock, firstAnswerDue: null, finalDue: null }).key).toBe('clockNone');
  });
});
