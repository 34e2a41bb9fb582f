import type { ReactNode } from 'react';
import s from './Filters.module.css';

/** The row of filters above a list; search first. */
export function Filters({ children }: { children: ReactNode }) {
  return (
    <div className={s.filters} role="search">
      {children}
    </div>
  );
}
