import type { Client } from '@urql/core';
import { useSyncExternalStore } from 'react';
import { setCsrfToken } from '../shared/graphql/csrf';
import { faultOf, type Fault } from '../shared/graphql/fault';
import { MeDocument, type SessionPartsFragment } from './gql/graphql';

export type Me = SessionPartsFragment;

/**
 * Where the session stands. `ended` keeps the person: the page stays as it is under a dialog that asks for the password
 * again, so that nothing half written is lost to an idle limit.
 */
export type Session =
  | { is: 'asking' }
  | { is: 'out' }
  | { is: 'failed'; fault: Fault }
  | { is: 'in'; me: Me }
  | { is: 'ended'; me: Me };

let session: Session = { is: 'asking' };
const listeners = new Set<() => void>();

function set(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

/** After a sign-in was taken: holds its proof, then asks who that is. */
export async function enter(client: Client, csrfToken: string): Promise<void> {
  setCsrfToken(csrfToken);
  await ask(client);
}

export function ended(): void {
  if (session.is === 'in') set({ is: 'ended', me: session.me });
}

export async function ask(client: Client): Promise<void> {
  const result = await client.query(MeDocument, {}, { requestPolicy: 'network-only' }).toPromise();
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

export function useSession(): Session {
  return useSyncExternalStore(subscribe, () => session);
}

/** The person inside the gate; pages are only mounted there. */
export function useMe(): Me {
  const now = useSession();
  if (now.is === 'in' || now.is === 'ended') return now.me;
  throw new Error('a page was mounted outside the session');
}

/** Whether the policy allows the act at all; whether it fits this very thing, the thing itself says in `actions`. */
export function useRight(): (right: string) => boolean {
  const { rights } = useMe();
  return (right) => rights.includes(right);
}

/** Whether the policy allows the act for the whole county, and not only in the person's department. */
export function useCountyRight(): (right: string) => boolean {
  const { countyRights } = useMe();
  return (right) => countyRights.includes(right);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
