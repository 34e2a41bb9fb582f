import { useLang } from '../shared/i18n/lang';
import { pair } from '../shared/i18n/text';
import { en } from './text.en';
import { zh } from './text.zh';

export const oversightText = pair(zh, en);

/** A name in the reader's language; not everything has an English one. */
export function useNamed(): (named: { name: string; nameEn: string }) => string {
  const lang = useLang();
  return ({ name, nameEn }) => (lang === 'en' && nameEn ? nameEn : name);
}
