import { Button, Input } from 'antd';
import { useState } from 'react';
import { useText } from '../../shared/i18n/text';
import { meText } from './text';
import s from './Me.module.css';

export interface CodeFieldProps {
  value: string;
  onChange: (code: string) => void;
  onEnter: () => void;
  /** Whether a recovery code may stand for the phone's. */
  recovery?: boolean;
  autoFocus?: boolean;
  error?: boolean;
}

/** Six digits with the phone's number keys, which the phone may fill in itself; or a recovery code. */
export function CodeField({ value, onChange, onEnter, recovery = false, autoFocus = false, error = false }: CodeFieldProps) {
  const t = useText(meText);
  const [lost, setLost] = useState(false);
  const label = lost ? t('recovery') : t('code');
  return (
    <div className={s.code}>
      <Input
        aria-label={label}
        placeholder={lost ? 'XXXXX-XXXXX' : t('codeHint')}
        inputMode={lost ? 'text' : 'numeric'}
        autoComplete={lost ? 'off' : 'one-time-code'}
        autoCapitalize={lost ? 'characters' : 'off'}
        maxLength={lost ? 14 : 7}
        size="large"
        autoFocus={autoFocus}
        status={error ? 'error' : ''}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onPressEnter={onEnter}
      />
      {recovery ? (
        <Button
          type="link"
          onClick={() => {
            onChange('');
            setLost(!lost);
          }}
        >
          {lost ? t('usePhone') : t('useRecovery')}
        </Button>
      ) : null}
    </div>
  );
}

/** Whether something was typed that may be a code. */
export function codeLike(code: string): boolean {
  return /^\s*\d{3}\s*\d{3}\s*$/.test(code) || /^[\sA-Za-z0-9-]{10,}$/.test(code);
}
