import { Alert, Modal, Typography } from 'antd';
import { useText } from '../../shared/i18n/text';
import { staffText } from '../../shared/staff/text';
import { outletsText } from './text';

/** Something that is shown once: a signing secret or an access token. */
export interface Once {
  is: 'secret' | 'token';
  text: string;
}

export function SecretDialog({ once, onClose }: { once: Once | null; onClose: () => void }) {
  const t = useText(outletsText);
  const common = useText(staffText);
  const token = once?.is === 'token';
  return (
    <Modal
      open={once !== null}
      title={token ? t('tokenTitle') : t('secretTitle')}
      okText={common('close')}
      cancelButtonProps={{ style: { display: 'none' } }}
      onOk={onClose}
      onCancel={onClose}
      destroyOnHidden
    >
      <Alert type="warning" showIcon title={token ? t('tokenNote') : t('secretNote')} style={{ marginBottom: 12 }} />
      <Typography.Paragraph copyable code style={{ overflowWrap: 'anywhere' }}>
        {once?.text ?? ''}
      </Typography.Paragraph>
    </Modal>
  );
}
