import type { TargetState } from '../gql/graphql';
import type { Tone } from '../../shared/theme/tokens';

export type SummaryKey =
  | 'sumWithdrawn'
  | 'sumUnconfirmed'
  | 'sumConfirming'
  | 'sumByHand'
  | 'sumFailed'
  | 'sumMissed'
  | 'sumSending'
  | 'sumPlanned'
  | 'sumLive';

export interface Summary {
  key: SummaryKey;
  tone: Tone;
  /** How many targets it concerns. */
  n: number;
}

const order: [TargetState[], SummaryKey, Tone][] = [
  [['UNCONFIRMED'], 'sumUnconfirmed', 'warn'],
  [['CONFIRMING'], 'sumConfirming', 'warn'],
  [['BY_HAND'], 'sumByHand', 'warn'],
  [['FAILED'], 'sumFailed', 'bad'],
  [['MISSED'], 'sumMissed', 'bad'],
  [['SENDING', 'ACCEPTED'], 'sumSending', 'info'],
  [['PLANNED'], 'sumPlanned', 'info'],
  [['LIVE'], 'sumLive', 'good'],
];

/** A release in one word: what most needs a person comes first. */
export function summaryOf(release: { withdrawnAt?: string | null; targets: { state: TargetState }[] }): Summary {
  if (release.withdrawnAt) return { key: 'sumWithdrawn', tone: 'neutral', n: release.targets.length };
  for (const [states, key, tone] of order) {
    const n = release.targets.filter((target) => states.includes(target.state)).length;
    if (n > 0) return { key, tone, n };
  }
  return { key: 'sumWithdrawn', tone: 'neutral', n: release.targets.length };
}
