import { App, Form, Input, Modal } from 'antd';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { isoDay } from '../../shared/lib/time';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { TellPickupDocument } from '../gql/graphql';
import { wireText } from './text';

export interface MarkUsedProps {
  outletId: string;
  articleId: string;
  onClose: () => void;
  onTold: () => void;
}

/** Tells where an outlet used a piece. */
export function MarkUsed({ outletId, articleId, onClose, onTold }: MarkUsedProps) {
  useFocusReturn();
  const t = useText(wireText);
  const common = useText(staffText);
  const { message } = App.useApp();
  const tell = useAct(TellPickupDocument);
  const [form] = Form.useForm<{ url: string; usedOn: string }>();
  const today = isoDay(new Date());
  const confirm = async ({ url, usedOn }: { url: string; usedOn: string }) => {
    const data = await tell.run({ outletId, articleId, url, usedOn: usedOn || null });
    if (!data) return;
    void message.success(data.tellPickup.fresh ? t('toldFresh') : t('toldKnown'));
    onTold();
  };
  return (
    <Modal
      open
      title={t('markTitle')}
      okText={common('confirm')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: tell.busy }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p>{t('markNote')}</p>
      <FaultNote fault={tell.fault} shown={['url', 'usedOn']} />
      <Form form={form} layout="vertical" initialValues={{ url: '', usedOn: today }} onFinish={(told) => void confirm(told)}>
        <Form.Item name="url" label={t('url')} rules={[{ required: true, message: t('required') }]} {...fieldProps(tell.fault, 'url')}>
          <Input type="url" placeholder="https://" maxLength={2000} />
        </Form.Item>
        <Form.Item name="usedOn" label={t('usedOn')} {...fieldProps(tell.fault, 'usedOn')}>
          <Input type="date" max={today} style={{ width: 160 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
