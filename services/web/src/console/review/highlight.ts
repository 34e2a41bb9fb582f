import { useEffect } from 'react';
import type { FindingPartsFragment } from '../gql/graphql';

/** Blocks stand in the text in their order, each an element of its own. */
export const textId = 'text-under-review';

type Placed = Pick<FindingPartsFragment, 'place' | 'severity' | 'acceptance'>;

/** The range of a finding in the text on the page; none where the page does not write that text, such as in an attachment. */
export function rangeOf({ place }: Placed, root: Element): Range | null {
  const path = place?.path.match(/^blocks\/(\d+)(?:\/items\/(\d+))?$/);
  const block = path ? root.children.item(Number(path[1])) : null;
  const item = path?.[2] !== undefined ? block?.querySelectorAll('li').item(Number(path[2])) : block;
  if (!place || !item) return null;
  const range = document.createRange();
  const walker = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
  let seen = 0;
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    // Places count characters; the page counts halves of those beyond the first plane.
    const characters = [...(node.nodeValue ?? '')];
    const units = (until: number) => characters.slice(0, until).join('').length;
    const [start, end] = [place.start - seen, place.end - seen];
    if (!begun && start < characters.length) {
      range.setStart(node, units(Math.max(0, start)));
      begun = true;
    }
    if (begun && end <= characters.length) {
      range.setEnd(node, units(end));
      return range;
    }
    seen += characters.length;
  }
  return null;
}

/** Marks every finding in the text under review, without touching the text itself. */
export function useHighlights(findings: readonly Placed[]) {
  useEffect(() => {
    if (!('highlights' in CSS)) return;
    const mark = () => {
      const root = document.getElementById(textId)?.firstElementChild;
      for (const severity of ['BLOCK', 'WARN', 'NOTE'] as const) {
        const own = root ? findings.filter((finding) => finding.severity === severity && !finding.acceptance) : [];
        const ranges = own.flatMap((finding) => (root ? (rangeOf(finding, root) ?? []) : []));
        CSS.highlights.set(`finding-${severity.toLowerCase()}`, new Highlight(...ranges));
      }
    };
    mark();
    return () => CSS.highlights.clear();
  }, [findings]);
}

/** Brings a finding's place into view. */
export function show(finding: Placed) {
  const root = document.getElementById(textId)?.firstElementChild;
  const range = root ? rangeOf(finding, root) : null;
  range?.startContainer.parentElement?.scrollIntoView({ block: 'center', behavior: 'smooth' });
}
