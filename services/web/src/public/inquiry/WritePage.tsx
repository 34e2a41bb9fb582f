import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { SubmitInquiryDocument, type SubmitInquiryMutation } from '../gql/graphql';
import { useNamed, useSite } from '../site/site';
import { useHead } from '../site/useHead';
import { publicText } from '../text';
import { LetterForm } from './LetterForm';
import { blank, inputOf, type Letter } from './letter';
import { ReceiptView } from './ReceiptView';
import s from './Inquiry.module.css';

export function Component() {
  const t = useText(publicText);
  const site = useSite();
  const named = useNamed();
  const send = useAct(SubmitInquiryDocument);
  const [letter, setLetter] = useState<Letter>(blank);
  const [receipt, setReceipt] = useState<SubmitInquiryMutation['submitInquiry'] | null>(null);
  useHead(`${t('write')} · ${named(site)}`, `${named(site)} · ${t('writeHint')}`);
  const submit = async () => {
    const input = inputOf(letter);
    const data = input && (await send.run({ county: site.county, input }));
    if (!data) return;
    setReceipt(data.submitInquiry);
    // What was written, a name and a telephone among it, does not stay on a shared screen.
    setLetter(blank);
    scrollTo({ top: 0 });
  };
  if (receipt) return <ReceiptView receipt={receipt} onAnother={() => setReceipt(null)} />;
  return (
    <div className={s.page}>
      <h1 className={s.title}>{t('write')}</h1>
      <LetterForm letter={letter} onChange={setLetter} busy={send.busy} fault={send.fault} onSubmit={() => void submit()} />
    </div>
  );
}
