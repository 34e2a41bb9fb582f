import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import f from '../inquiry/Inquiry.module.css';
import type { IssuedFormQuery } from '../gql/graphql';
import { verifyText } from './text';
import s from './Verify.module.css';
import type { InHand } from './VerifyPage';

type Issued = NonNullable<IssuedFormQuery['issuedForm']>;

/** What is known of the form, and above it whether the file in hand is that form. */
export function Result({ of: it, county, inHand }: { of: Issued; county: string; inHand: InHand | null }) {
  const t = useText(verifyText);
  const lang = useLang();
  const form = t(`form_${it.form}`);
  // An answer about the file counts only while that file is in hand.
  const matches = inHand?.read && 'sha256' in inHand.read ? it.fileMatches : null;
  const facts: [string, string][] = [
    [t('county'), county],
    [t('form'), lang === 'en' ? form.charAt(0).toUpperCase() + form.slice(1) : form],
    [t('title'), it.title ?? t('notReleased')],
    [t('approvedAt'), stamp(it.approvedAt)],
    [t('issuedAt'), stamp(it.issuedAt)],
  ];
  return (
    <>
      <Verdict matches={matches ?? null} county={county} form={form} />
      <dl className={f.dates}>
        {facts.map(([label, value]) => (
          <div key={label} className={s.row}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div className={s.row}>
          <dt>{t('digest')}</dt>
          <dd className={s.hash}>{it.digest}</dd>
        </div>
      </dl>
      {it.supersededAt ? <p className={s.later}>{t('superseded', { at: stamp(it.supersededAt) })}</p> : null}
      <p className={s.privacy}>{t('privacy')}</p>
    </>
  );
}

function Verdict({ matches, county, form }: { matches: boolean | null; county: string; form: string }) {
  const t = useText(verifyText);
  const word = matches === null ? 'known' : matches ? 'genuine' : 'changed';
  const sign = { known: '…', genuine: '✓', changed: '✗' }[word];
  return (
    <div className={`${s.verdict} ${s[word] ?? ''}`}>
      <span className={s.sign} aria-hidden="true">
        {sign}
      </span>
      <div>
        <p className={s.word}>{t(word, { county })}</p>
        <p>{t(`${word}Hint`, { county, form })}</p>
      </div>
    </div>
  );
}
