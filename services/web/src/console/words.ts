import { useCallback } from 'react';
import { pair, useText } from '../shared/i18n/text';
import type { Tone } from '../shared/theme/tokens';
import { en } from './words.en';
import { zh } from './words.zh';

export const words = pair(zh, en);

type Key = keyof typeof zh;
type SetName = Key extends `${infer Name}_${string}` ? Name : never;

/** The word for a value of a set. A value this build does not know yet is shown as it came. */
export function useWord(): (set: SetName, value: string) => string {
  const t = useText(words);
  return useCallback(
    (set, value) => {
      const key = `${set}_${value.toUpperCase()}`;
      return key in zh ? t(key as Key) : value;
    },
    [t],
  );
}

/** How loudly a state speaks; the same everywhere it appears. */
export function toneOf(value: string): Tone {
  return tones[value.toUpperCase()] ?? 'neutral';
}

const tones: Record<string, Tone> = {
  IN_REVIEW: 'info',
  APPROVED: 'accent',
  RELEASED: 'good',
  RETURNED: 'warn',
  OPEN: 'info',
  PASSED: 'good',
  PASS: 'good',
  RETURN: 'warn',
  SIGN_OFF: 'good',
  PLANNED: 'info',
  SENDING: 'info',
  ACCEPTED: 'accent',
  CONFIRMING: 'warn',
  LIVE: 'good',
  FAILED: 'bad',
  UNCONFIRMED: 'warn',
  BY_HAND: 'warn',
  MISSED: 'bad',
  WITHDRAWN: 'neutral',
  RECEIVED: 'warn',
  ASSIGNED: 'info',
  ANSWERED: 'accent',
  DELIVERED: 'good',
  DECLINED: 'neutral',
  SENSITIVE: 'warn',
  REPRINT: 'neutral',
  SENT: 'good',
  QUEUED: 'info',
  REFUSED: 'bad',
  UPHELD: 'good',
  OBJECTED: 'bad',
  DEAD: 'bad',
  UNASSIGNED: 'warn',
  IN_PROGRESS: 'info',
  COVERED: 'good',
  DROPPED: 'neutral',
  SUBMITTED: 'info',
  ASKED: 'warn',
  ADOPTED: 'good',
  ADOPTED_WITH_EDITS: 'good',
  ACTIVE: 'good',
  PAUSED: 'warn',
  CLOSING: 'warn',
  UNFILED: 'warn',
  WINDOW_CLOSED: 'warn',
  DISABLED: 'bad',
  OFFERED: 'accent',
  USABLE: 'good',
  CORRECTED: 'warn',
  KILLED: 'bad',
  COMPARING: 'info',
  MATCHED: 'good',
  DIFFERS: 'warn',
  UNREACHABLE: 'warn',
};
