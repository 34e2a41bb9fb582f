import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { Section } from '../../shared/staff/Page';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import { RevealContactDocument, type InquiryPartsFragment, type RevealContactMutation } from '../gql/graphql';
import s from './InquiryPage.module.css';
import { inquiriesText } from './text';

/** The citizen's own data: masked, and uncovered only with a reason that goes on the audit trail. It is forgotten on leaving. */
export function Contact({ inquiry }: { inquiry: InquiryPartsFragment }) {
  const t = useText(inquiriesText);
  const reveal = useAct(RevealContactDocument);
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<RevealContactMutation['revealContact'] | null>(null);
  return (
    <Section
      title={t('contact')}
      aside={
        inquiry.actions.includes('reveal') && !shown ? (
          <Button size="small" onClick={() => setAsking(true)}>
            {t('reveal')}
          </Button>
        ) : null
      }
    >
      {shown ? (
        <>
          <Alert type="warning" title={t('revealed')} action={<Button size="small" onClick={() => setShown(null)}>{t('hide')}</Button>} />
          <p>
            {shown.name ?? t('noName')} · {shown.phone ?? t('noPhone')}
          </p>
          <p className={s.body}>{shown.body}</p>
        </>
      ) : (
        <p style={{ margin: 0 }}>{inquiry.contactMasked || t('noContact')}</p>
      )}
      <ReasonDialog
        open={asking}
        title={t('revealTitle')}
        note={t('revealNote')}
        okText={t('reveal')}
        busy={reveal.busy}
        fault={reveal.fault}
        onCancel={() => setAsking(false)}
        onConfirm={(reason) => {
          void reveal.run({ id: inquiry.id, reason }).then((data) => {
            if (!data) return;
            setShown(data.revealContact);
            setAsking(false);
          });
        }}
      />
    </Section>
  );
}
