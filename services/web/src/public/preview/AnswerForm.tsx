import { useState, type SyntheticEvent } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { AnswerFactCheckDocument } from '../gql/graphql';
import { FieldErrors, FormField } from '../inquiry/FormField';
import f from '../inquiry/Inquiry.module.css';
import { useSite } from '../site/site';
import s from './Preview.module.css';
import type { Previewed } from './PreviewPage';
import { previewText } from './text';

type Asked = NonNullable<Previewed['factCheck']>;

/** 外部核稿: whether the facts are right, said once. */
export function AnswerForm({ asked, token }: { asked: Asked; token: string }) {
  const t = useText(previewText);
  const site = useSite();
  const answer = useAct(AnswerFactCheckDocument);
  const [given, setGiven] = useState<Asked>(asked);
  const [confirms, setConfirms] = useState<boolean | null>(null);
  const [text, setText] = useState('');
  const [gone, setGone] = useState(false);
  const [error, setError] = useState<'choose' | 'textMissing' | null>(null);
  if (given.state !== 'asked') return <Given asked={given} />;
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const missing = confirms === null ? 'choose' : !confirms && text.trim() === '' ? 'textMissing' : null;
    setError(missing);
    if (confirms === null || missing || answer.busy) return;
    const data = await answer.run({ county: site.county, token, confirms, text });
    if (data?.answerFactCheck) setGiven(data.answerFactCheck);
    else if (data) setGone(true);
  };
  return (
    <section className={s.ask} aria-labelledby="ask">
      <h2 id="ask">{t('ask')}</h2>
      <p>{t('askedOf', { name: given.askedOf })}</p>
      {given.question ? <p className={s.said}>{given.question}</p> : null}
      <form className={f.form} noValidate onSubmit={(event) => void submit(event)}>
        <fieldset className={s.channels} aria-describedby="choice-errors">
          <legend className="jz-hidden">{t('ask')}</legend>
          {([true, false] as const).map((value) => (
            <label key={String(value)}>
              <input type="radio" name="answer" checked={confirms === value} onChange={() => setConfirms(value)} />
              {value ? t('confirms') : t('changes')}
            </label>
          ))}
        </fieldset>
        <FieldErrors id="choice-errors" errors={error === 'choose' ? [t('choose')] : gone ? [t('gone')] : answer.fault ? [answer.fault.message] : []} />
        <FormField id="remarks" label={t('text')} hint={t('textHint')} errors={error === 'textMissing' ? [t('textMissing')] : []}>
          {(aria) => <textarea {...aria} rows={5} maxLength={2000} value={text} onChange={(event) => setText(event.target.value)} />}
        </FormField>
        <button type="submit" className={`pub-button primary ${f.submit ?? ''}`} aria-disabled={answer.busy}>
          {answer.busy ? t('submitting') : t('submit')}
        </button>
      </form>
    </section>
  );
}

function Given({ asked }: { asked: Asked }) {
  const t = useText(previewText);
  return (
    <section className={s.ask} aria-live="polite">
      <h2>{asked.state === 'confirmed' ? t('done_confirmed') : t('done_changes')}</h2>
      {asked.answer ? <p className={s.said}>{asked.answer}</p> : null}
      <p>{t('thanks')}</p>
    </section>
  );
}
