import { useEffect } from 'react';

/** Title and description of a page, for tabs, bookmarks, search engines and what shows when a link is passed on. */
export function useHead(title: string, description: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    let meta = document.querySelector<HTMLMetaElement>('meta[name="description"]');
    if (!meta) {
      meta = document.createElement('meta');
      meta.name = 'description';
      document.head.append(meta);
    }
    meta.content = description;
  }, [description]);
}
