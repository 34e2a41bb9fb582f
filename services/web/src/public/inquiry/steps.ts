/** The way of a letter as its writer sees it. */
export type Step = 'received' | 'accepted' | 'assigned' | 'answered' | 'closed' | 'declined';
export type Standing = 'done' | 'now' | 'next';

export interface Stage {
  step: Step;
  standing: Standing;
  at: string | null;
}

export interface Way {
  state: string;
  receivedAt: string;
  acceptedAt: string | null;
  answeredAt: string | null;
  closedAt: string | null;
}

const usual: readonly Step[] = ['received', 'accepted', 'assigned', 'answered', 'closed'];

/** How far each state is on the usual way. A letter sent back waits for a department again; delivery is no step of its own to its reader. */
const reached: Readonly<Record<string, number>> = { received: 0, accepted: 1, returned: 1, assigned: 2, answered: 3, delivered: 3, closed: 4 };

export function stages(way: Way): Stage[] {
  const at: Partial<Record<Step, string | null>> = {
    received: way.receivedAt,
    accepted: way.acceptedAt,
    answered: way.answeredAt,
    closed: way.closedAt,
    declined: way.closedAt,
  };
  if (way.state === 'declined') {
    return [
      { step: 'received', standing: 'done', at: way.receivedAt },
      { step: 'declined', standing: 'now', at: way.closedAt },
    ];
  }
  const far = reached[way.state] ?? 1;
  return usual.map((step, index) => {
    // What is closed has nothing left to do: its last step is done, too.
    const standing = index < far || way.state === 'closed' ? 'done' : index === far ? 'now' : 'next';
    return { step, standing, at: standing === 'next' ? null : (at[step] ?? null) };
  });
}
