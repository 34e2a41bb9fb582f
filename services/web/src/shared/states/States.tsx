import type { ReactNode } from 'react';
import type { Fault } from '../graphql/fault';
import { sharedText } from '../i18n/shared';
import { useText } from '../i18n/text';
import s from './States.module.css';

/** While the first answer is under way; it keeps the height of a short list so that the page does not jump. */
export function Loading() {
  const t = useText(sharedText);
  return (
    <div className={s.state} role="status" aria-live="polite">
      <span className={s.pulse} aria-hidden="true" />
      {t('loading')}
    </div>
  );
}

export function Empty({ title, hint, action }: { title?: string; hint?: string; action?: ReactNode }) {
  const t = useText(sharedText);
  return (
    <div className={s.state}>
      <p className={s.title}>{title ?? t('empty')}</p>
      {hint ? <p className={s.hint}>{hint}</p> : null}
      {action}
    </div>
  );
}

export function Failed({ fault, retry }: { fault: Fault; retry?: () => void }) {
  const t = useText(sharedText);
  return (
    <div className={s.state} role="alert">
      <p className={s.title}>{t('failed')}</p>
      <p className={s.hint}>{t(`error_${fault.code}`)}</p>
      {fault.traceId ? <p className={s.trace}>{t('traceId', { id: fault.traceId })}</p> : null}
      {retry ? (
        <button type="button" className={s.button} onClick={retry}>
          {t('retry')}
        </button>
      ) : null}
    </div>
  );
}

export function NotFound({ home }: { home: string }) {
  const t = useText(sharedText);
  return (
    <div className={s.state}>
      <h1 className={s.title}>{t('notFound')}</h1>
      <p className={s.hint}>{t('notFoundHint')}</p>
      <a className={s.button} href={home}>
        {t('backHome')}
      </a>
    </div>
  );
}
