import { useEffect, useLayoutEffect, useRef } from 'react';

export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** `ctrl+enter` and the like; letters alone are plain. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>): string {
  const key = event.key.length === 1 ? event.key : event.key.toLowerCase();
  return event.ctrlKey || event.metaKey ? `ctrl+${key.toLowerCase()}` : key;
}

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

/** Keys of a page; the innermost component that names a key has it. Plain letters rest while someone types or a dialog is open; combinations with ctrl always work. */
export function useKeys(map: KeyMap): void {
  const latest = useRef(map);
  // Before the page is painted: a key answers to what is seen, not to what was seen before.
  useLayoutEffect(() => {
    latest.current = map;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return;
      const name = keyName(event);
      const action = latest.current[name];
      if (!action) return;
      if (name === 'enter' && event.target instanceof HTMLElement && event.target.closest('a, button, [tabindex="0"]')) return;
      if (!name.startsWith('ctrl+') && (typing(event.target) || document.querySelector('[role="dialog"]'))) return;
      event.preventDefault();
      action(event);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** `/` goes to the search field of the page, marked with `data-search`. */
export function focusSearch(): void {
  document.querySelector<HTMLInputElement>('input[data-search], [data-search] input')?.focus();
}
