import { useSyncExternalStore } from 'react';

export type Lang = 'zh' | 'en';

const key = 'juzhen.lang';
const listeners = new Set<() => void>();

let current: Lang = stored();

function stored(): Lang {
  try {
    return localStorage.getItem(key) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh';
  }
}

/** The language in use outside React, for request headers and formats. */
export function lang(): Lang {
  return current;
}

export function setLang(next: Lang): void {
  current = next;
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en';
  try {
    localStorage.setItem(key, next);
  } catch {
    // Private windows refuse storage; the choice then lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

export function useLang(): Lang {
  return useSyncExternalStore(subscribe, lang, lang);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
