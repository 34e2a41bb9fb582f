import { Modal } from 'antd';
import { useState } from 'react';
import { useText } from '../i18n/text';
import { focusSearch, useKeys } from './keys';
import s from './KeyHelp.module.css';
import { staffText } from './text';

const keys = [
  ['j', 'keyNext'],
  ['k', 'keyPrevious'],
  ['Enter', 'keyOpen'],
  ['/', 'keySearch'],
  ['Ctrl+Enter', 'keySubmit'],
  ['Ctrl+S', 'keySave'],
  ['?', 'keyHelp'],
] as const;

export function KeyHelp() {
  const t = useText(staffText);
  const [open, setOpen] = useState(false);
  useKeys({ '?': () => setOpen(true), '/': focusSearch });
  return (
    <Modal open={open} onCancel={() => setOpen(false)} footer={null} title={t('keys')} width={360}>
      <dl className={s.keys}>
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(meaning)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
