import { readBlocks } from '../../shared/article/block';
import { coverInput, variantInputs } from '../variants/variants';
import { blank, type Draft } from './draft';

/** A draft as it stood on this device when it could not be known to be saved. */
export interface LocalCopy {
  /** The server's version it was written on. */
  version: number;
  at: string;
  draft: Draft;
}

/** What keeps it, as far as it is needed. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** A copy belongs to one person and one piece: another who signs in on the same device is not offered it. */
export function copyKey(person: string, article: string): string {
  return `juzhen.draft.${person}.${article}`;
}

/** Keeps a copy; a device that has no room or keeps nothing is no reason to stop writing. */
export function keepCopy(shelf: Shelf, key: string, copy: LocalCopy): void {
  try {
    shelf.setItem(key, JSON.stringify(copy));
  } catch {
    // Autosave goes on without it.
  }
}

export function dropCopy(shelf: Shelf, key: string): void {
  try {
    shelf.removeItem(key);
  } catch {
    // What was never kept need not be dropped.
  }
}

/** The copy kept here, if it says something other than the server does; one that says the same is dropped. */
export function findCopy(shelf: Shelf, key: string, server: Draft): LocalCopy | null {
  const copy = readCopy(shelf, key);
  if (copy && !sameDraft(copy.draft, server)) return copy;
  if (copy) dropCopy(shelf, key);
  return null;
}

function readCopy(shelf: Shelf, key: string): LocalCopy | null {
  try {
    const kept = JSON.parse(shelf.getItem(key) ?? 'null') as Partial<LocalCopy> | null;
    if (!kept || typeof kept.version !== 'number' || typeof kept.at !== 'string' || typeof kept.draft !== 'object') return null;
    const draft = { ...blank, ...kept.draft };
    return { version: kept.version, at: kept.at, draft: { ...draft, blocks: readBlocks(draft.blocks) } };
  } catch {
    return null;
  }
}

/** Equal in what a writer fills in, whatever the order of keys, which the database does not keep. */
export function sameDraft(a: Draft, b: Draft): boolean {
  const plain = (draft: Draft) =>
    JSON.stringify({ ...draft, title: draft.title.trim(), summary: draft.summary.trim(), cover: coverInput(draft.cover), variants: variantInputs(draft.variants) }, (_, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1)))
        : part,
    );
  return plain(a) === plain(b);
}
