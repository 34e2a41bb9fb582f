import type { ConflictPartsFragment } from '../gql/graphql';

/** Whether a time may be kept as things stand. */
export function passable(conflicts: readonly ConflictPartsFragment[], despite: boolean): boolean {
  return conflicts.every((conflict) => !conflict.stops && (!conflict.asks || despite));
}
