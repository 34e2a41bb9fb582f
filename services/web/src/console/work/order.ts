import type { WorkKind, WorkPartsFragment } from '../gql/graphql';

export type Order = 'due' | 'since';

/** Kinds that belong together in a filter. */
export const groups = {
  decide: ['REVIEW', 'REPLY_REVIEW', 'ESCALATED_REVIEW', 'STUCK_REVIEW', 'OVERRIDE_DEBT', 'CREDENTIAL_REQUEST'],
  write: ['RETURNED_ARTICLE', 'ASSIGNMENT', 'RELAY', 'SHARE_OFFERED', 'SHARE_ASKED', 'FACT_CHECK_CHANGES', 'SUBMISSION_QUESTION'],
  desk: ['APPROVED_ARTICLE', 'STOPPED_RELEASE', 'UNCONFIRMED_TARGET', 'MANUAL_RELEASE', 'RELEASE_TASK', 'READ_BACK_DIFFERENCE', 'RELEASE_REVIEW', 'ASSIGNMENT_DUE', 'SUBMISSION', 'COVERAGE_DUE', 'RELAY_DUE'],
  letters: ['INQUIRY'],
} as const satisfies Record<string, readonly WorkKind[]>;

export type Group = keyof typeof groups;

export interface Narrowed {
  group: Group | null;
  overdue: boolean;
  order: Order;
}

type Item = Pick<WorkPartsFragment, 'kind' | 'dueAt' | 'since' | 'overdue'>;

/** The group of a kind; kinds no group names are shown under all alone. */
export function groupOf(kind: WorkKind): Group | null {
  const names = Object.keys(groups) as Group[];
  return names.find((name) => (groups[name] as readonly WorkKind[]).includes(kind)) ?? null;
}

/** What is asked for, in its order: the soonest due first and what has no date last, or the longest waiting first. */
export function arranged<One extends Item>(items: readonly One[], { group, overdue, order }: Narrowed): One[] {
  const kept = items.filter((item) => (!group || groupOf(item.kind) === group) && (!overdue || item.overdue));
  const due = (item: Item) => item.dueAt ?? '9999';
  return kept.sort((a, b) => (order === 'due' ? compare(due(a), due(b)) || compare(a.since, b.since) : compare(a.since, b.since)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Working minutes as hours and minutes. */
export function span(minutes: number): { hours: number; minutes: number } {
  const whole = Math.abs(minutes);
  return { hours: Math.floor(whole / 60), minutes: whole % 60 };
}
