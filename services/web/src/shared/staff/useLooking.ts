import { useEffect } from 'react';

const every = 2000;

/** Looks again and again while something is being done elsewhere. */
export function useLooking(waiting: boolean, look: () => void): void {
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(look, every);
    return () => clearInterval(timer);
  }, [waiting, look]);
}
