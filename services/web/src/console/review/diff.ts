/** One run of text of a comparison. */
export interface Run {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** A pair of neighbours in two lists; a missing side was added or removed. */
export type Paired<T> = { before: T; after: T } | { before: T; after: null } | { before: null; after: T };

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Words as a reader sees them; Chinese has no spaces, so the browser's dictionary finds the borders. */
export function words(text: string): string[] {
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

/** What changed between two texts, word by word. */
export function diffWords(before: string, after: string): Run[] {
  const runs: Run[] = [];
  const push = (kind: Run['kind'], text: string) => {
    const last = runs.at(-1);
    if (last?.kind === kind) last.text += text;
    else runs.push({ kind, text });
  };
  for (const step of align(words(before), words(after), (a, b) => (a === b ? 1 : 0))) {
    if (step.before !== null && step.after !== null) push('same', step.after);
    else if (step.before !== null) push('removed', step.before);
    else if (step.after !== null) push('added', step.after);
  }
  return runs;
}

/** How alike two texts are, from 0 to 1, by the words they share. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const left = words(a);
  const right = words(b);
  if (left.length === 0 || right.length === 0) return 0;
  const stock = new Map<string, number>();
  for (const word of left) stock.set(word, (stock.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of right) {
    const count = stock.get(word) ?? 0;
    if (count > 0) {
      shared += 1;
      stock.set(word, count - 1);
    }
  }
  return (2 * shared) / (left.length + right.length);
}

/**
 * Aligns two lists in order so that the summed `score` of the pairs is greatest; a score of 0 never pairs. Common ends are
 * taken off first, which leaves little for the quadratic part in an edited document.
 */
export function align<T>(before: readonly T[], after: readonly T[], score: (a: T, b: T) => number): Paired<T>[] {
  const same = (i: number, j: number) => score(before[i] as T, after[j] as T) === 1;
  let head = 0;
  while (head < before.length && head < after.length && same(head, head)) head += 1;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    same(before.length - 1 - tail, after.length - 1 - tail)
  ) {
    tail += 1;
  }
  const pair = (i: number, j: number): Paired<T> => ({ before: before[i] as T, after: after[j] as T });
  return [
    ...Array.from({ length: head }, (_, i) => pair(i, i)),
    ...middle(before.slice(head, before.length - tail), after.slice(head, after.length - tail), score),
    ...Array.from({ length: tail }, (_, i) => pair(before.length - tail + i, after.length - tail + i)),
  ];
}

function middle<T>(before: readonly T[], after: readonly T[], score: (a: T, b: T) => number): Paired<T>[] {
  const width = after.length + 1;
  const best = new Float64Array((before.length + 1) * width);
  const at = (i: number, j: number) => best[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const gain = score(before[i] as T, after[j] as T);
      best[i * width + j] = Math.max(at(i + 1, j), at(i, j + 1), gain > 0 ? gain + at(i + 1, j + 1) : 0);
    }
  }
  const steps: Paired<T>[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length && j < after.length) {
    const gain = score(before[i] as T, after[j] as T);
    if (gain > 0 && at(i, j) === gain + at(i + 1, j + 1)) {
      steps.push({ before: before[i] as T, after: after[j] as T });
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      steps.push({ before: before[i] as T, after: null });
      i += 1;
    } else {
      steps.push({ before: null, after: after[j] as T });
      j += 1;
    }
  }
  for (; i < before.length; i += 1) steps.push({ before: before[i] as T, after: null });
  for (; j < after.length; j += 1) steps.push({ before: null, after: after[j] as T });
  return steps;
}
