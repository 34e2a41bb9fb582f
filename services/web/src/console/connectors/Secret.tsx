import { Alert, Modal, Typography } from 'antd';
import { useText } from '../../shared/i18n/text';
import { staffText } from '../../shared/staff/text';
import { connectorsText } from './text';

/** A secret just made, shown once: only the button closes it. */
export function Secret({ name, secret, onClose }: { name: string; secret: string; onClose: () => void }) {
  const t = useText(connectorsText);
  const common = useText(staffText);
  return (
    <Modal open title={t('secretTitle', { name })} closable={false} mask={{ closable: false }} keyboard={false} okText={common('close')} cancelButtonProps={{ style: { display: 'none' } }} onOk={onClose}>
      <Alert type="warning" showIcon title={t('secretNote')} style={{ marginBottom: 12 }} />
      <Typography.Paragraph copyable code style={{ overflowWrap: 'anywhere' }}>
        {secret}
      </Typography.Paragraph>
    </Modal>
  );
}
