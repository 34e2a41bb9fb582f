import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { useText } from '../i18n/text';
import s from './Pager.module.css';
import { staffText } from './text';

export interface PageInfo {
  hasNextPage: boolean;
  endCursor?: string | null;
}

export interface Paging {
  /** The cursor to ask after; `null` on the first page. */
  after: string | null;
  number: number;
  next: (cursor: string) => void;
  previous: () => void;
  /** Back to the first page, when a filter changes. */
  reset: () => void;
}

/** Walks a Relay connection forward and remembers the way back, since a cursor list has no page numbers of its own. */
export function usePaging(): Paging {
  const [trail, setTrail] = useState<readonly string[]>([]);
  return {
    after: trail.at(-1) ?? null,
    number: trail.length + 1,
    next: useCallback((cursor: string) => setTrail((now) => [...now, cursor]), []),
    previous: useCallback(() => setTrail((now) => now.slice(0, -1)), []),
    reset: useCallback(() => setTrail([]), []),
  };
}

export function Pager({ paging, info }: { paging: Paging; info: PageInfo }) {
  const t = useText(staffText);
  if (paging.number === 1 && !info.hasNextPage) return null;
  const cursor = info.endCursor;
  return (
    <div className={s.pager}>
      <Button disabled={paging.number === 1} onClick={paging.previous}>
        {t('newer')}
      </Button>
      <span>{t('pageNumber', { n: paging.number })}</span>
      <Button disabled={!info.hasNextPage || !cursor} onClick={() => cursor && paging.next(cursor)}>
        {t('older')}
      </Button>
    </div>
  );
}
