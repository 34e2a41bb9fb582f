import type { TargetState } from '../gql/graphql';

export type SaidKey = 'chPlanned' | 'chMoved' | 'chSending' | 'chAccepted' | 'chLive' | 'chWithdrawn' | 'chOther';

interface Change {
  state: TargetState;
  scheduledAt: string;
  attempts: number;
}

/** What a change says where it brings no words of its own. */
export function said(change: Change, before: Change | undefined): { key: SaidKey; at: string; n: number } {
  const rest = { at: change.scheduledAt, n: change.attempts };
  switch (change.state) {
    case 'PLANNED':
      return { key: before && before.scheduledAt !== change.scheduledAt ? 'chMoved' : 'chPlanned', ...rest };
    case 'SENDING':
      return { key: 'chSending', ...rest };
    case 'ACCEPTED':
      return { key: 'chAccepted', ...rest };
    case 'LIVE':
      return { key: 'chLive', ...rest };
    case 'WITHDRAWN':
      return { key: 'chWithdrawn', ...rest };
    default:
      return { key: 'chOther', ...rest };
  }
}
