/** Whoever writes at a draft, as the server answers. */
export interface Holder {
  personName: string;
  since: string;
  mine: boolean;
}

/** How a page stands to its draft: not answered yet, writing, or looking on. */
export interface Standing {
  is: 'asking' | 'writing' | 'watching';
  holder: Holder | null;
  /** Another took over while this page was writing. */
  lost: boolean;
}

export const asking: Standing = { is: 'asking', holder: null, lost: false };

/** What an answer makes of it. One that looks on does not begin to write by itself when the other stops: they are asked. */
export function answered(now: Standing, holder: Holder | null): Standing {
  if (holder?.mine) return { is: 'writing', holder, lost: false };
  if (holder) return { is: 'watching', holder, lost: now.lost || now.is === 'writing' };
  return now.is === 'watching' ? { ...now, holder: null } : now;
}
