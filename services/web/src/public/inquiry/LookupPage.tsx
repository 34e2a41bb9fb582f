import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { useLocation } from 'react-router';
import { useQuery } from 'urql';
import { faultOf, type Fault } from '../../shared/graphql/fault';
import { sharedText } from '../../shared/i18n/shared';
import { useText } from '../../shared/i18n/text';
import { inBody } from '../client';
import { InquiryByCodeDocument } from '../gql/graphql';
import { useNamed, useSite } from '../site/site';
import { useHead } from '../site/useHead';
import { publicText } from '../text';
import { FormField } from './FormField';
import { codeDigits } from './letter';
import { ProgressView } from './ProgressView';
import s from './Inquiry.module.css';

export function Component() {
  const t = useText(publicText);
  const site = useSite();
  const named = useNamed();
  const [code, setCode] = useState(useCodeOfReceipt());
  const [{ data, error, fetching }, again] = useQuery({
    query: InquiryByCodeDocument,
    variables: { county: site.county, queryCode: code },
    pause: code === '',
    requestPolicy: 'network-only',
    context: inBody,
  });
  useHead(`${t('lookUp')} · ${named(site)}`, `${named(site)} · ${t('lookUpHint')}`);
  const find = (next: string) => {
    if (next === code) again({ requestPolicy: 'network-only' });
    else setCode(next);
  };
  const found = code !== '' && !fetching ? data?.inquiryByCode : undefined;
  return (
    <div className={s.page}>
      <h1 className={s.title}>{t('lookUp')}</h1>
      <CodeForm start={code} busy={fetching} onFind={find} />
      <div aria-live="polite">
        {code !== '' && error && !fetching ? <NotFoundNote fault={faultOf(error)} /> : null}
        {found === null && !error ? <NotFoundNote fault={{ code: 'NOT_FOUND', reason: '', message: '', fields: [], traceId: null }} /> : null}
        {found ? <ProgressView inquiry={found} /> : null}
      </div>
    </div>
  );
}

/** The code handed over by the receipt, if one came from there. */
function useCodeOfReceipt(): string {
  const state: unknown = useLocation().state;
  const code: unknown = typeof state === 'object' && state !== null && 'code' in state ? state.code : '';
  return typeof code === 'string' ? code : '';
}

function CodeForm({ start, busy, onFind }: { start: string; busy: boolean; onFind: (code: string) => void }) {
  const t = useText(publicText);
  const [text, setText] = useState(start);
  const [error, setError] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const digits = codeDigits(text);
    const wrong = digits.length === 0 ? t('codeMissing') : digits.length === 10 ? '' : t('codeShort', { n: digits.length });
    setError(wrong);
    if (wrong) input.current?.focus();
    else onFind(digits);
  };
  return (
    <form className={s.form} noValidate onSubmit={submit}>
      <FormField id="code" label={t('code')} hint={t('codeHint')} errors={error ? [error] : []}>
        {(aria) => (
          <input
            {...aria}
            ref={input}
            className={s.codeInput}
            inputMode="numeric"
            autoComplete="off"
            maxLength={16}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </FormField>
      <button type="submit" className={`pub-button primary ${s.submit}`} aria-disabled={busy}>
        {busy ? t('finding') : t('find')}
      </button>
    </form>
  );
}

function NotFoundNote({ fault }: { fault: Fault }) {
  const t = useText(publicText);
  const shared = useText(sharedText);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // It answers with a promise in newer browsers, which is no way to end an effect.
    void place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const known = fault.code === 'NOT_FOUND' || fault.code === 'INVALID';
  return (
    <div ref={place} className={s.summary}>
      <p className={s.summaryTitle}>
        {known ? t('codeNotFound') : fault.code === 'RATE_LIMITED' ? t('tooMany') : shared(`error_${fault.code}`)}
      </p>
      {known ? <p>{t('codeNotFoundHint')}</p> : null}
    </div>
  );
}
