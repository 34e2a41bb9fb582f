import { textOfSpans, type Block } from '../../shared/article/block';

/** One text of a piece that can be commented on, by the path the server knows it under. */
export interface Part {
  path: string;
  text: string;
  /** What it is, for a list of them. */
  kind: 'title' | 'summary' | 'block' | 'alt' | 'caption';
  /** Its block, counted from 1 as people do; 0 above the text. */
  n: number;
}

/** Every text of a version that has words, in the order read. */
export function partsOf({ title, summary, blocks }: { title: string; summary: string; blocks: readonly Block[] }): Part[] {
  const above: Part[] = [
    { path: 'title', text: title, kind: 'title', n: 0 },
    { path: 'summary', text: summary, kind: 'summary', n: 0 },
  ];
  return [...above, ...blocks.flatMap((block, index) => inBlock(block, `blocks/${String(index)}`, index + 1))].filter(({ text }) => text.trim() !== '');
}

function inBlock(block: Block, path: string, n: number): Part[] {
  const part = (below: string, text: string | undefined, kind: Part['kind'] = 'block'): Part => ({ path: path + below, text: text ?? '', kind, n });
  switch (block.type) {
    case 'heading':
      return [part('', block.text)];
    case 'paragraph':
      return [part('', textOfSpans(block.spans))];
    case 'list':
      return block.items.map((item, at) => part(`/items/${String(at)}`, textOfSpans(item)));
    case 'quote':
      return [part('', block.text), part('/cite', block.cite)];
    case 'image':
      return [part('/alt', block.alt, 'alt'), part('/caption', block.caption, 'caption')];
    case 'gallery':
      return [
        part('/caption', block.caption, 'caption'),
        ...block.images.flatMap(({ alt, caption }, at) => [
          part(`/images/${String(at)}/alt`, alt, 'alt'),
          part(`/images/${String(at)}/caption`, caption, 'caption'),
        ]),
      ];
    case 'audio':
    case 'video':
    case 'file':
      return [part('/title', block.title, 'caption')];
    case 'link':
      return [part('/title', block.title), part('/summary', block.summary)];
    case 'policy':
      return [part('/title', block.title), part('/number', block.number)];
    case 'table':
      return [
        part('/caption', block.caption, 'caption'),
        ...block.rows.flatMap((row, at) => row.map((cell, column) => part(`/rows/${String(at)}/${String(column)}`, textOfSpans(cell)))),
      ];
    case 'chart':
      return [part('/title', block.title, 'caption'), ...block.rows.map(([label], at) => part(`/rows/${String(at)}`, label))];
  }
}
