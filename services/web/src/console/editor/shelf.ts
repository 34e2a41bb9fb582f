import { createContext, useContext } from 'react';
import type { MediaType } from '../../shared/article/block';

export interface Shelf {
  /** Where a file is to be had, as far as the page knows. */
  url: (mediaId: string) => string | null;
  /** Alternative texts are asked for loudly once the writer has tried to submit. */
  strict: boolean;
  /** Asks the writer for a file. */
  pick: (type: MediaType, done: (picked: { id: string; alt: string }) => void) => void;
  /** Sends a picture made here; its id, or `null` where it was not taken. */
  upload: (picture: File, alt: string) => Promise<string | null>;
}

const ShelfContext = createContext<Shelf>({
  url: () => null,
  strict: false,
  pick: () => undefined,
  upload: () => Promise.resolve(null),
});

export const ShelfProvider = ShelfContext.Provider;

export function useShelf(): Shelf {
  return useContext(ShelfContext);
}
