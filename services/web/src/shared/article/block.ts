export type MediaKind = 'image' | 'audio' | 'video';
export type ChartKind = 'bar' | 'line' | 'pie';

/** A block of an article as the pages think of it; `wire.ts` turns it into the contract's shape and back. */
export type Block =
  | { type: 'heading'; level: 2 | 3; text: string }
  | { type: 'paragraph'; text: string }
  | { type: 'list'; ordered: boolean; items: string[] }
  | { type: 'quote'; text: string; attribution: string }
  | { type: 'media'; kind: MediaKind; mediaId: string; alt: string; caption: string }
  | { type: 'link'; url: string; text: string }
  | { type: 'chart'; chart: ChartData };

/** A small table and how to draw it: the first column names the rows, the others are numbers. */
export interface ChartData {
  kind: ChartKind;
  title: string;
  unit: string;
  columns: string[];
  rows: { label: string; values: (number | null)[] }[];
}

/** All the text a reader would read, for counting and comparing. */
export function textOf(block: Block): string {
  switch (block.type) {
    case 'heading':
    case 'paragraph':
      return block.text;
    case 'quote':
      return block.attribution ? `${block.text}\n—— ${block.attribution}` : block.text;
    case 'list':
      return block.items.join('\n');
    case 'media':
      return [block.alt, block.caption].filter(Boolean).join('\n');
    case 'link':
      return `${block.text} ${block.url}`;
    case 'chart':
      return chartText(block.chart);
  }
}

function chartText(chart: ChartData): string {
  const rows = chart.rows.map((row) => [row.label, ...row.values.map((value) => value ?? '')].join('\t'));
  return [chart.title, chart.columns.join('\t'), ...rows].join('\n');
}

/** Characters a reader counts: an emoji or a rare character is one, white space is none. */
export function countCharacters(value: string): number {
  return Array.from(value.replace(/\s/gu, '')).length;
}
