import { fromWall } from '../../shared/lib/time';
import type { LateInput } from '../gql/graphql';

export type Choice = LateInput['choice'];

/** What a person said of one target that is late. */
export interface Said {
  choice: Choice;
  /** The new time, as the field has it; only where another time is chosen. */
  wall: string;
}

/** How many are not decided: without a choice, or with another time that is not filled in. */
export function undecided(ids: readonly string[], said: ReadonlyMap<string, Said>): number {
  return ids.filter((id) => {
    const one = said.get(id);
    return !one || (one.choice === 'AT' && one.wall === '');
  }).length;
}

export function decisions(ids: readonly string[], said: ReadonlyMap<string, Said>): LateInput[] {
  return ids.flatMap((id) => {
    const one = said.get(id);
    if (!one) return [];
    return [{ targetId: id, choice: one.choice, scheduledAt: one.choice === 'AT' ? fromWall(one.wall) : null }];
  });
}
