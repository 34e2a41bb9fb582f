import { describe, expect, it } from 'vitest';
import { parseTable, printTable, type Table } from './chartTable';

describe('a chart table', () => {
  it('is read from a spreadsheet and from commas of either width', () => {
    const expected = { columns: ['2025', '2026'], rows: [['城关镇', 1200, null]] };
    expect(parseTable('乡镇\t2025\t2026\n城关镇\t1,200\t-')).toEqual(expected);
    expect(parseTable('乡镇，2025，2026\n城关镇，1200，')).toEqual(expected);
  });

  it('names the line that holds no number', () => {
    expect(parseTable('乡镇,人数\n城关镇,12\n湍东镇,约九')).toEqual({ badLine: 3 });
    expect(parseTable('')).toEqual({ badLine: 1 });
  });

  it('survives printing', () => {
    const table: Table = { columns: ['人数'], rows: [['湍东镇', 9]] };
    expect(parseTable(printTable(table))).toEqual(table);
  });
});
