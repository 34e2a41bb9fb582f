import { useCallback, useState } from 'react';
import { useMe } from '../session';

/** Where media of an article is to be had: what was just sent by the address it came with, the rest from the gateway. */
export function useMediaUrls(): { url: (id: string) => string | null; learn: (id: string, url: string) => void } {
  const { county } = useMe();
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map());
  const url = useCallback(
    (id: string) => (id === '' ? null : (known.get(id) ?? `/media/${String(county.code)}/${id}`)),
    [known, county.code],
  );
  const learn = useCallback((id: string, at: string) => setKnown((now) => new Map(now).set(id, at)), []);
  return { url, learn };
}
