export type ChartKind = 'bar' | 'line' | 'pie';
export type MediaType = 'image' | 'audio' | 'video';

/** A run of text in one look. */
export interface Span {
  text: string;
  bold?: true;
  italic?: true;
  href?: string;
}

/** A small table and how to draw it: each row is a label and one number a column, `null` where it is not known. */
export interface ChartData {
  kind: ChartKind;
  title: string;
  unit?: string;
  columns: string[];
  rows: [string, ...(number | null)[]][];
}

/** A block of an article, in the very form the server keeps and the digest covers. */
export type Block =
  | { type: 'heading'; level: 2 | 3 | 4; text: string }
  | { type: 'paragraph'; spans: Span[] }
  | { type: 'list'; ordered: boolean; items: Span[][] }
  | { type: 'quote'; text: string; cite?: string }
  | { type: 'image'; mediaId: string; alt: string; caption?: string }
  | { type: 'audio' | 'video'; mediaId: string; title: string }
  | { type: 'link'; href: string; title: string }
  | ({ type: 'chart' } & ChartData);

export type BlockOf<T extends Block['type']> = Extract<Block, { type: T }>;

const types = ['heading', 'paragraph', 'list', 'quote', 'image', 'audio', 'video', 'link', 'chart'];

/** The blocks of an answer. The server checks their shape on the way in; a type newer than this page is left out. */
export function readBlocks(json: unknown): Block[] {
  if (!Array.isArray(json)) return [];
  return json.filter((item): item is Block => {
    const type: unknown = typeof item === 'object' && item !== null && 'type' in item ? item.type : null;
    return types.some((known) => known === type);
  });
}

export function textOfSpans(spans: readonly Span[]): string {
  return spans.map((span) => span.text).join('');
}

/** All the text a reader would read, for counting and comparing. */
export function textOf(block: Block): string {
  switch (block.type) {
    case 'heading':
      return block.text;
    case 'paragraph':
      return textOfSpans(block.spans);
    case 'quote':
      return block.cite ? `${block.text}\n—— ${block.cite}` : block.text;
    case 'list':
      return block.items.map(textOfSpans).join('\n');
    case 'image':
      return [block.alt, block.caption].filter(Boolean).join('\n');
    case 'audio':
    case 'video':
      return block.title;
    case 'link':
      return `${block.title} ${block.href}`;
    case 'chart':
      return [block.title, ['', ...block.columns].join('\t'), ...block.rows.map((row) => row.map((cell) => cell ?? '').join('\t'))].join('\n');
  }
}

/** The media files the blocks show. */
export function mediaOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => ('mediaId' in block ? [block.mediaId] : []));
}

/** Characters a reader counts: an emoji or a rare character is one, white space is none. */
export function countCharacters(value: string): number {
  return Array.from(value.replace(/\s/gu, '')).length;
}
