import { App, Button, Input, Modal } from 'antd';
import { useText } from '../../../shared/i18n/text';
import { oaText } from './text';

/** A secret just issued: shown once. */
export function Secret({ name, secret, onClose }: { name: string; secret: string; onClose: () => void }) {
  const t = useText(oaText);
  const { message } = App.useApp();
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    void message.success(t('copied'));
  };
  return (
    <Modal open title={t('secretTitle', { name })} closable={false} mask={{ closable: false }} keyboard={false} footer={<Button onClick={onClose}>{t('done')}</Button>}>
      <p>
        <strong>{t('secretOnce')}</strong>
      </p>
      <p>{t('secretNote')}</p>
      <Input.TextArea aria-label={t('secret')} readOnly autoSize value={secret} onFocus={(event) => event.target.select()} />
      <Button type="primary" style={{ marginTop: 12 }} onClick={() => void copy()}>
        {t('copy')}
      </Button>
    </Modal>
  );
}
