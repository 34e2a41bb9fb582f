import { Button, Form, InputNumber } from 'antd';
import { useState } from 'react';
import { useAct } from '../../../shared/graphql/useAct';
import { useText } from '../../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../../shared/staff/FaultNote';
import { EditCalendarNumbersDocument, type CalendarNumbersInput, type CalendarRulesPartsFragment } from '../../gql/graphql';
import { releasesText } from '../text';

const parts = [
  ['leadMinutes', 'lead'],
  ['slotMinutes', 'slot'],
  ['lateWindowMinutes', 'lateWindow'],
  ['wholeWithinMinutes', 'wholeWithin'],
] as const;

/** The times the calendar goes by, in minutes. */
export function Numbers({ rules }: { rules: CalendarRulesPartsFragment }) {
  const t = useText(releasesText);
  const save = useAct(EditCalendarNumbersDocument);
  const { leadMinutes, slotMinutes, lateWindowMinutes, wholeWithinMinutes, mayManage } = rules;
  const [numbers, setNumbers] = useState<CalendarNumbersInput>({ leadMinutes, slotMinutes, lateWindowMinutes, wholeWithinMinutes });
  return (
    <Form layout="vertical" component="div">
      <FaultNote fault={save.fault} shown={parts.map(([field]) => `input.${field}`)} />
      {parts.map(([field, label]) => (
        <Form.Item key={field} label={t(label)} htmlFor={field} {...fieldProps(save.fault, `input.${field}`)}>
          <InputNumber id={field} min={0} precision={0} disabled={!mayManage} value={numbers[field]} onChange={(n) => setNumbers({ ...numbers, [field]: n ?? 0 })} />
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
