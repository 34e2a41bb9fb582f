import { useText } from '../../shared/i18n/text';
import f from '../inquiry/Inquiry.module.css';
import { verifyText } from './text';
import s from './Verify.module.css';
import type { InHand } from './VerifyPage';

/** The file to be checked. It is read on the reader's device and goes nowhere. */
export function FileInHand({ inHand, onTake }: { inHand: InHand | null; onTake: (file: File | undefined) => void }) {
  const t = useText(verifyText);
  const read = inHand?.read;
  return (
    <div className={s.file}>
      <label className={`pub-button ${s.pick}`}>
        {inHand ? t('fileAgain') : t('file')}
        <input
          type="file"
          accept="application/pdf,.pdf"
          className="jz-hidden"
          onChange={(event) => {
            onTake(event.target.files?.[0]);
            // The same file may be chosen again after it was changed.
            event.target.value = '';
          }}
        />
      </label>
      <p className={f.hint}>{t('fileHint')}</p>
      <div aria-live="polite">
        {inHand ? <p>{t('fileChosen', { name: inHand.name })}</p> : null}
        {inHand && !read ? <p>{t('reading')}</p> : null}
        {read && 'fault' in read ? (
          <p className={f.error}>
            <span aria-hidden="true">！</span>
            {t(read.fault)}
          </p>
        ) : null}
        {read && 'sha256' in read ? (
          <p className={s.hash}>
            {t('fingerprint')} {read.sha256}
          </p>
        ) : null}
      </div>
    </div>
  );
}
