import { useEffect } from 'react';
import type { TargetPartsFragment } from '../gql/graphql';

const pause = 2000;

/** Asks again while the page at an address that somebody entered is being read: soon it is live, or they are told why not. */
export function useChecking(targets: readonly Pick<TargetPartsFragment, 'state' | 'externalUrl'>[], again: (options: { requestPolicy: 'network-only' }) => void): void {
  const checking = targets.some((target) => target.state === 'BY_HAND' && target.externalUrl);
  useEffect(() => {
    if (!checking) return;
    const timer = setInterval(() => again({ requestPolicy: 'network-only' }), pause);
    return () => clearInterval(timer);
  }, [checking, again]);
}
