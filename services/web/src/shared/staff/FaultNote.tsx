import { Alert } from 'antd';
import type { FormItemProps } from 'antd';
import type { Fault } from '../graphql/fault';
import { useLang } from '../i18n/lang';
import { sharedText } from '../i18n/shared';
import { useText } from '../i18n/text';

/**
 * The fault of an action, above the form. Field faults that the form shows beside their inputs are named in `shown`; what
 * is left over is listed here, so none is ever lost.
 */
export function FaultNote({ fault, shown = [] }: { fault: Fault | null; shown?: readonly string[] }) {
  const t = useText(sharedText);
  const lang = useLang();
  if (!fault) return null;
  const rest = fault.fields.filter((field) => !shown.includes(field.field));
  const said = specific(fault);
  const lines = [
    // The server speaks Chinese; in English the general sentence comes first and its words below.
    ...(said && lang === 'en' ? [said] : []),
    ...rest.map((field) => field.message || `${field.field}: ${field.code}`),
    ...(fault.traceId ? [t('traceId', { id: fault.traceId })] : []),
  ];
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      style={{ marginBottom: 12 }}
      title={(lang === 'zh' && said) || t(`error_${fault.code}`)}
      description={
        lines.length > 0 ? (
          <ul style={{ margin: 0, paddingLeft: 18 }}>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        ) : undefined
      }
    />
  );
}

/** The server's own sentence about exactly this refusal, where it has one: a conflict or a missing right can be many things. */
export function specific(fault: Fault): string {
  return ['CONFLICT', 'FORBIDDEN', 'RATE_LIMITED'].includes(fault.code) ? fault.message : '';
}

/** Spread into a `Form.Item`: the faults of that field under its input. */
export function fieldProps(fault: Fault | null, field: string): Pick<FormItemProps, 'validateStatus' | 'help'> {
  const found = fault?.fields.filter((item) => item.field === field) ?? [];
  return found.length > 0 ? { validateStatus: 'error', help: found.map((item) => item.message || item.code).join('；') } : {};
}
