import { Form, Input, Modal } from 'antd';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { DeclineInquiryDocument } from '../gql/graphql';
import type { DialogProps } from './AssignDialog';
import { inquiriesText } from './text';

/** Out of scope: said why, and named who is the right one to ask. The citizen reads both. */
export function DeclineDialog({ open, inquiry, onClose }: DialogProps) {
  const t = useText(inquiriesText);
  const common = useText(staffText);
  const decline = useAct(DeclineInquiryDocument);
  const [form] = Form.useForm<{ reason: string; bodyNamed: string }>();
  const confirm = async (values: { reason: string; bodyNamed: string }) => {
    const data = await decline.run({ id: inquiry.id, version: inquiry.version, reason: values.reason.trim(), bodyNamed: values.bodyNamed.trim() });
    if (data) onClose();
  };
  return (
    <Modal
      open={open}
      title={t('declineTitle')}
      okText={t('decline')}
      cancelText={common('cancel')}
      okButtonProps={{ danger: true, loading: decline.busy }}
      onCancel={onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <FaultNote fault={decline.fault} shown={['reason', 'bodyNamed']} />
      <p>{t('declineNote')}</p>
      <Form form={form} layout="vertical" onFinish={(values) => void confirm(values)}>
        <Form.Item name="reason" label={t('declineReason')} rules={[{ required: true, whitespace: true, message: t('required') }]} {...fieldProps(decline.fault, 'reason')}>
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
        <Form.Item name="bodyNamed" label={t('bodyNamed')} extra={t('bodyNamedHint')} rules={[{ required: true, whitespace: true, message: t('required') }]} {...fieldProps(decline.fault, 'bodyNamed')}>
          <Input maxLength={100} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
