import { FilePdfOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { download } from '../../shared/lib/download';
import { FaultNote } from '../../shared/staff/FaultNote';
import { PrintReviewDocument, type ReviewForm } from '../gql/graphql';
import { printText } from './printText';

const forms: ReviewForm[] = ['REVIEW', 'SECRECY'];

/** The two forms of an approved review as PDF, each with its verification code. */
export function PrintForms({ caseId }: { caseId: string }) {
  const t = useText(printText);
  const { run, busy, fault } = useAct(PrintReviewDocument);
  const [asked, setAsked] = useState<ReviewForm | null>(null);
  const print = async (form: ReviewForm) => {
    setAsked(form);
    const data = await run({ caseId, form });
    if (data) download(data.printReview);
  };
  return (
    <>
      {forms.map((form) => (
        <Button key={form} icon={<FilePdfOutlined aria-hidden />} loading={busy && asked === form} disabled={busy} title={t('hint')} onClick={() => void print(form)}>
          {t(`form_${form}`)}
        </Button>
      ))}
      <FaultNote fault={fault} />
    </>
  );
}
