import { Form, Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Fault } from '../graphql/fault';
import { useText } from '../i18n/text';
import { FaultNote } from './FaultNote';
import { staffText } from './text';

export interface ReasonDialogProps {
  open: boolean;
  title: string;
  /** What will happen, plainly. */
  note: ReactNode;
  okText: string;
  danger?: boolean;
  busy: boolean;
  fault: Fault | null;
  label?: string;
  onCancel: () => void;
  onConfirm: (reason: string) => void;
}

/** Confirms an act that needs a reason on the record. */
export function ReasonDialog(props: ReasonDialogProps) {
  const t = useText(staffText);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const missing = reason.trim() === '';
  const confirm = () => {
    setAsked(true);
    if (!missing) props.onConfirm(reason.trim());
  };
  return (
    <Modal
      open={props.open}
      title={props.title}
      okText={props.okText}
      cancelText={t('cancel')}
      okButtonProps={{ danger: props.danger ?? false, loading: props.busy }}
      onCancel={props.onCancel}
      onOk={confirm}
      afterClose={() => {
        setReason('');
        setAsked(false);
      }}
      destroyOnHidden
    >
      <FaultNote fault={props.fault} />
      <div style={{ marginBottom: 12 }}>{props.note}</div>
      <Form layout="vertical" component="div">
        <Form.Item
          label={props.label ?? t('reason')}
          htmlFor="reason"
          required
          validateStatus={asked && missing ? 'error' : ''}
          help={asked && missing ? t('reasonRequired') : undefined}
        >
          <Input.TextArea
            id="reason"
            rows={3}
            maxLength={500}
            showCount
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) confirm();
            }}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
