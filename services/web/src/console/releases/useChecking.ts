import { useCallback } from 'react';
import { useLooking } from '../../shared/staff/useLooking';
import type { TargetPartsFragment } from '../gql/graphql';

/** Asks again while the page at an address that somebody entered is being read: soon it is live, or they are told why not. */
export function useChecking(targets: readonly Pick<TargetPartsFragment, 'state' | 'externalUrl'>[], again: (options: { requestPolicy: 'network-only' }) => void): void {
  const checking = targets.some((target) => target.state === 'BY_HAND' && target.externalUrl);
  useLooking(checking, useCallback(() => again({ requestPolicy: 'network-only' }), [again]));
}
