import { App, Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote } from '../../shared/staff/FaultNote';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import {
  AdoptSubmissionDocument,
  AskSubmissionDocument,
  DeclineSubmissionDocument,
  RecallSubmissionDocument,
  type AdoptionMode,
  type SubmissionPartsFragment,
} from '../gql/graphql';
import { AnswerDialog } from './AnswerDialog';
import { ReprintDialog } from './ReprintDialog';
import { submissionsText } from './text';

type Open = 'ask' | 'decline' | 'answer' | 'reprint' | null;

/** What may be done with a submission now. */
export function Actions({ row }: { row: SubmissionPartsFragment }) {
  const t = useText(submissionsText);
  const [open, setOpen] = useState<Open>(null);
  const may = (act: string) => row.actions.includes(act);
  const close = () => setOpen(null);
  return (
    <>
      {may('adopt') ? <Adopt row={row} /> : null}
      {may('ask') ? <Button onClick={() => setOpen('ask')}>{t('ask')}</Button> : null}
      {may('decline') ? (
        <Button danger onClick={() => setOpen('decline')}>
          {t('decline')}
        </Button>
      ) : null}
      {may('answer') ? (
        <Button type="primary" onClick={() => setOpen('answer')}>
          {t('answer')}
        </Button>
      ) : null}
      {may('recall') ? <Recall row={row} /> : null}
      {may('note_reprint') ? <Button onClick={() => setOpen('reprint')}>{t('noteReprint')}</Button> : null}
      {open === 'ask' ? <Ask row={row} onClose={close} /> : null}
      {open === 'decline' ? <Decline row={row} onClose={close} /> : null}
      {open === 'answer' ? <AnswerDialog row={row} onClose={close} /> : null}
      {open === 'reprint' ? <ReprintDialog id={row.id} onClose={close} /> : null}
    </>
  );
}

interface DialogProps {
  row: SubmissionPartsFragment;
  onClose: () => void;
}

function Adopt({ row }: { row: SubmissionPartsFragment }) {
  const t = useText(submissionsText);
  const common = useText(staffText);
  const navigate = useNavigate();
  const { modal } = App.useApp();
  const adopt = useAct(AdoptSubmissionDocument);
  const take = async (mode: AdoptionMode) => {
    const data = await adopt.run({ id: row.id, mode });
    if (data) void navigate(`/console/articles/${data.adoptSubmission.id}`);
  };
  const confirm = () =>
    modal.confirm({ title: t('adoptTitle', { title: row.title }), content: t('adoptNote'), okText: t('adopt'), cancelText: common('cancel'), onOk: () => take('AS_IS') });
  return (
    <>
      <FaultNote fault={adopt.fault} />
      <Button type="primary" loading={adopt.busy} onClick={confirm}>
        {t('adopt')}
      </Button>
      <Button loading={adopt.busy} onClick={() => void take('WITH_EDITS')}>
        {t('adoptWithEdits')}
      </Button>
    </>
  );
}

function Recall({ row }: { row: SubmissionPartsFragment }) {
  const t = useText(submissionsText);
  const common = useText(staffText);
  const { modal } = App.useApp();
  const recall = useAct(RecallSubmissionDocument);
  const confirm = () =>
    modal.confirm({
      title: t('recallTitle', { title: row.title }),
      content: t('recallNote'),
      okText: t('recall'),
      cancelText: common('cancel'),
      okButtonProps: { danger: true },
      onOk: () => recall.run({ id: row.id }),
    });
  return (
    <>
      <FaultNote fault={recall.fault} />
      <Button onClick={confirm}>{t('recall')}</Button>
    </>
  );
}

function Ask({ row, onClose }: DialogProps) {
  useFocusReturn();
  const t = useText(submissionsText);
  const ask = useAct(AskSubmissionDocument);
  return (
    <ReasonDialog
      open
      title={t('askTitle')}
      note={t('askNote')}
      label={t('askLabel')}
      okText={t('ask')}
      busy={ask.busy}
      fault={ask.fault}
      onCancel={onClose}
      onConfirm={(question) => void ask.run({ id: row.id, question }).then((done) => done && onClose())}
    />
  );
}

function Decline({ row, onClose }: DialogProps) {
  useFocusReturn();
  const t = useText(submissionsText);
  const decline = useAct(DeclineSubmissionDocument);
  return (
    <ReasonDialog
      open
      title={t('declineTitle', { title: row.title })}
      note={t('declineNote')}
      okText={t('decline')}
      danger
      busy={decline.busy}
      fault={decline.fault}
      onCancel={onClose}
      onConfirm={(reason) => void decline.run({ id: row.id, reason }).then((done) => done && onClose())}
    />
  );
}
