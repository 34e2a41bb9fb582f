import { sharedText } from '../i18n/shared';
import { useText } from '../i18n/text';
import s from './States.module.css';

export function Crashed({ detail }: { detail: string }) {
  const t = useText(sharedText);
  return (
    <div className={s.state} role="alert">
      <h1 className={s.title}>{t('crashed')}</h1>
      <p className={s.hint}>{t('crashedHint')}</p>
      <p className={s.trace}>{detail}</p>
      <button type="button" className={s.button} onClick={() => location.reload()}>
        {t('reload')}
      </button>
    </div>
  );
}
