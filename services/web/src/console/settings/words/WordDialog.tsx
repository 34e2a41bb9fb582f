import { Form, Input, Modal, Select } from 'antd';
import { useAct } from '../../../shared/graphql/useAct';
import { useLang } from '../../../shared/i18n/lang';
import { useText } from '../../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../../shared/staff/FaultNote';
import { staffText } from '../../../shared/staff/text';
import { useFocusReturn } from '../../../shared/staff/useFocusReturn';
import { AddWordDocument, ChangeWordDocument, type WordInput, type WordListsQuery, type WordPartsFragment } from '../../gql/graphql';
import { useWord } from '../../words';
import { wordsText } from './text';
import { gates } from './Words';

export interface WordDialogProps {
  /** The word to change; `null` for a new one. */
  word: WordPartsFragment | null;
  departments: WordListsQuery['departments'];
  departmentId: string | null;
  onClose: () => void;
}

type Values = WordInput & { list: string };

/** One word, put on a list or changed there. */
export function WordDialog({ word: row, departments, departmentId, onClose }: WordDialogProps) {
  useFocusReturn();
  const t = useText(wordsText);
  const common = useText(staffText);
  const word = useWord();
  const lang = useLang();
  const add = useAct(AddWordDocument);
  const change = useAct(ChangeWordDocument);
  const fault = add.fault ?? change.fault;
  const [form] = Form.useForm<Values>();
  const required = [{ required: true, message: t('required') }];
  const confirm = async ({ list, ...values }: Values) => {
    const { startsOn, endsOn, suggestion, category, reason } = values;
    const input = { ...values, startsOn: startsOn || null, endsOn: endsOn || null, suggestion: suggestion || null, category: category || '', reason: reason || '' };
    const done = row ? await change.run({ id: row.id, input }) : await add.run({ departmentId: list || null, input });
    if (done) onClose();
  };
  const first = row ?? { usage: 'DENY', gate: 'WORDING', severity: 'WARN' };
  return (
    <Modal
      open
      title={row ? t('change') : t('add')}
      okText={common('confirm')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: add.busy || change.busy }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FaultNote fault={fault} shown={['input.word', 'input.category', 'input.reason', 'input.suggestion', 'input.endsOn']} />
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          list: departmentId ?? '',
          word: row?.word ?? '',
          usage: first.usage,
          category: row?.category ?? '',
          gate: first.gate,
          severity: first.severity,
          startsOn: row?.startsOn ?? '',
          endsOn: row?.endsOn ?? '',
          suggestion: row?.suggestion ?? '',
          reason: row?.reason ?? '',
        }}
        onFinish={(values) => void confirm(values)}
      >
        {row ? null : (
          <Form.Item name="list" label={t('list')}>
            <Select options={[{ value: '', label: t('ownCounty') }, ...departments.map((each) => ({ value: each.id, label: lang === 'zh' ? each.name : each.nameEn }))]} />
          </Form.Item>
        )}
        <Form.Item name="word" label={t('word')} rules={required} {...fieldProps(fault, 'input.word')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="usage" label={t('usage')} extra={t('usageHint')}>
          <Select options={(['DENY', 'ALLOW'] as const).map((value) => ({ value, label: t(`usage_${value}`) }))} />
        </Form.Item>
        <Form.Item name="gate" label={t('gate')}>
          <Select options={gates.map((value) => ({ value, label: word('gate', value) }))} />
        </Form.Item>
        <Form.Item name="severity" label={t('severity')}>
          <Select options={(['NOTE', 'WARN', 'BLOCK'] as const).map((value) => ({ value, label: t(`severity_${value}`) }))} />
        </Form.Item>
        <Form.Item name="category" label={t('category')} {...fieldProps(fault, 'input.category')}>
          <Input maxLength={20} />
        </Form.Item>
        <Form.Item name="suggestion" label={t('suggestion')} {...fieldProps(fault, 'input.suggestion')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="startsOn" label={t('startsOn')}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="endsOn" label={t('endsOn')} {...fieldProps(fault, 'input.endsOn')}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="reason" label={t('reason')} {...fieldProps(fault, 'input.reason')}>
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
