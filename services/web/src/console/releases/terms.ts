import { fromWall } from '../../shared/lib/time';
import type { TermsInput } from '../gql/graphql';

/** How long a release stands, as the fields hold it; an empty one is not asked for. */
export interface TermsDraft {
  wall: string;
  reason: string;
  day: string;
}

export const noTerms: TermsDraft = { wall: '', reason: '', day: '' };

export function termsOf(draft: TermsDraft): TermsInput {
  const ends = draft.wall !== '';
  return { expiresAt: ends ? fromWall(draft.wall) : null, expiryReason: ends ? draft.reason.trim() : null, reviewOn: draft.day === '' ? null : draft.day };
}
