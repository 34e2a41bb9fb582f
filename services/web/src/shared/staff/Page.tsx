import { useEffect, type ReactNode } from 'react';
import { sharedText } from '../i18n/shared';
import { useText } from '../i18n/text';
import s from './Page.module.css';

export interface PageProps {
  title: string;
  /** The page shows its title itself, in a field: the heading is then only for those who listen. */
  titled?: boolean;
  /** A line under the title: state, numbers, where one is. */
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** Title, actions and body of a staff page; it names the browser tab too. */
export function Page({ title, titled, lead, actions, children }: PageProps) {
  const t = useText(sharedText);
  useEffect(() => {
    document.title = `${title} · ${t('brand')}`;
  }, [title, t]);
  return (
    <>
      <div className={s.head}>
        <div className={s.titles}>
          <h1 className={titled ? 'jz-hidden' : s.title}>{title}</h1>
          {lead ? <div className={s.lead}>{lead}</div> : null}
        </div>
        {actions ? <div className={s.actions}>{actions}</div> : null}
      </div>
      {children}
    </>
  );
}

/** A titled block on a page. */
export function Section({ title, aside, children }: { title?: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={s.section}>
      {title ? (
        <div className={s.sectionHead}>
          <h2 className={s.sectionTitle}>{title}</h2>
          {aside}
        </div>
      ) : null}
      {children}
    </section>
  );
}
