import type { Node } from '@tiptap/pm/model';

/** Characters of one text of an article, as the checks name it: `title`, `blocks/3`, `blocks/3/items/0`, `blocks/3/alt`, `blocks/3/rows/0/1`. */
export interface Place {
  path: string;
  start: number;
  end: number;
}

export interface Range {
  from: number;
  to: number;
}

/**
 * Where a place of the article stands in the document. Texts that are not typed into the document (alternative texts, cells)
 * answer with the whole block; what is not in it at all with nothing.
 */
export function rangeOf(doc: Node, place: Place): Range | null {
  const [head, index, below, item, column] = place.path.split('/');
  if (head !== 'blocks') return null;
  const block = nth(doc, Number(index), (node) => !isEmpty(node));
  if (!block) return null;
  if (below === undefined) return inText(block, place);
  if (below === 'rows' && block.node.type.name === 'table') return inCell(block, place, Number(item), Number(column));
  if (below !== 'items') return { from: block.at, to: block.at + block.node.nodeSize };
  const listItem = nth(block.node, Number(item), (node) => !isEmpty(node), block.at + 1);
  const paragraph = listItem ? nth(listItem.node, 0, () => true, listItem.at + 1) : null;
  return paragraph ? inText(paragraph, place) : null;
}

/** A cell is a row's nth and holds one paragraph; empty ones count. */
function inCell(table: Found, place: Place, row: number, column: number): Range | null {
  const line = nth(table.node, row, () => true, table.at + 1);
  const cell = line ? nth(line.node, column, () => true, line.at + 1) : null;
  const paragraph = cell ? nth(cell.node, 0, () => true, cell.at + 1) : null;
  return paragraph ? inText(paragraph, place) : null;
}

interface Found {
  node: Node;
  /** The position before the node. */
  at: number;
}

function nth(parent: Node, index: number, counts: (node: Node) => boolean, inside = 0): Found | null {
  let seen = -1;
  let found: Found | null = null;
  parent.forEach((node, offset) => {
    if (found || !counts(node)) return;
    seen += 1;
    if (seen === index) found = { node, at: inside + offset };
  });
  return found;
}

/** Blocks of nothing but white space are how one makes room while typing; the article does not have them. */
function isEmpty(node: Node): boolean {
  return !node.isAtom && node.textContent.trim() === '';
}

/** The article's text begins after the white space the document has before it. Its characters may take two units here. */
function inText({ node, at }: Found, { start, end }: Place): Range {
  const text = node.textContent;
  const trimmed = text.length - text.trimStart().length;
  const characters = [...text.slice(trimmed)];
  const units = (count: number) => characters.slice(0, count).join('').length;
  const from = at + 1 + trimmed;
  return { from: from + units(start), to: from + units(end) };
}

/** A text with one place of it replaced; places count characters. */
export function replaced(text: string, { start, end }: Place, by: string): string {
  const characters = [...text];
  return [...characters.slice(0, start), by, ...characters.slice(end)].join('');
}
