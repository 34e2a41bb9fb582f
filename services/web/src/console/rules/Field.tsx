import { Form } from 'antd';
import type { ReactNode } from 'react';
import { useLang } from '../../shared/i18n/lang';
import { inputId, type Fault } from './model';

export interface FieldProps {
  /** As faults name it; the input's id is made from it. */
  field: string;
  label: string;
  faults: Fault[];
  hint?: string;
  className?: string | undefined;
  children: ReactNode;
}

/** An input with its label, and under it what the last save found wrong with it. */
export function Field({ field, label, faults, hint, className, children }: FieldProps) {
  const lang = useLang();
  const wrong = faults.filter((fault) => fault.field === field);
  const help = wrong.length > 0 ? wrong.map((fault) => (lang === 'zh' ? fault.message : fault.messageEn)).join('；') : undefined;
  return (
    <Form.Item className={className ?? ''} label={label} htmlFor={inputId(field)} extra={hint} validateStatus={help ? 'error' : ''} help={help}>
      {children}
    </Form.Item>
  );
}
