import { Button } from 'antd';
import type { ReactNode } from 'react';

/** The name in a table's row that opens what the row tells of, as high as a finger needs (WCAG 2.5.8: 24 pixels). */
export function RowButton({ title, onClick, children }: { title?: string; onClick: () => void; children: ReactNode }) {
  return (
    <Button type="link" title={title} style={{ height: 'auto', minHeight: 24, padding: 0 }} onClick={onClick}>
      {children}
    </Button>
  );
}
