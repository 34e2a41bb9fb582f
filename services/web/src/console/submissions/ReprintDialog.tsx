import { Form, Input, Modal, Select } from 'antd';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { isoDay } from '../../shared/lib/time';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { NoteReprintDocument } from '../gql/graphql';
import { useWord } from '../words';
import { submissionsText } from './text';

interface Values {
  outletName: string;
  list: string;
  url: string;
  reprintedOn: string;
}

const lists = ['national', 'province', 'city', 'local'];

/** Notes that a medium beyond the county carried an adopted submission. */
export function ReprintDialog({ id, onClose }: { id: string; onClose: () => void }) {
  useFocusReturn();
  const t = useText(submissionsText);
  const common = useText(staffText);
  const word = useWord();
  const note = useAct(NoteReprintDocument);
  const [form] = Form.useForm<Values>();
  const save = async (input: Values) => {
    if (await note.run({ id, input })) onClose();
  };
  const required = [{ required: true, whitespace: true, message: t('required') }];
  const initial: Partial<Values> = { list: 'city', reprintedOn: isoDay(new Date()) };
  return (
    <Modal open title={t('noteReprint')} okText={t('save')} cancelText={common('cancel')} okButtonProps={{ loading: note.busy }} onCancel={onClose} onOk={() => form.submit()}>
      <FaultNote fault={note.fault} shown={['outletName', 'list', 'url', 'reprintedOn']} />
      <Form form={form} layout="vertical" initialValues={initial} onFinish={(values) => void save(values)}>
        <Form.Item name="outletName" label={t('outletName')} rules={required} {...fieldProps(note.fault, 'outletName')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="list" label={t('list')} {...fieldProps(note.fault, 'list')}>
          <Select options={lists.map((value) => ({ value, label: word('list', value) }))} />
        </Form.Item>
        <Form.Item name="url" label={t('url')} rules={required} {...fieldProps(note.fault, 'url')}>
          <Input type="url" placeholder="https://" />
        </Form.Item>
        <Form.Item name="reprintedOn" label={t('reprintedOn')} rules={required} {...fieldProps(note.fault, 'reprintedOn')}>
          <Input type="date" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
