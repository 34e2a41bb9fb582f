import { Alert } from 'antd';
import type { FormItemProps } from 'antd';
import type { Fault } from '../graphql/fault';
import { sharedText } from '../i18n/shared';
import { useText } from '../i18n/text';

/**
 * The fault of an action, above the form. Field faults that the form shows beside their inputs are named in `shown`; what
 * is left over is listed here, so none is ever lost.
 */
export function FaultNote({ fault, shown = [] }: { fault: Fault | null; shown?: readonly string[] }) {
  const t = useText(sharedText);
  if (!fault) return null;
  const rest = fault.fields.filter((field) => !shown.includes(field.field));
  const trace = fault.traceId ? t('traceId', { id: fault.traceId }) : null;
  const detail = ['CONFLICT', 'FORBIDDEN', 'RATE_LIMITED'].includes(fault.code) ? fault.message : '';
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      style={{ marginBottom: 12 }}
      title={t(`error_${fault.code}`)}
      description={
        rest.length > 0 || trace || detail ? (
          <ul style={{ margin: 0, paddingLeft: 18 }}>
            {detail ? <li>{detail}</li> : null}
            {rest.map((field) => (
              <li key={`${field.field}:${field.code}`}>{field.message || `${field.field}: ${field.code}`}</li>
            ))}
            {trace ? <li>{trace}</li> : null}
          </ul>
        ) : undefined
      }
    />
  );
}

/** Spread into a `Form.Item`: the faults of that field under its input. */
export function fieldProps(fault: Fault | null, field: string): Pick<FormItemProps, 'validateStatus' | 'help'> {
  const found = fault?.fields.filter((item) => item.field === field) ?? [];
  return found.length > 0 ? { validateStatus: 'error', help: found.map((item) => item.message || item.code).join('；') } : {};
}
