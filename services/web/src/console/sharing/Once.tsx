import { App, Button, Input, Space } from 'antd';
import { useText } from '../../shared/i18n/text';
import { sharingText } from './text';

/** An address that is told once, to be copied or mailed. */
export function Once({ url, mail }: { url: string; mail?: { to: string; subject: string; body: string } | null }) {
  const t = useText(sharingText);
  const { message } = App.useApp();
  const copy = async () => {
    await navigator.clipboard.writeText(url);
    void message.success(t('copied'));
  };
  return (
    <div aria-live="polite">
      <p>
        <strong>{t('once')}</strong>
      </p>
      <p>{t('onceNote')}</p>
      <Input.TextArea aria-label={t('copyLink')} readOnly autoSize value={url} onFocus={(event) => event.target.select()} />
      <Space style={{ marginTop: 12 }}>
        <Button type="primary" onClick={() => void copy()}>
          {t('copyLink')}
        </Button>
        {mail ? <Button href={`mailto:${encodeURIComponent(mail.to)}?subject=${encodeURIComponent(mail.subject)}&body=${encodeURIComponent(mail.body)}`}>{t('mail')}</Button> : null}
      </Space>
    </div>
  );
}
