export type ChartKind = 'bar' | 'line' | 'pie';
export type MediaType = 'image' | 'audio' | 'video' | 'file';

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

/** A point of a picture that must stay in sight where a frame cuts it, in thousandths from its left and top. */
export interface Focus {
  x: number;
  y: number;
}

/** What keeps that point in sight in a frame that cuts. */
export function inSight(focus: Focus | null | undefined): { objectPosition: string } | undefined {
  return focus ? { objectPosition: `${String(focus.x / 10)}% ${String(focus.y / 10)}%` } : undefined;
}

/** A picture and what is said of it. */
export interface PictureData {
  mediaId: string;
  alt: string;
  caption?: string;
  focus?: Focus;
}

/** Rows of cells of one length, and which of them are heads. */
export interface TableData {
  caption?: string;
  headerRow: boolean;
  headerColumn: boolean;
  rows: Span[][][];
}

/** A block of an article, in the very form the server keeps and the digest covers. */
export type Block =
  | { type: 'heading'; level: 2 | 3 | 4; text: string }
  | { type: 'paragraph'; spans: Span[] }
  | { type: 'list'; ordered: boolean; items: Span[][] }
  | { type: 'quote'; text: string; cite?: string }
  | ({ type: 'image' } & PictureData)
  | { type: 'gallery'; caption?: string; images: PictureData[] }
  | { type: 'audio' | 'video' | 'file'; mediaId: string; title: string }
  | { type: 'link'; href: string; title: string; summary?: string }
  | { type: 'policy'; articleId: string; title: string; number?: string; href: string }
  | ({ type: 'table' } & TableData)
  | ({ type: 'chart' } & ChartData);

export type BlockOf<T extends Block['type']> = Extract<Block, { type: T }>;

const types: string[] = [
  'heading',
  'paragraph',
  'list',
  'quote',
  'image',
  'gallery',
  'audio',
  'video',
  'file',
  'link',
  'policy',
  'table',
  'chart',
] satisfies Block['type'][];

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

function textOfPicture({ alt, caption }: PictureData): string {
  return [alt, caption].filter(Boolean).join('\n');
}

/** 《标题》（文号）, without a second pair of marks where the title has its own. */
export function policyName({ title, number }: { title: string; number?: string }): string {
  const named = title.startsWith('《') ? title : `《${title}》`;
  return number ? `${named}（${number}）` : named;
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
      return textOfPicture(block);
    case 'gallery':
      return [block.caption, ...block.images.map(textOfPicture)].filter(Boolean).join('\n');
    case 'audio':
    case 'video':
    case 'file':
      return block.title;
    case 'link':
      return [`${block.title} ${block.href}`, block.summary].filter(Boolean).join('\n');
    case 'policy':
      return `${policyName(block)} ${block.href}`;
    case 'table':
      return [block.caption, ...block.rows.map((row) => row.map(textOfSpans).join('\t'))].filter((line) => line !== undefined).join('\n');
    case 'chart':
      return [block.title, ['', ...block.columns].join('\t'), ...block.rows.map((row) => row.map((cell) => cell ?? '').join('\t'))].join('\n');
  }
}

/** The media files the blocks show. */
export function mediaOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.type === 'gallery') return block.images.map((image) => image.mediaId);
    return 'mediaId' in block ? [block.mediaId] : [];
  });
}

/** Characters a reader counts: an emoji or a rare character is one, white space is none. */
export function countCharacters(value: string): number {
  return Array.from(value.replace(/\s/gu, '')).length;
}
