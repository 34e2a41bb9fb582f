import { createContext, useContext } from 'react';
import type { MediaKind } from '../../shared/article/block';

/** A picture, recording or film the article uses, as far as the page knows it. */
export interface ShelfItem {
  id: string;
  kind: MediaKind;
  url: string | null;
  fileName: string;
  /** From 0 to 1 while it is sent; absent when it is there. */
  progress?: number;
  refusal?: string;
}

export interface Shelf {
  find: (id: string) => ShelfItem | undefined;
  /** Alt texts matter once the reader has tried to submit; until then a missing one is only marked. */
  strict: boolean;
}

const ShelfContext = createContext<Shelf>({ find: () => undefined, strict: false });

export const ShelfProvider = ShelfContext.Provider;

export function useShelf(): Shelf {
  return useContext(ShelfContext);
}
