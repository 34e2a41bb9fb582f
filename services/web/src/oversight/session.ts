import type { Client } from '@urql/core';
import { useSyncExternalStore } from 'react';
import { setCsrfToken } from '../shared/graphql/csrf';
import { faultOf, type Fault } from '../shared/graphql/fault';
import { OverseerMeDocument, type OverseerPartsFragment } from './gql/graphql';

export type Overseer = OverseerPartsFragment;
export type Session = { is: 'asking' } | { is: 'out' } | { is: 'failed'; fault: Fault } | { is: 'in'; me: Overseer };

let session: Session = { is: 'asking' };
const listeners = new Set<() => void>();

function set(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

/** The session is over. Nothing is half written on the board, so its people simply sign in anew. */
export function ended(): void {
  if (session.is === 'in') set({ is: 'out' });
}

export async function ask(client: Client): Promise<void> {
  const result = await client.query(OverseerMeDocument, {}, { requestPolicy: 'network-only' }).toPromise();
  const me = result.data?.me;
  if (me) {
    setCsrfToken(me.csrfToken);
    return set({ is: 'in', me });
  }
  if (result.error) {
    const fault = faultOf(result.error);
    return set(fault.code === 'UNAUTHENTICATED' ? { is: 'out' } : { is: 'failed', fault });
  }
  set({ is: 'out' });
}

/** After a sign-in was taken: holds its proof, then asks who that is. */
export async function enter(client: Client, csrfToken: string): Promise<void> {
  setCsrfToken(csrfToken);
  await ask(client);
}

export function useSession(): Session {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => session,
  );
}
