import { App, Button } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote } from '../../shared/staff/FaultNote';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import { staffText } from '../../shared/staff/text';
import { AcceptInquiryDocument, CloseInquiryDocument, ReturnInquiryDocument, type InquiryPartsFragment } from '../gql/graphql';
import { AssignDialog } from './AssignDialog';
import { DeclineDialog } from './DeclineDialog';
import { inquiriesText } from './text';

/** What the person may do with it now, as the inquiry itself says. */
export function Actions({ inquiry }: { inquiry: InquiryPartsFragment }) {
  const t = useText(inquiriesText);
  const common = useText(staffText);
  const { modal } = App.useApp();
  const accept = useAct(AcceptInquiryDocument);
  const close = useAct(CloseInquiryDocument);
  const giveBack = useAct(ReturnInquiryDocument);
  const [dialog, setDialog] = useState<'assign' | 'return' | 'decline' | null>(null);
  const may = (action: string) => inquiry.actions.includes(action);
  const { id, version } = inquiry;
  const hide = () => setDialog(null);
  const askClose = () =>
    modal.confirm({
      title: t('closeTitle'),
      content: t('closeNote'),
      okText: t('close'),
      cancelText: common('cancel'),
      onOk: () => close.run({ id, version }),
    });
  return (
    <>
      <FaultNote fault={accept.fault ?? close.fault} />
      {may('accept') ? (
        <Button type="primary" loading={accept.busy} onClick={() => void accept.run({ id, version })}>
          {t('accept')}
        </Button>
      ) : null}
      {may('assign') ? (
        <Button type={inquiry.state === 'ACCEPTED' ? 'primary' : 'default'} onClick={() => setDialog('assign')}>
          {t('assign')}
        </Button>
      ) : null}
      {may('return') ? <Button onClick={() => setDialog('return')}>{t('return')}</Button> : null}
      {may('decline') ? (
        <Button danger onClick={() => setDialog('decline')}>
          {t('decline')}
        </Button>
      ) : null}
      {may('close') ? (
        <Button loading={close.busy} onClick={askClose}>
          {t('close')}
        </Button>
      ) : null}
      <AssignDialog open={dialog === 'assign'} inquiry={inquiry} onClose={hide} />
      <DeclineDialog open={dialog === 'decline'} inquiry={inquiry} onClose={hide} />
      <ReasonDialog
        open={dialog === 'return'}
        title={t('returnTitle')}
        note={t('returnNote')}
        okText={t('return')}
        busy={giveBack.busy}
        fault={giveBack.fault}
        onCancel={hide}
        onConfirm={(reason) => {
          void giveBack.run({ id, version, reason }).then((data) => (data ? hide() : undefined));
        }}
      />
    </>
  );
}
