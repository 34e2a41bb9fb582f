import { useState, type ClipboardEvent, type DragEvent, type SyntheticEvent } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { faultOf, type Fault } from '../../shared/graphql/fault';
import { sharedText } from '../../shared/i18n/shared';
import { useText } from '../../shared/i18n/text';
import { inBody } from '../client';
import { IssuedFormDocument } from '../gql/graphql';
import { FormField } from '../inquiry/FormField';
import f from '../inquiry/Inquiry.module.css';
import { basePath, useNamed, useSite } from '../site/site';
import { useHead } from '../site/useHead';
import { FileInHand } from './FileInHand';
import { fingerprint, plainCode, type Fingerprint } from './fingerprint';
import { Result } from './Result';
import { verifyText } from './text';
import s from './Verify.module.css';

/** What the reader holds: a file, once it was chosen, and what could be made of it. */
export interface InHand {
  name: string;
  read: Fingerprint | null;
}

/** Whether a printed form is genuine: by its code, and by the file itself. */
export function Component() {
  const t = useText(verifyText);
  const site = useSite();
  const named = useNamed();
  const navigate = useNavigate();
  const code = plainCode(useParams()['code'] ?? '');
  const [inHand, setInHand] = useState<InHand | null>(null);
  const sha256 = inHand?.read && 'sha256' in inHand.read ? inHand.read.sha256 : null;
  const [{ data, error, fetching }, again] = useQuery({
    query: IssuedFormDocument,
    variables: { county: site.county, code, sha256 },
    pause: code === '',
    requestPolicy: 'network-only',
    context: inBody,
  });
  useHead(`${t('verify')} · ${named(site)}`, `${named(site)} · ${t('verifyHint')}`);
  const find = (next: string) => {
    if (next === code) again({ requestPolicy: 'network-only' });
    else void navigate(`${basePath(site.county)}/verify/${next}`);
  };
  const take = (file: File | undefined) => {
    if (!file) return;
    setInHand({ name: file.name, read: null });
    void fingerprint(file).then((read) => setInHand({ name: file.name, read }));
  };
  const shown = code !== '' && !fetching ? data?.issuedForm : undefined;
  return (
    <div className={f.page} {...dropping(take)}>
      <h1 className={f.title}>{t('verify')}</h1>
      <CodeForm key={code} start={code} busy={fetching} onFind={find} />
      <div aria-live="polite" className={s.answer}>
        {code !== '' && error && !fetching ? <FaultLine fault={faultOf(error)} /> : null}
        {shown === null && !error ? <Unknown county={named(site)} /> : null}
        {shown ? <Result of={shown} county={named(site)} inHand={inHand} /> : null}
      </div>
      {shown ? <FileInHand inHand={inHand} onTake={take} /> : null}
    </div>
  );
}

/** A file may also be dropped anywhere on the page, or pasted. */
function dropping(take: (file: File | undefined) => void) {
  return {
    onPaste: (event: ClipboardEvent) => {
      if (event.clipboardData.files.length > 0) take(event.clipboardData.files[0]);
    },
    onDragOver: (event: DragEvent) => event.preventDefault(),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      take(event.dataTransfer.files[0]);
    },
  };
}

function CodeForm({ start, busy, onFind }: { start: string; busy: boolean; onFind: (code: string) => void }) {
  const t = useText(verifyText);
  const [text, setText] = useState(start.replace(/(.{4})(?=.)/gu, '$1-'));
  const [error, setError] = useState('');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const code = plainCode(text);
    setError(code === '' ? t('codeMissing') : '');
    if (code !== '') onFind(code.slice(0, 64));
  };
  return (
    <form className={f.form} noValidate onSubmit={submit}>
      <FormField id="code" label={t('code')} hint={t('codeHint')} errors={error ? [error] : []}>
        {(aria) => (
          <input
            {...aria}
            className={s.code}
            autoCapitalize="characters"
            autoComplete="off"
            spellCheck={false}
            maxLength={60}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </FormField>
      <button type="submit" className={`pub-button primary ${f.submit}`} aria-disabled={busy}>
        {busy ? t('finding') : t('find')}
      </button>
    </form>
  );
}

function Unknown({ county }: { county: string }) {
  const t = useText(verifyText);
  return (
    <div className={f.summary}>
      <p className={f.summaryTitle}>{t('unknown')}</p>
      <p>{t('unknownHint', { county })}</p>
    </div>
  );
}

function FaultLine({ fault }: { fault: Fault }) {
  const t = useText(verifyText);
  const shared = useText(sharedText);
  return (
    <div className={f.summary}>
      <p className={f.summaryTitle}>{fault.code === 'RATE_LIMITED' ? t('tooMany') : shared(`error_${fault.code}`)}</p>
    </div>
  );
}
