import { useCallback } from 'react';
import { useLang, type Lang } from './lang';

/** Both languages of one area; the English type is derived from the Chinese, so a key cannot exist in one alone. */
export interface Text<K extends string> {
  zh: Readonly<Record<K, string>>;
  en: Readonly<Record<K, string>>;
}

export type Params = Readonly<Record<string, string | number>>;
export type Translate<K extends string> = (key: K, params?: Params) => string;

/** Pairs the two files of an area. */
export function pair<K extends string>(zh: Readonly<Record<K, string>>, en: Readonly<Record<NoInfer<K>, string>>): Text<K> {
  return { zh, en };
}

/** The message in a language with `{name}` places filled. */
export function say<K extends string>(text: Text<K>, lang: Lang, key: K, params?: Params): string {
  const message = text[lang][key];
  if (!params) return message;
  return message.replace(/\{(\w+)\}/g, (place, name: string) => String(params[name] ?? place));
}

export function useText<K extends string>(text: Text<K>): Translate<K> {
  const lang = useLang();
  return useCallback((key, params) => say(text, lang, key, params), [text, lang]);
}

/** The word for a value of a closed set when there is one, else the value itself: a newer server may know more states. */
export function wordFor<K extends string>(t: Translate<K>, text: Text<K>, key: string, otherwise: string): string {
  return key in text.zh ? t(key as K) : otherwise;
}
