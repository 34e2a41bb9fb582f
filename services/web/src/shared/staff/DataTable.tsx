import { useEffect, useRef, useState, type ReactNode } from 'react';
import s from './DataTable.module.css';
import { useKeys } from './keys';

export interface Column<Row> {
  key: string;
  title: string;
  render: (row: Row) => ReactNode;
  /** A CSS width; the first column takes what is left. */
  width?: string;
  align?: 'right';
  /** Left out on a phone. */
  wideOnly?: boolean;
}

export interface DataTableProps<Row> {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** Enter, or a click anywhere on the row. The first column should also hold a link, for those who do not use a mouse. */
  onOpen?: (row: Row) => void;
}

/** A dense table that j and k walk through; on a phone every row becomes a card. */
export function DataTable<Row>({ label, columns, rows, rowKey, onOpen }: DataTableProps<Row>) {
  const [at, setAt] = useState(-1);
  const body = useRef<HTMLTableSectionElement>(null);
  const step = (by: number) => setAt((now) => Math.min(Math.max(now + by, 0), rows.length - 1));
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    enter: () => {
      const row = rows[at];
      if (row && onOpen) onOpen(row);
    },
  });
  useEffect(() => {
    body.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <table className={s.table} aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" className={cell(column)} style={column.width ? { width: column.width } : undefined}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {rows.map((row, index) => (
          <tr
            key={rowKey(row)}
            className={[onOpen ? s.opens : '', index === at ? s.at : ''].join(' ')}
            aria-selected={index === at ? true : undefined}
            onClick={(event) => {
              if (onOpen && !(event.target as HTMLElement).closest('a, button, input, label')) onOpen(row);
            }}
          >
            {columns.map((column) => (
              <td key={column.key} data-title={column.title} className={cell(column)}>
                {column.render(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cell<Row>(column: Column<Row>): string {
  return [column.align === 'right' ? s.right : '', column.wideOnly ? s.wide : ''].join(' ').trim();
}
