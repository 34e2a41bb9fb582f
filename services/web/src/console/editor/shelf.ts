import { createContext, useContext } from 'react';

export interface Shelf {
  /** Where a file is to be had, as far as the page knows. */
  url: (mediaId: string) => string | null;
  /** Alternative texts are asked for loudly once the writer has tried to submit. */
  strict: boolean;
}

const ShelfContext = createContext<Shelf>({ url: () => null, strict: false });

export const ShelfProvider = ShelfContext.Provider;

export function useShelf(): Shelf {
  return useContext(ShelfContext);
}
