import type { ChartData } from '../../shared/article/block';

export type Table = Pick<ChartData, 'columns' | 'rows'>;

/**
 * Reads a table as pasted from a spreadsheet or typed: tabs or commas between cells, names in the first row and column.
 * Numbers may carry thousands separators only where cells are split by tabs. Returns the line that could not be read.
 */
export function parseTable(source: string): Table | { badLine: number } {
  const lines = source
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== '');
  const split = (line: string) => line.split(line.includes('\t') ? '\t' : /[,，]/).map((cell) => cell.trim());
  const [head, ...body] = lines.map(split);
  if (!head || head.length < 2 || body.length === 0) return { badLine: 1 };
  const columns = head.slice(1);
  const rows: ChartData['rows'] = [];
  for (const [index, cells] of body.entries()) {
    const values = columns.map((_, column) => number(cells[column + 1] ?? ''));
    if (!cells[0] || values.some(Number.isNaN)) return { badLine: index + 2 };
    rows.push([cells[0], ...values.map((value) => value ?? null)]);
  }
  return { columns, rows };
}

function number(cell: string): number | undefined {
  if (cell === '' || cell === '-') return undefined;
  return Number(cell.replace(/,/g, ''));
}

/** The table as text again, for editing. */
export function printTable(chart: Table): string {
  const head = ['', ...chart.columns].join('\t');
  return [head, ...chart.rows.map((row) => row.map((cell) => cell ?? '').join('\t'))].join('\n');
}
