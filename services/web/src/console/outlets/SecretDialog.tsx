import { Alert, Modal, Typography } from 'antd';
import { useText } from '../../shared/i18n/text';
import { staffText } from '../../shared/staff/text';
import { accountsText } from './text';

/** A signing secret, shown once. */
export function SecretDialog({ secret, onClose }: { secret: string | null; onClose: () => void }) {
  const t = useText(accountsText);
  const common = useText(staffText);
  return (
    <Modal open={secret !== null} title={t('secretTitle')} okText={common('close')} cancelButtonProps={{ style: { display: 'none' } }} onOk={onClose} onCancel={onClose} destroyOnHidden>
      <Alert type="warning" showIcon title={t('secretNote')} style={{ marginBottom: 12 }} />
      <Typography.Paragraph copyable code style={{ overflowWrap: 'anywhere' }}>
        {secret ?? ''}
      </Typography.Paragraph>
    </Modal>
  );
}
