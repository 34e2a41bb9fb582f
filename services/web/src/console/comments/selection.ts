import type { Place } from '../editor/places';

/** The summary above the text, which is no block. */
export const summaryId = 'summary-under-review';

/** A chosen place, with the words that stand there. */
export interface Chosen extends Place {
  quote: string;
}

/** The element of the page that holds a text as it is written, and nothing else; none where the page does not write it so. */
export function elementOf(path: string, root: Element): Element | null {
  if (path === 'summary') return root.ownerDocument.getElementById(summaryId);
  const [head, index, below, at, column] = path.split('/');
  const block = head === 'blocks' ? root.children.item(Number(index)) : null;
  if (!block) return null;
  if (below === undefined) return block.tagName === 'BLOCKQUOTE' ? block.querySelector('p') : isText(block) ? block : null;
  if (below === 'items') return block.querySelectorAll('li').item(Number(at));
  if (below === 'caption') return block.querySelector(':scope > figcaption') ?? block.querySelector('caption');
  if (below === 'rows' && column !== undefined) return block.querySelectorAll('tr').item(Number(at))?.children.item(Number(column)) ?? null;
  return null;
}

function isText(block: Element): boolean {
  return /^(H2|H3|H4|P)$/.test(block.tagName);
}

/** The range of some characters of a text on the page. Places count characters; the page counts halves of those beyond the first plane. */
export function rangeIn(element: Element, { start, end }: Pick<Place, 'start' | 'end'>): Range | null {
  const { ownerDocument: page } = element;
  const range = page.createRange();
  const walker = page.createTreeWalker(element, 4);
  let seen = 0;
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const characters = [...(node.nodeValue ?? '')];
    const units = (until: number) => characters.slice(0, until).join('').length;
    if (!begun && start - seen < characters.length) {
      range.setStart(node, units(Math.max(0, start - seen)));
      begun = true;
    }
    if (begun && end - seen <= characters.length) {
      range.setEnd(node, units(end - seen));
      return range;
    }
    seen += characters.length;
  }
  return null;
}

/**
 * The place a selection chooses: of several texts the first it touches, for a comment stands on the words of one. White space at
 * its ends is not meant.
 */
export function placeOf(selected: Range, paths: readonly string[], root: Element): Chosen | null {
  for (const path of paths) {
    const element = elementOf(path, root);
    if (!element || !selected.intersectsNode(element)) continue;
    const whole = root.ownerDocument.createRange();
    whole.selectNodeContents(element);
    // Where the selection begins before the text, it begins with it; so at its end.
    const from = selected.compareBoundaryPoints(0, whole) > 0 ? selected : whole;
    const to = selected.compareBoundaryPoints(2, whole) < 0 ? selected : whole;
    const before = whole.cloneRange();
    before.setEnd(from.startContainer, from.startOffset);
    const within = whole.cloneRange();
    within.setStart(from.startContainer, from.startOffset);
    within.setEnd(to.endContainer, to.endOffset);
    const text = within.toString();
    const quote = text.trim();
    if (quote === '') continue;
    const start = [...before.toString()].length + [...text.slice(0, text.length - text.trimStart().length)].length;
    return { path, start, end: start + [...quote].length, quote };
  }
  return null;
}
