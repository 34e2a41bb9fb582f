import { Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useText } from '../../shared/i18n/text';
import { staffText } from '../../shared/staff/text';
import { reviewText } from './text';

export interface PassDialogProps {
  open: boolean;
  signOff: boolean;
  title: string;
  busy: boolean;
  fault: ReactNode;
  onCancel: () => void;
  onConfirm: (note: string) => void;
}

/** Passing or signing off is final for exactly this version, so it is asked once more. */
export function PassDialog({ open, signOff, title, busy, fault, onCancel, onConfirm }: PassDialogProps) {
  const t = useText(reviewText);
  const common = useText(staffText);
  const [note, setNote] = useState('');
  return (
    <Modal
      open={open}
      title={signOff ? t('signOffTitle') : t('passTitle')}
      okText={signOff ? t('signOff') : t('passStep')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: busy, size: 'large' }}
      cancelButtonProps={{ size: 'large' }}
      onCancel={onCancel}
      onOk={() => onConfirm(note.trim())}
      afterClose={() => setNote('')}
    >
      {fault}
      <p>
        <strong>{title}</strong>
      </p>
      <p>{signOff ? t('signOffNote') : t('passNote')}</p>
      <Input.TextArea aria-label={t('note')} placeholder={t('note')} rows={2} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
    </Modal>
  );
}
