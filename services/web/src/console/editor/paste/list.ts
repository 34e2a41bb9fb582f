import { styleOf } from './inline';

/** How an office program numbered a paragraph: what it printed before the text. */
export interface Marker {
  text: string;
  kind: 'bullet' | 'number' | 'words';
}

/** Whether the paragraph is one of a list of Word or WPS, which write lists as paragraphs of a style. */
export function inOfficeList(paragraph: Element): boolean {
  const list = styleOf(paragraph).get('mso-list') ?? '';
  return /\bl\d+\b/.test(list) || (/^MsoListParagraph/i.test(paragraph.className) && markerNodes(paragraph).length > 0);
}

/** Takes the printed number or bullet out of a paragraph; `null` where none was printed. */
export function takeMarker(paragraph: Element): Marker | null {
  const nodes = markerNodes(paragraph);
  const text = nodes
    .map((node) => node.textContent ?? '')
    .join('')
    .replace(/[\s\u00A0\u3000]+/gu, '');
  nodes.forEach((node) => node.parentNode?.removeChild(node));
  if (text === '') return null;
  return { text, kind: kindOf(text) };
}

/**
 * Only `1.` and `1、` are what a numbered list prints again by itself. `一、`, `（一）` and `第一条` are read aloud and cited
 * in official texts, so they stay as words.
 */
function kindOf(text: string): Marker['kind'] {
  if (/^\d{1,3}[.．、]?$/u.test(text)) return 'number';
  return /[\p{Letter}\p{Number}]/u.test(text.replace(/^[on§vülØ]$/u, '')) ? 'words' : 'bullet';
}

/** Where the program says a reader that knows lists leaves something out, or calls it ignorable itself. */
function markerNodes(paragraph: Element): Node[] {
  const found: Node[] = [];
  const visit = (parent: Node): void => {
    let inside = false;
    for (const node of Array.from(parent.childNodes)) {
      if (node.nodeType === 8) {
        const comment = node.textContent ?? '';
        if (/\[if\s+!supportLists\]/i.test(comment)) inside = true;
        else if (/\[endif\]/i.test(comment)) inside = false;
      } else if (inside) found.push(node);
      else if (node.nodeType === 1) {
        const element = node as Element;
        if (styleOf(element).get('mso-list') === 'ignore') found.push(element);
        else visit(element);
      }
    }
  };
  visit(paragraph);
  return found;
}
