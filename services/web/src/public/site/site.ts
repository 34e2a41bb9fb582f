import { useOutletContext } from 'react-router';
import { useLang } from '../../shared/i18n/lang';
import type { SitePartsFragment } from '../gql/graphql';

export type Site = SitePartsFragment;

/** The county whose pages are shown; the frame gives it to every page. */
export function useSite(): Site {
  return useOutletContext<Site>();
}

/** Where a county's pages stand. */
export function basePath(county: number): string {
  return `/s/${String(county)}`;
}

/** A name in the reader's language; not everything has an English one. */
export function useNamed(): (named: { name: string; nameEn: string }) => string {
  const lang = useLang();
  return ({ name, nameEn }) => (lang === 'en' && nameEn ? nameEn : name);
}
