import { textOf, type Block } from '../../shared/article/block';
import { align, likeness, type Paired } from './diff';

/** Two blocks are the same place in the text when they are of one type and share at least this much of their words. */
const alikeEnough = 0.35;

/** Pairs the blocks of two versions in reading order. */
export function compareBlocks(before: readonly Block[], after: readonly Block[]): Paired<Block>[] {
  return align(before, after, (a, b) => {
    if (a.type !== b.type) return 0;
    if (sameBlock(a, b)) return 1;
    const value = likeness(textOf(a), textOf(b));
    // Equal words under different attributes (a picture replaced, a level changed) still pair, below a full match.
    return value >= alikeEnough ? Math.min(value, 0.99) : 0;
  });
}

/** Equal in everything but the order of keys, which the database does not keep. */
function sameBlock(a: Block, b: Block): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1)))
      : part,
  );
}

/** Whether a pair differs in anything, text or not. */
export function changed(pair: Paired<Block>): boolean {
  return pair.before === null || pair.after === null || !sameBlock(pair.before, pair.after);
}
