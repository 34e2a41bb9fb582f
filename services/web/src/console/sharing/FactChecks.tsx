import { Button, Form, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { AskFactCheckDocument, RecallFactCheckDocument, RemindFactCheckDocument, SkipFactCheckDocument, type FactCheckPartsFragment, type SharingQuery } from '../gql/graphql';
import { FactCheckList } from './FactCheckList';
import { Once } from './Once';
import s from './Sharing.module.css';
import { sharingText } from './text';

type Piece = NonNullable<SharingQuery['article']>;

interface Sent {
  url: string;
  address: string | null;
  question: string;
}

/** 外部核稿 of a piece: whom to ask, who has not answered, and what was said. */
export function FactChecks({ piece, title, mine }: { piece: Piece; title: string; mine: boolean }) {
  const t = useText(sharingText);
  const recall = useAct(RecallFactCheckDocument);
  const skip = useAct(SkipFactCheckDocument);
  const [dialog, setDialog] = useState<'ask' | 'skip' | FactCheckPartsFragment | null>(null);
  const close = () => setDialog(null);
  const draft = piece.state === 'DRAFT';
  return (
    <section className={s.part}>
      <h3>{t('checks')}</h3>
      <p className={s.quiet}>{t('checksNote')}</p>
      <FaultNote fault={recall.fault} />
      {piece.factChecks.length === 0 ? <p>{t('noChecks')}</p> : null}
      <FactCheckList
        checks={piece.factChecks}
        textDigest={piece.textDigest}
        acts={(check) =>
          check.mayFollow ? (
            <div className={s.acts}>
              <Button size="small" aria-label={t('remindOf', { name: check.askedOf })} onClick={() => setDialog(check)}>
                {t('remind')}
              </Button>
              <Button size="small" aria-label={t('recallOf', { name: check.askedOf })} disabled={recall.busy} onClick={() => void recall.run({ id: check.id })}>
                {t('recall')}
              </Button>
            </div>
          ) : null
        }
      />
      <div className={s.acts}>
        {mine && (draft || piece.state === 'IN_REVIEW') ? (
          <Button size="small" onClick={() => setDialog('ask')}>
            {t('ask')}
          </Button>
        ) : null}
        {mine && draft ? (
          <Button size="small" onClick={() => setDialog('skip')}>
            {t('skip')}
          </Button>
        ) : null}
      </div>
      {dialog === 'ask' ? <AskDialog piece={piece} title={title} onClose={close} /> : null}
      {dialog !== null && typeof dialog === 'object' ? <RemindDialog check={dialog} title={title} onClose={close} /> : null}
      <ReasonDialog
        open={dialog === 'skip'}
        title={t('skipTitle')}
        note={t('skipNote')}
        okText={t('skip')}
        busy={skip.busy}
        fault={skip.fault}
        onCancel={close}
        onConfirm={(reason) => void skip.run({ articleId: piece.id, reason }).then((done) => done && close())}
      />
    </section>
  );
}

function SentNote({ sent, title }: { sent: Sent; title: string }) {
  const t = useText(sharingText);
  const subject = title ? t('mailSubject', { title }) : t('mailSubjectPlain');
  const body = t('mailBody', { url: sent.url, question: sent.question }).trim();
  return <Once url={sent.url} mail={sent.address ? { to: sent.address, subject, body } : null} />;
}

interface Values {
  askedOf: string;
  address: string;
  question: string;
  days: number;
}

function AskDialog({ piece, title, onClose }: { piece: Piece; title: string; onClose: () => void }) {
  useFocusReturn();
  const t = useText(sharingText);
  const common = useText(staffText);
  const ask = useAct(AskFactCheckDocument);
  const [form] = Form.useForm<Values>();
  const [sent, setSent] = useState<Sent | null>(null);
  const save = async ({ askedOf, address, question, days }: Values) => {
    const data = await ask.run({ articleId: piece.id, input: { askedOf, address: address.trim() || null, question, days } });
    if (data) setSent({ ...data.askFactCheck, question });
  };
  const required = [{ required: true, whitespace: true, message: t('required') }];
  return (
    <Modal
      open
      title={t('ask')}
      okText={sent ? t('done') : t('send')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: ask.busy }}
      onCancel={onClose}
      onOk={() => (sent ? onClose() : form.submit())}
    >
      <FaultNote fault={ask.fault} shown={['askedOf', 'address', 'question', 'days']} />
      {sent ? (
        <SentNote sent={sent} title={title} />
      ) : (
        <Form form={form} layout="vertical" initialValues={{ askedOf: '', address: '', question: '', days: 3 }} onFinish={(values) => void save(values)}>
          <Form.Item name="askedOf" label={t('askedOf')} extra={t('askedOfHint')} rules={required} {...fieldProps(ask.fault, 'askedOf')}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="address" label={t('address')} extra={t('addressHint')} {...fieldProps(ask.fault, 'address')}>
            <Input type="email" maxLength={120} autoComplete="off" />
          </Form.Item>
          <Form.Item name="question" label={t('question')} {...fieldProps(ask.fault, 'question')}>
            <Input.TextArea rows={3} maxLength={500} showCount />
          </Form.Item>
          <Form.Item name="days" label={t('days')} {...fieldProps(ask.fault, 'days')}>
            <InputNumber min={1} max={366} precision={0} />
          </Form.Item>
        </Form>
      )}
    </Modal>
  );
}

function RemindDialog({ check, title, onClose }: { check: FactCheckPartsFragment; title: string; onClose: () => void }) {
  useFocusReturn();
  const t = useText(sharingText);
  const common = useText(staffText);
  const remind = useAct(RemindFactCheckDocument);
  const [days, setDays] = useState<number | null>(3);
  const [sent, setSent] = useState<Sent | null>(null);
  const save = async () => {
    const data = days === null ? null : await remind.run({ id: check.id, days });
    if (data) setSent({ ...data.remindFactCheck, question: check.question });
  };
  return (
    <Modal
      open
      title={t('remindOf', { name: check.askedOf })}
      okText={sent ? t('done') : t('send')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: remind.busy, disabled: days === null }}
      onCancel={onClose}
      onOk={() => (sent ? onClose() : void save())}
    >
      <FaultNote fault={remind.fault} shown={['days']} />
      {sent ? (
        <SentNote sent={sent} title={title} />
      ) : (
        <Form layout="vertical" component="div">
          <p>{t('remindNote')}</p>
          <Form.Item label={t('days')} htmlFor="remind-days" {...fieldProps(remind.fault, 'days')}>
            <InputNumber id="remind-days" min={1} max={366} precision={0} value={days} onChange={setDays} />
          </Form.Item>
        </Form>
      )}
    </Modal>
  );
}
