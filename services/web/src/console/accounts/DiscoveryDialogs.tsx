import { Form, Input, Modal, Radio, Select } from 'antd';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { isoDay } from '../../shared/lib/time';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import {
  AccountsDocument,
  NoteDiscoveryDocument,
  SettleDiscoveryDocument,
  type DiscoveryInput,
  type DiscoveryOutcome,
  type DiscoveryPartsFragment,
} from '../gql/graphql';
import { registerText } from './registerText';

const outcomes: DiscoveryOutcome[] = ['REGISTERED', 'ASKED_TO_CLOSE', 'CLOSED', 'NOT_OURS'];

/** An account that was found. */
export function NoteDialog({ onClose }: { onClose: () => void }) {
  useFocusReturn();
  const t = useText(registerText);
  const common = useText(staffText);
  const note = useAct(NoteDiscoveryDocument);
  const [form] = Form.useForm<DiscoveryInput>();
  const save = async (values: DiscoveryInput) => {
    if (await note.run({ input: values })) onClose();
  };
  const required = [{ required: true, whitespace: true, message: t('required') }];
  const today = isoDay(new Date());
  return (
    <Modal open title={t('addDiscovery')} okText={t('save')} cancelText={common('cancel')} okButtonProps={{ loading: note.busy }} onCancel={onClose} onOk={() => form.submit()}>
      <FaultNote fault={note.fault} shown={['platform', 'name', 'address', 'foundBy', 'foundOn']} />
      <Form form={form} layout="vertical" initialValues={{ foundOn: today }} onFinish={(values) => void save(values)}>
        <Form.Item name="platform" label={t('platform')} extra={t('platformHint')} rules={required} {...fieldProps(note.fault, 'platform')}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item name="name" label={t('accountName')} rules={required} {...fieldProps(note.fault, 'name')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="address" label={t('address')} {...fieldProps(note.fault, 'address')}>
          <Input type="url" maxLength={500} />
        </Form.Item>
        <Form.Item name="foundBy" label={t('foundBy')} extra={t('foundByHint')} rules={required} {...fieldProps(note.fault, 'foundBy')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="foundOn" label={t('foundOn')} rules={required} {...fieldProps(note.fault, 'foundOn')}>
          <Input type="date" max={today} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

interface Values {
  outcome: DiscoveryOutcome;
  accountId?: string;
  note?: string;
}

/** What became of it. */
export function SettleDialog({ found, onClose }: { found: DiscoveryPartsFragment; onClose: () => void }) {
  useFocusReturn();
  const t = useText(registerText);
  const common = useText(staffText);
  const settle = useAct(SettleDiscoveryDocument);
  const [{ data }] = useQuery({ query: AccountsDocument, variables: { closed: false } });
  const [form] = Form.useForm<Values>();
  const outcome = Form.useWatch('outcome', form);
  const save = async ({ outcome: chosen, accountId, note }: Values) => {
    const account = chosen === 'REGISTERED' ? (accountId ?? null) : null;
    if (await settle.run({ id: found.id, outcome: chosen, note: note ?? '', accountId: account })) onClose();
  };
  return (
    <Modal
      open
      title={t('settleTitle', { name: found.name })}
      okText={t('settle')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: settle.busy }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FaultNote fault={settle.fault} shown={['accountId', 'note']} />
      <Form form={form} layout="vertical" onFinish={(values) => void save(values)}>
        <Form.Item name="outcome" label={t('outcome')} rules={[{ required: true, message: t('required') }]}>
          <Radio.Group options={outcomes.filter((value) => value !== found.outcome).map((value) => ({ value, label: t(value) }))} />
        </Form.Item>
        {outcome === 'REGISTERED' ? (
          <Form.Item name="accountId" label={t('becomes')} rules={[{ required: true, message: t('required') }]} {...fieldProps(settle.fault, 'accountId')}>
            <Select showSearch={{ optionFilterProp: 'label' }} options={(data?.accounts ?? []).map((account) => ({ value: account.id, label: `${account.name}（${account.platform}）` }))} />
          </Form.Item>
        ) : null}
        <Form.Item name="note" label={t('settleNote')} {...fieldProps(settle.fault, 'note')}>
          <Input.TextArea rows={2} maxLength={200} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}
