import { useSyncExternalStore } from 'react';

const key = 'juzhen.large';
const listeners = new Set<() => void>();

let large = stored();

function stored(): boolean {
  try {
    return localStorage.getItem(key) === 'yes';
  } catch {
    return false;
  }
}

/** Large type for readers who need it: one class at the root, from which every size of the public site derives. */
export function setLarge(next: boolean): void {
  large = next;
  document.documentElement.classList.toggle('pub-large', next);
  try {
    localStorage.setItem(key, next ? 'yes' : 'no');
  } catch {
    // Private windows refuse storage; the choice then lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

export function isLarge(): boolean {
  return large;
}

export function useLarge(): boolean {
  return useSyncExternalStore(subscribe, isLarge);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
