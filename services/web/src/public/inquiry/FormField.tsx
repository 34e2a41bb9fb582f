import type { ReactNode } from 'react';
import { useText } from '../../shared/i18n/text';
import { publicText } from '../text';
import s from './Inquiry.module.css';

interface Aria {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby': string;
}

export interface FormFieldProps {
  id: string;
  label: string;
  hint: string;
  errors: readonly string[];
  optional?: boolean;
  /** A line under the input, such as a count. */
  after?: string;
  children: (aria: Aria) => ReactNode;
}

/** An input with its label, its hint and its faults, tied together for those who listen. */
export function FormField({ id, label, hint, errors, optional, after, children }: FormFieldProps) {
  const t = useText(publicText);
  return (
    <div className={s.field}>
      <label htmlFor={id}>
        {label}
        {optional ? <span className={s.optional}>（{t('optional')}）</span> : null}
      </label>
      <p id={`${id}-hint`} className={s.hint}>
        {hint}
      </p>
      {children({ id, 'aria-invalid': errors.length > 0, 'aria-describedby': `${id}-hint ${id}-errors` })}
      <FieldErrors id={`${id}-errors`} errors={errors} />
      {after ? <p className={s.hint}>{after}</p> : null}
    </div>
  );
}

export function FieldErrors({ id, errors }: { id: string; errors: readonly string[] }) {
  return (
    <div id={id}>
      {errors.map((error) => (
        <p key={error} className={s.error}>
          <span aria-hidden="true">！</span>
          {error}
        </p>
      ))}
    </div>
  );
}
