import { Button, Form, InputNumber } from 'antd';
import { useState } from 'react';
import { useAct } from '../../../shared/graphql/useAct';
import { useText } from '../../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../../shared/staff/FaultNote';
import { EditCalendarNumbersDocument, type CalendarNumbersInput, type CalendarRulesPartsFragment } from '../../gql/graphql';
import { releasesText } from '../text';

const parts = [
  ['leadMinutes', 'lead', 'inMinutes'],
  ['slotMinutes', 'slot', 'inMinutes'],
  ['lateWindowMinutes', 'lateWindow', 'inMinutes'],
  ['wholeWithinMinutes', 'wholeWithin', 'inMinutes'],
  ['blastAccounts', 'blastAccounts', 'inAccounts'],
  ['blastMinutes', 'blastMinutes', 'inMinutes'],
] as const;

/** The times the calendar goes by, and from when the same words on many accounts are warned of. */
export function Numbers({ rules }: { rules: CalendarRulesPartsFragment }) {
  const t = useText(releasesText);
  const save = useAct(EditCalendarNumbersDocument);
  const { leadMinutes, slotMinutes, lateWindowMinutes, wholeWithinMinutes, blastAccounts, blastMinutes, mayManage } = rules;
  const [numbers, setNumbers] = useState<CalendarNumbersInput>({ leadMinutes, slotMinutes, lateWindowMinutes, wholeWithinMinutes, blastAccounts, blastMinutes });
  return (
    <Form layout="vertical" component="div">
      <FaultNote fault={save.fault} shown={parts.map(([field]) => `input.${field}`)} />
      {parts.map(([field, label, unit]) => (
        <Form.Item key={field} label={t(label)} htmlFor={field} {...fieldProps(save.fault, `input.${field}`)}>
          <InputNumber id={field} min={0} precision={0} disabled={!mayManage} value={numbers[field]} onChange={(n) => setNumbers({ ...numbers, [field]: n ?? 0 })} /> {t(unit)}
        </Form.Item>
      ))}
      {mayManage ? (
        <Button type="primary" loading={save.busy} onClick={() => void save.run({ input: numbers })}>
          {t('save')}
        </Button>
      ) : null}
    </Form>
  );
}
