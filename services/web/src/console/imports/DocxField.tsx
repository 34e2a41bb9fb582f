import { Progress } from 'antd';
import { useId } from 'react';
import type { Fault } from '../../shared/graphql/fault';
import { useText } from '../../shared/i18n/text';
import { FaultNote } from '../../shared/staff/FaultNote';
import { importsText } from './text';
import { useDocxUpload } from './useDocxUpload';

export interface DocxFieldProps {
  /** Reads the document that was sent. */
  onSent: (mediaId: string) => void;
  busy: boolean;
  fault: Fault | null;
}

/** Where one chooses a document; it is sent and read at once. */
export function DocxField({ onSent, busy, fault }: DocxFieldProps) {
  const t = useText(importsText);
  const id = useId();
  const { state, send } = useDocxUpload();
  const choose = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (!file) return;
    const sent = await send(file);
    // The same file may be chosen again after it was mended.
    input.value = '';
    if (sent) onSent(sent);
  };
  return (
    <div>
      <p style={{ color: 'var(--ink-2)' }}>{t('docxNote')}</p>
      <FaultNote fault={fault ?? (state.is === 'failed' ? state.fault : null)} />
      <label htmlFor={id} style={{ display: 'block', marginBottom: 6 }}>
        {t('docxFile')}
      </label>
      <input id={id} type="file" accept=".docx" disabled={busy || state.is === 'sending'} onChange={(event) => void choose(event.target)} />
      {state.is === 'sending' ? <Progress percent={Math.round(state.share * 100)} aria-label={t('sending')} /> : null}
      {busy ? <p role="status">{t('reading')}</p> : null}
      {state.is === 'large' || state.is === 'wrongType' ? <p role="alert">{t(state.is)}</p> : null}
    </div>
  );
}
