import type { Channel, RelayTermsInput } from '../gql/graphql';

/** By whom and by when, as the form holds it. */
export interface Terms {
  among: 'all' | 'channel' | 'chosen';
  channel?: Channel;
  accountIds: string[];
  /** The county's wall clock; nothing for the preset. */
  dueAt?: string;
  note: string;
}

/** What is sent of it: what another choice had filled in is left out. */
export function termsOf({ among, channel, accountIds, dueAt, note }: Terms, instant: (wall: string) => string): RelayTermsInput {
  return {
    note: note.trim(),
    channel: among === 'channel' ? (channel ?? null) : null,
    accountIds: among === 'chosen' ? accountIds : null,
    dueAt: dueAt ? instant(dueAt) : null,
  };
}
