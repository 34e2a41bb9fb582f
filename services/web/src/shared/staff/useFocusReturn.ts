import { useEffect, useState } from 'react';

/** For a dialog that is taken off the page at once: the focus goes back to where it was. The library sees to one that closes by itself. */
export function useFocusReturn(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // The dialog holds the focus until it is gone.
      if (before instanceof HTMLElement) requestAnimationFrame(() => before.focus());
    },
    [before],
  );
}
