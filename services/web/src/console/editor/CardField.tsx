import { DeleteOutlined } from '@ant-design/icons';
import { Button, Input, type InputProps } from 'antd';
import type { ReactNode } from 'react';
import { useText } from '../../shared/i18n/text';
import s from './Card.module.css';
import { editorText } from './text';

/** One attribute of a block, with its label. */
export function CardField({ label, onText, ...input }: { label: string; onText: (value: string) => void } & Omit<InputProps, 'onChange'>) {
  return (
    <label>
      <span>{label}</span>
      <Input {...input} onChange={(event) => onText(event.target.value)} />
    </label>
  );
}

/** The row of fields under a block, ending with its removal. */
export function CardFields({ editable, onRemove, children }: { editable: boolean; onRemove: () => void; children: ReactNode }) {
  const t = useText(editorText);
  return (
    <div className={s.fields}>
      {children}
      <Button icon={<DeleteOutlined />} aria-label={t('removeBlock')} title={t('removeBlock')} disabled={!editable} onClick={onRemove} />
    </div>
  );
}
