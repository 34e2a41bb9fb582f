import { Checkbox, Form, Input } from 'antd';
import type { Fault } from '../../shared/graphql/fault';
import { useText } from '../../shared/i18n/text';
import { isoDay } from '../../shared/lib/time';
import { fieldProps } from '../../shared/staff/FaultNote';
import { wallOf } from './month';
import type { TermsDraft } from './terms';
import { releasesText } from './text';

export interface TermsFieldsProps {
  terms: TermsDraft;
  fault: Fault | null;
  onChange: (terms: TermsDraft) => void;
}

/** An end at which it goes down by itself, and a day to look again. */
export function TermsFields({ terms, fault, onChange }: TermsFieldsProps) {
  const t = useText(releasesText);
  const inAMonth = () => new Date(Date.now() + 30 * 86_400_000);
  return (
    <>
      <Form.Item {...fieldProps(fault, 'expiresAt')}>
        <Checkbox checked={terms.wall !== ''} onChange={(event) => onChange({ ...terms, wall: event.target.checked ? wallOf(inAMonth()) : '' })}>
          {t('expires')}
        </Checkbox>
        {terms.wall === '' ? null : (
          <Input type="datetime-local" aria-label={t('expiryAt')} style={{ width: 210 }} value={terms.wall} onChange={(event) => onChange({ ...terms, wall: event.target.value })} />
        )}
      </Form.Item>
      {terms.wall === '' ? null : (
        <Form.Item label={t('expiryReason')} htmlFor="expiry-reason" required {...fieldProps(fault, 'expiryReason')}>
          <Input id="expiry-reason" maxLength={200} value={terms.reason} onChange={(event) => onChange({ ...terms, reason: event.target.value })} />
        </Form.Item>
      )}
      <Form.Item {...fieldProps(fault, 'reviewOn')}>
        <Checkbox checked={terms.day !== ''} onChange={(event) => onChange({ ...terms, day: event.target.checked ? isoDay(inAMonth()) : '' })}>
          {t('review')}
        </Checkbox>
        {terms.day === '' ? null : (
          <Input type="date" aria-label={t('reviewDay')} style={{ width: 160 }} value={terms.day} onChange={(event) => onChange({ ...terms, day: event.target.value })} />
        )}
      </Form.Item>
    </>
  );
}
