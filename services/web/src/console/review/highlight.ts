import { createContext, useEffect } from 'react';
import { elementOf, rangeIn } from '../comments/selection';
import type { Place } from '../editor/places';
import type { FindingPartsFragment } from '../gql/graphql';

/** Blocks stand in the text in their order, each an element of its own. */
export const textId = 'text-under-review';

type Placed = Pick<FindingPartsFragment, 'place' | 'severity' | 'acceptance'>;

/** The range of a finding in the text on the page; none where the page does not write that text, such as in an attachment. */
export function rangeOf({ place }: Placed, root: Element): Range | null {
  const element = place ? elementOf(place.path, root) : null;
  return place && element ? rangeIn(element, place) : null;
}

/** The text on the page; none while another view of the piece is shown. */
export function shownText(): Element | null {
  return document.getElementById(textId)?.firstElementChild ?? null;
}

/** Marks every finding in the text under review, without touching the text itself. */
export function useHighlights(findings: readonly Placed[], shown: boolean) {
  useEffect(() => {
    if (!('highlights' in CSS)) return;
    const root = shown ? shownText() : null;
    const severities = ['BLOCK', 'WARN', 'NOTE'] as const;
    for (const severity of severities) {
      const own = root ? findings.filter((finding) => finding.severity === severity && !finding.acceptance) : [];
      const ranges = own.flatMap((finding) => (root ? (rangeOf(finding, root) ?? []) : []));
      CSS.highlights.set(`finding-${severity.toLowerCase()}`, new Highlight(...ranges));
    }
    return () => {
      for (const severity of severities) CSS.highlights.delete(`finding-${severity.toLowerCase()}`);
    };
  }, [findings, shown]);
}

/** How a page brings a place of its text into view, whatever view it shows. */
export const Reveal = createContext<(place: Place) => void>(() => undefined);

/** Brings a place of the text on the page into view. */
export function show(place: Place) {
  const root = shownText();
  const element = root ? elementOf(place.path, root) : null;
  element?.scrollIntoView({ block: 'center', behavior: 'smooth' });
}
