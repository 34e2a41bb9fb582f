import { App, Form, Input, Modal } from 'antd';
import { useAct } from '../../../shared/graphql/useAct';
import { useText } from '../../../shared/i18n/text';
import { fromWall } from '../../../shared/lib/time';
import { FaultNote, fieldProps } from '../../../shared/staff/FaultNote';
import { staffText } from '../../../shared/staff/text';
import { useFocusReturn } from '../../../shared/staff/useFocusReturn';
import { ReplayOaMessagesDocument } from '../../gql/graphql';
import { oaText } from './text';

/** Sends again what was sent since a time. */
export function Replay({ bridgeId, onClose }: { bridgeId: string; onClose: () => void }) {
  useFocusReturn();
  const t = useText(oaText);
  const common = useText(staffText);
  const { message } = App.useApp();
  const replay = useAct(ReplayOaMessagesDocument);
  const [form] = Form.useForm<{ since: string }>();
  const confirm = async ({ since }: { since: string }) => {
    const done = await replay.run({ bridgeId, since: fromWall(since) });
    if (!done) return;
    void message.success(t('replayed', { n: done.replayOaMessages }));
    onClose();
  };
  return (
    <Modal open title={t('replayTitle')} okText={t('replay')} cancelText={common('cancel')} okButtonProps={{ loading: replay.busy }} onCancel={onClose} onOk={() => form.submit()}>
      <FaultNote fault={replay.fault} shown={['since']} />
      <p>{t('replayNote')}</p>
      <Form form={form} layout="vertical" onFinish={(values) => void confirm(values)}>
        <Form.Item name="since" label={t('replaySince')} rules={[{ required: true, message: t('required') }]} {...fieldProps(replay.fault, 'since')}>
          <Input type="datetime-local" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
