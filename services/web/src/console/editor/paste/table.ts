import type { Span } from '../../../shared/article/block';

/** The cells of a table in a grid: what spanned several stands in the first, the others are empty. */
export interface Grid {
  rows: (Element | null)[][];
  caption: string;
  headerRow: boolean;
  headerColumn: boolean;
}

const most = 300;

export function gridOf(table: Element): Grid {
  const trs = Array.from(table.querySelectorAll('tr')).filter((row) => row.closest('table') === table);
  const rows: (Element | null)[][] = trs.map(() => []);
  trs.forEach((tr, at) => {
    let column = 0;
    for (const cell of Array.from(tr.children).filter((child) => /^t[dh]$/i.test(child.tagName))) {
      while (rows[at]?.[column] !== undefined) column += 1;
      place(rows, cell, at, column);
      column += span(cell, 'colspan');
    }
  });
  const width = Math.max(0, ...rows.map((row) => row.length));
  const even = rows.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? null));
  const heads = even.map((row) => row.map((cell) => cell?.tagName.toLowerCase() === 'th'));
  return {
    rows: even,
    caption: (table.querySelector('caption')?.textContent ?? '').replace(/\s+/gu, ' ').trim(),
    // Office programs do not say which cells are heads. A table whose first row names the columns is by far the commonest.
    headerRow: true,
    headerColumn: heads.length > 1 && heads.slice(1).every((row) => row[0] === true),
  };
}

function place(rows: (Element | null)[][], cell: Element, at: number, column: number): void {
  for (let down = 0; down < span(cell, 'rowspan'); down += 1) {
    for (let right = 0; right < span(cell, 'colspan'); right += 1) {
      const row = rows[at + down];
      if (row) row[column + right] = down === 0 && right === 0 ? cell : null;
    }
  }
}

function span(cell: Element, name: string): number {
  const count = Number(cell.getAttribute(name) ?? 1);
  return Number.isInteger(count) && count >= 1 ? Math.min(count, most) : 1;
}

/** Rows and columns of nothing but empty cells are how a page was laid out. */
export function filled(rows: Span[][][]): Span[][][] {
  const full = rows.filter((row) => row.some((cell) => cell.length > 0)).slice(0, most);
  const width = full[0]?.length ?? 0;
  const kept = Array.from({ length: width }, (_, column) => column).filter((column) => full.some((row) => (row[column]?.length ?? 0) > 0));
  return full.map((row) => kept.map((column) => row[column] ?? []));
}
