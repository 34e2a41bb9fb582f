import type { ClockPartsFragment, InquiryState } from '../gql/graphql';
import type { Tone } from '../../shared/theme/tokens';

export type ClockKey = 'clockDone' | 'clockUnknown' | 'clockOverdue' | 'clockToday' | 'clockLeft' | 'clockNone';

export interface ClockText {
  key: ClockKey;
  tone: Tone;
  params: { days: number; date: string };
}

const ended: InquiryState[] = ['ANSWERED', 'DELIVERED', 'CLOSED', 'DECLINED'];

/**
 * What an inquiry's clock says. The next thing due is acceptance while it is new, the answer after. Where the statutory
 * calendar does not reach the day due, the date is a guess from weekdays, and is called one.
 */
export function clockText(state: InquiryState, clock: ClockPartsFragment): ClockText {
  const due = state === 'RECEIVED' ? clock.acceptDue : (clock.firstAnswerDue ?? clock.finalDue);
  const days = clock.workingDaysLeft ?? 0;
  const say = (key: ClockKey, tone: Tone): ClockText => ({ key, tone, params: { days, date: due ?? '' } });
  if (ended.includes(state)) return say('clockDone', 'neutral');
  if (!due) return say('clockNone', 'neutral');
  if (clock.overdue) return say('clockOverdue', 'bad');
  if (!clock.calendarKnown || clock.workingDaysLeft === null) return say('clockUnknown', 'warn');
  if (days <= 0) return say('clockToday', 'bad');
  return say('clockLeft', days <= 1 ? 'warn' : 'info');
}
