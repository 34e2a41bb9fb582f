import { Form, Input, Modal, Select } from 'antd';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { isoDay } from '../../shared/lib/time';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { AddPlanItemDocument, ArticleChoicesDocument, EditPlanItemDocument, type PlanItemPartsFragment } from '../gql/graphql';
import { planText } from './text';

interface Values {
  theme: string;
  startsOn: string;
  endsOn: string;
  columnId: string;
  topic: string;
  note: string;
}

/** A new item, or one to change. */
export function ItemDialog({ item, onClose }: { item?: PlanItemPartsFragment; onClose: () => void }) {
  useFocusReturn();
  const t = useText(planText);
  const common = useText(staffText);
  const lang = useLang();
  const add = useAct(AddPlanItemDocument);
  const edit = useAct(EditPlanItemDocument);
  const [{ data }] = useQuery({ query: ArticleChoicesDocument });
  const [form] = Form.useForm<Values>();
  const act = item ? edit : add;
  const save = async ({ endsOn, columnId, topic, ...rest }: Values) => {
    const input = { ...rest, note: rest.note.trim(), endsOn: endsOn || rest.startsOn, columnId: columnId || null, topic: topic.trim() || null };
    const done = item ? await edit.run({ id: item.id, input }) : await add.run({ input });
    if (done) onClose();
  };
  const today = isoDay(new Date());
  const initial: Values = {
    theme: item?.theme ?? '',
    startsOn: item?.startsOn ?? today,
    endsOn: item?.endsOn ?? today,
    columnId: item?.column?.id ?? '',
    topic: item?.topic ?? '',
    note: item?.note ?? '',
  };
  const required = [{ required: true, whitespace: true, message: t('required') }];
  const columns = (data?.columns ?? []).filter((column) => column.active);
  const shown = ['theme', 'startsOn', 'endsOn', 'columnId', 'topic', 'note'];
  return (
    <Modal open title={item ? t('edit') : t('add')} okText={t('save')} cancelText={common('cancel')} okButtonProps={{ loading: act.busy }} onCancel={onClose} onOk={() => form.submit()}>
      <FaultNote fault={act.fault} shown={shown} />
      <Form form={form} layout="vertical" initialValues={initial} onFinish={(values) => void save(values)}>
        <Form.Item name="theme" label={t('theme')} rules={required} {...fieldProps(act.fault, 'theme')}>
          <Input maxLength={120} showCount />
        </Form.Item>
        <Form.Item name="startsOn" label={t('startsOn')} rules={required}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="endsOn" label={t('endsOn')} {...fieldProps(act.fault, 'endsOn')}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="columnId" label={t('column')} {...fieldProps(act.fault, 'columnId')}>
          <Select options={[{ value: '', label: '—' }, ...columns.map((row) => ({ value: row.id, label: lang === 'zh' ? row.name : row.nameEn }))]} />
        </Form.Item>
        <Form.Item name="topic" label={t('topic')} {...fieldProps(act.fault, 'topic')}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="note" label={t('note')} {...fieldProps(act.fault, 'note')}>
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
