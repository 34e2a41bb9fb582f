import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { isoDay } from '../../shared/lib/time';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { Section } from '../../shared/staff/Page';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { KeepAccountDocument, NoteCancellationDocument, NoteLastNoticeDocument, type AccountRegisterFragment } from '../gql/graphql';
import s from './Account.module.css';
import { registerText } from './registerText';

type Closing = NonNullable<AccountRegisterFragment['closing']>;
type Done = Closing['noticed'];

/** The three steps of a closing in their order; the next one has its button. */
export function ClosingList({ account, closing, manage }: { account: AccountRegisterFragment; closing: Closing; manage: boolean }) {
  const t = useText(registerText);
  const keep = useAct(KeepAccountDocument);
  const [step, setStep] = useState<'notice' | 'cancel' | null>(null);
  return (
    <Section title={t('closing')}>
      <p className={s.quiet}>
        {t('closingLead')} {t('closingReason')}：{closing.reason}
      </p>
      <FaultNote fault={keep.fault} />
      <ol className={s.list}>
        <Step title={t('step1')} how={t('step1How')} done={closing.noticed} turn={!closing.noticed} address={closing.noticeAddress}>
          {manage && !closing.noticed ? (
            <>
              <Button type="primary" onClick={() => setStep('notice')}>
                {t('tickNotice')}
              </Button>
              <Button loading={keep.busy} onClick={() => void keep.run({ accountId: account.id })}>
                {t('keep')}
              </Button>
            </>
          ) : null}
        </Step>
        <Step title={t('step2')} how={t('step2How')} done={closing.cancelled} turn={Boolean(closing.noticed) && !closing.cancelled}>
          {manage && closing.noticed && !closing.cancelled ? (
            <Button type="primary" onClick={() => setStep('cancel')}>
              {t('tickCancel')}
            </Button>
          ) : null}
        </Step>
        <Step title={t('step3')} how={t('step3How')} done={closing.ended} turn={Boolean(closing.cancelled) && !closing.ended} />
      </ol>
      {step ? <TickDialog what={step} accountId={account.id} onClose={() => setStep(null)} /> : null}
    </Section>
  );
}

interface StepProps {
  title: string;
  how: string;
  done: Done;
  turn: boolean;
  address?: string | null;
  children?: React.ReactNode;
}

function Step({ title, how, done, turn, address, children }: StepProps) {
  const t = useText(registerText);
  return (
    <li>
      <div className={s.what}>
        <span className={s.head}>
          {title}
          <Mark tone={done ? 'good' : turn ? 'warn' : 'neutral'}>{t(done ? 'done' : turn ? 'next' : 'waits')}</Mark>
        </span>
        <p className={s.quiet}>{done ? t('doneBy', { on: done.on, name: done.by?.name ?? '—' }) : how}</p>
        {address ? (
          <a href={address} target="_blank" rel="noopener noreferrer">
            {t('seeNotice')}
          </a>
        ) : null}
      </div>
      {children ? <div className={s.acts}>{children}</div> : null}
    </li>
  );
}

function TickDialog({ what, accountId, onClose }: { what: 'notice' | 'cancel'; accountId: string; onClose: () => void }) {
  useFocusReturn();
  const t = useText(registerText);
  const common = useText(staffText);
  const notice = useAct(NoteLastNoticeDocument);
  const cancel = useAct(NoteCancellationDocument);
  const act = what === 'notice' ? notice : cancel;
  const [form] = Form.useForm<{ address: string; on: string }>();
  const today = isoDay(new Date());
  const save = async ({ address, on }: { address: string; on: string }) => {
    const done = what === 'notice' ? await notice.run({ accountId, address, on }) : await cancel.run({ accountId, on });
    if (done) onClose();
  };
  const title = t(what === 'notice' ? 'tickNotice' : 'tickCancel');
  const required = [{ required: true, message: t('required') }];
  return (
    <Modal open title={title} okText={title} cancelText={common('cancel')} okButtonProps={{ loading: act.busy }} onCancel={onClose} onOk={() => form.submit()}>
      <FaultNote fault={act.fault} shown={['address', 'on']} />
      {what === 'notice' ? <p>{t('tickNoticeNote')}</p> : null}
      <Form form={form} layout="vertical" initialValues={{ on: today }} onFinish={(values) => void save(values)}>
        {what === 'notice' ? (
          <Form.Item name="address" label={t('noticeAt')} rules={required} {...fieldProps(act.fault, 'address')}>
            <Input type="url" maxLength={500} />
          </Form.Item>
        ) : null}
        <Form.Item name="on" label={t('on')} rules={required} {...fieldProps(act.fault, 'on')}>
          <Input type="date" max={today} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
