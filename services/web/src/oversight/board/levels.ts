import type { Level } from '../gql/graphql';

const weight: Record<Level, number> = { MET: 0, NOTICE: 1, WARNING: 2, URGENT: 3, BREACH: 4 };

/** Orders by level, the worst first. */
export function worstFirst(a: Level, b: Level): number {
  return weight[b] - weight[a];
}
