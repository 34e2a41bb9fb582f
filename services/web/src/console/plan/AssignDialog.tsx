import { Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { fromWall } from '../../shared/lib/time';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { AssignablePeopleDocument, AssignPlanItemDocument, ChangeAssignmentDocument, DepartmentsDocument, type AssignmentPartsFragment } from '../gql/graphql';
import { wallOf } from '../releases/month';
import { planText } from './text';

interface Values {
  departmentId: string;
  personId: string;
  dueAt: string;
  note: string;
}

/** Gives an item to a department, or changes an assignment that is still owed. */
export function AssignDialog({ itemId, given, onClose }: { itemId: string; given?: AssignmentPartsFragment; onClose: () => void }) {
  useFocusReturn();
  const t = useText(planText);
  const common = useText(staffText);
  const lang = useLang();
  const assign = useAct(AssignPlanItemDocument);
  const change = useAct(ChangeAssignmentDocument);
  const act = given ? change : assign;
  const [form] = Form.useForm<Values>();
  const [inTwoDays] = useState(() => new Date(Date.now() + 2 * 86_400_000));
  const [{ data }] = useQuery({ query: DepartmentsDocument });
  const chosen = Form.useWatch('departmentId', form) ?? given?.department.id ?? '';
  const [people] = useQuery({ query: AssignablePeopleDocument, variables: { departmentId: chosen }, pause: !chosen });
  const save = async ({ departmentId, personId, dueAt, note }: Values) => {
    const rest = { personId: personId || null, dueAt: fromWall(dueAt), note };
    const done = given ? await change.run({ id: given.id, ...rest }) : await assign.run({ id: itemId, departmentId, ...rest });
    if (done) onClose();
  };
  const initial: Values = {
    departmentId: given?.department.id ?? '',
    personId: given?.person?.id ?? '',
    dueAt: wallOf(given?.dueAt ?? inTwoDays),
    note: given?.note ?? '',
  };
  const required = [{ required: true, message: t('required') }];
  return (
    <Modal open title={given ? t('change') : t('assign')} okText={t('save')} cancelText={common('cancel')} okButtonProps={{ loading: act.busy }} onCancel={onClose} onOk={() => form.submit()}>
      <FaultNote fault={act.fault} shown={['departmentId', 'personId', 'dueAt', 'note']} />
      <Form form={form} layout="vertical" initialValues={initial} onFinish={(values) => void save(values)}>
        <Form.Item name="departmentId" label={t('department')} rules={required} {...fieldProps(act.fault, 'departmentId')}>
          <Select
            disabled={given !== undefined}
            onChange={() => form.setFieldValue('personId', '')}
            options={(data?.departments ?? []).map((row) => ({ value: row.id, label: lang === 'zh' ? row.name : row.nameEn }))}
          />
        </Form.Item>
        <Form.Item name="personId" label={t('person')} {...fieldProps(act.fault, 'personId')}>
          <Select options={[{ value: '', label: t('anyone') }, ...(people.data?.assignablePeople ?? []).map((row) => ({ value: row.id, label: row.name }))]} />
        </Form.Item>
        <Form.Item name="dueAt" label={t('dueAt')} rules={required} {...fieldProps(act.fault, 'dueAt')}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item name="note" label={t('wanted')} {...fieldProps(act.fault, 'note')}>
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
