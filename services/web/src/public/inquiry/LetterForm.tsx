import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import type { Fault, FieldFault } from '../../shared/graphql/fault';
import { sharedText } from '../../shared/i18n/shared';
import { useText, wordFor } from '../../shared/i18n/text';
import { publicText } from '../text';
import { FieldErrors, FormField } from './FormField';
import { check, count, fields, kinds, limits, limitsOf, type Field, type Letter } from './letter';
import s from './Inquiry.module.css';

export interface LetterFormProps {
  letter: Letter;
  onChange: (letter: Letter) => void;
  busy: boolean;
  fault: Fault | null;
  onSubmit: () => void;
}

export function LetterForm({ letter, onChange, busy, fault, onSubmit }: LetterFormProps) {
  const t = useText(publicText);
  const [own, setOwn] = useState<readonly FieldFault[]>([]);
  const [tries, setTries] = useState(0);
  const found = own.length > 0 ? own : (fault?.fields ?? []).map((one) => ({ ...one, field: one.field.replace(/^input\./, '') }));
  const say = useSayFault();
  const of = (field: Field) => found.filter((one) => one.field === field).map(say);
  const set = (part: Partial<Letter>) => {
    onChange({ ...letter, ...part });
    setOwn((now) => now.filter((one) => !(one.field in part)));
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (busy) return;
    const faults = check(letter);
    setOwn(faults);
    setTries((n) => n + 1);
    if (faults.length === 0) onSubmit();
  };
  return (
    <form className={s.form} noValidate onSubmit={submit}>
      <Summary key={tries} faults={found} say={say} fault={own.length > 0 ? null : fault} />
      <Kinds letter={letter} errors={of('kind')} set={set} />
      <FormField id="title" label={t('title')} hint={t('titleHint')} errors={of('title')}>
        {(aria) => <input {...aria} required value={letter.title} onChange={(event) => set({ title: event.target.value })} />}
      </FormField>
      <FormField
        id="body"
        label={t('body')}
        hint={t('bodyHint')}
        errors={of('body')}
        after={t('counted', { n: count(letter.body), most: limits.body.most })}
      >
        {(aria) => <textarea {...aria} required rows={8} value={letter.body} onChange={(event) => set({ body: event.target.value })} />}
      </FormField>
      <div className={s.pair}>
        <FormField id="name" label={t('name')} optional hint={t('nameHint')} errors={of('name')}>
          {(aria) => <input {...aria} autoComplete="name" value={letter.name} onChange={(event) => set({ name: event.target.value })} />}
        </FormField>
        <FormField id="phone" label={t('phone')} optional hint={t('phoneHint')} errors={of('phone')}>
          {(aria) => (
            <input {...aria} type="tel" autoComplete="tel" value={letter.phone} onChange={(event) => set({ phone: event.target.value })} />
          )}
        </FormField>
      </div>
      <section className={s.notice} aria-labelledby="privacy">
        <h2 id="privacy">{t('privacyTitle')}</h2>
        <p>{t('privacy')}</p>
        <p>{t('privacyBody')}</p>
      </section>
      <button type="submit" className={`pub-button primary ${s.submit}`} aria-disabled={busy}>
        {busy ? t('submitting') : t('submit')}
      </button>
    </form>
  );
}

function Kinds({ letter, errors, set }: { letter: Letter; errors: readonly string[]; set: (part: Partial<Letter>) => void }) {
  const t = useText(publicText);
  return (
    <fieldset className={s.kinds} aria-describedby={errors.length > 0 ? 'kind-errors' : undefined}>
      <legend>{t('kind')}</legend>
      {kinds.map((kind, index) => (
        <label key={kind} className={s.kind}>
          <input
            id={index === 0 ? 'kind' : undefined}
            type="radio"
            name="kind"
            value={kind}
            checked={letter.kind === kind}
            onChange={() => set({ kind })}
          />
          <span>
            <strong>{t(`kind_${kind}`)}</strong>
            <span>{t(`kindHint_${kind}`)}</span>
          </span>
        </label>
      ))}
      <FieldErrors id="kind-errors" errors={errors} />
    </fieldset>
  );
}

/** A fault in the reader's language; the server's own words where this page does not know the code. */
function useSayFault(): (fault: FieldFault) => string {
  const t = useText(publicText);
  return ({ field, code, message }) => {
    const key = `field_${code}`;
    if (!(key in publicText.zh)) return message || code;
    const limit = limitsOf(field);
    const name = wordFor(t, publicText, field, field);
    return t(key as keyof typeof publicText.zh, { field: name, least: limit?.least ?? 0, most: limit?.most ?? 0 });
  };
}

interface SummaryProps {
  faults: readonly FieldFault[];
  say: (fault: FieldFault) => string;
  fault: Fault | null;
}

/** All faults over the form, each leading to its field; it takes the focus so that nobody misses it. */
function Summary({ faults, say, fault }: SummaryProps) {
  const t = useText(publicText);
  const shared = useText(sharedText);
  const place = useRef<HTMLDivElement>(null);
  const shown = faults.length > 0 || fault !== null;
  useEffect(() => {
    if (shown) place.current?.focus();
  }, [shown]);
  if (!shown) return null;
  return (
    <div ref={place} className={s.summary} role="alert" tabIndex={-1}>
      <p className={s.summaryTitle}>{faults.length > 0 ? t('fixFirst', { n: faults.length }) : fault ? shared(`error_${fault.code}`) : null}</p>
      {faults.length > 0 ? (
        <ul>
          {faults.map((one) => (
            <li key={`${one.field}:${one.code}`}>
              {fields.some((field) => field === one.field) ? <a href={`#${one.field}`}>{say(one)}</a> : say(one)}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
