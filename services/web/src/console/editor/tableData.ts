import type { JSONContent } from '@tiptap/core';
import type { Span, TableData } from '../../shared/article/block';

/** An empty table of that size, its first row for names. */
export function blankTable(rows: number, columns: number): TableData {
  return { headerRow: true, headerColumn: false, rows: Array.from({ length: rows }, () => Array.from({ length: columns }, (): Span[] => [])) };
}

export function tableNode(table: TableData, inline: (spans: readonly Span[]) => JSONContent[]): JSONContent {
  const head = (row: number, column: number) => (table.headerRow && row === 0) || (table.headerColumn && column === 0);
  return {
    type: 'table',
    attrs: { caption: table.caption ?? '' },
    content: table.rows.map((row, at) => ({
      type: 'tableRow',
      content: row.map((cell, column) => ({
        type: head(at, column) ? 'tableHeader' : 'tableCell',
        content: [{ type: 'paragraph', content: inline(cell) }],
      })),
    })),
  };
}

/** The table a node holds; none while nothing is written in it. */
export function tableOf(node: JSONContent, spansOf: (node: JSONContent) => Span[]): TableData | null {
  const rows = (node.content ?? []).map((row) => row.content ?? []);
  const cells = rows.map((row) => row.map(spansOf));
  if (!cells.some((row) => row.some((cell) => cell.length > 0))) return null;
  const caption = typeof node.attrs?.['caption'] === 'string' ? node.attrs['caption'].trim() : '';
  return { ...(caption === '' ? {} : { caption }), ...headsOf(rows.map((row) => row.map((cell) => cell.type === 'tableHeader'))), rows: cells };
}

/** Which heads a grid has. One cell that is both is a head of the row it begins only if those below it are. */
export function headsOf(heads: boolean[][]): Pick<TableData, 'headerRow' | 'headerColumn'> {
  const below = heads.slice(1);
  const headerColumn = below.length > 0 ? below.every((row) => row[0] === true) : false;
  return { headerRow: heads[0]?.every(Boolean) ?? false, headerColumn };
}
