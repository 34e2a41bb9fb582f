import { Form, Input, Modal, Select } from 'antd';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { fromWall } from '../../shared/lib/time';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { GiveRelayOrderDocument, GrantsDocument, type RelayChannel } from '../gql/graphql';
import { useNamed } from '../text';
import { relaysText } from './text';

interface Values {
  counties: number[];
  title: string;
  body: string;
  sourceName: string;
  url: string;
  channel: RelayChannel | '';
  dueAt?: string;
  note: string;
}

const channels = ['WECHAT', 'APP', 'WEBSITE', 'CONNECTOR'] as const;
const fields = ['counties', 'title', 'body', 'sourceName', 'url', 'dueAt', 'note'];

/** Orders a repost of the counties whose grant of what is released is in force. */
export function OrderDialog({ onClose }: { onClose: (done: boolean) => void }) {
  useFocusReturn();
  const t = useText(relaysText);
  const common = useText(staffText);
  const named = useNamed();
  const act = useAct(GiveRelayOrderDocument);
  const [{ data }] = useQuery({ query: GrantsDocument });
  const [form] = Form.useForm<Values>();
  const required = [{ required: true, message: t('required') }];
  const granted = (data?.grants ?? []).filter((grant) => grant.scopes.includes('released'));
  const save = async ({ channel, dueAt, ...rest }: Values) => {
    const input = { ...rest, channel: channel === '' ? null : channel, dueAt: dueAt ? fromWall(dueAt) : null };
    if (await act.run({ input })) onClose(true);
  };
  return (
    <Modal open width={640} title={t('order')} okText={t('order')} cancelText={common('cancel')} okButtonProps={{ loading: act.busy }} onCancel={() => onClose(false)} onOk={() => form.submit()}>
      <FaultNote fault={act.fault} shown={fields} />
      <Form<Values> form={form} layout="vertical" initialValues={{ counties: [], channel: '', note: '' }} onFinish={(values) => void save(values)}>
        <Form.Item name="counties" label={t('counties')} rules={[{ required: true, type: 'array', min: 1, message: t('required') }]} {...fieldProps(act.fault, 'counties')}>
          <Select mode="multiple" optionFilterProp="label" options={granted.map(({ county }) => ({ value: county.code, label: named(county) }))} />
        </Form.Item>
        <Form.Item name="title" label={t('pieceTitle')} rules={required} {...fieldProps(act.fault, 'title')}>
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name="body" label={t('body')} extra={t('bodyHint')} rules={required} {...fieldProps(act.fault, 'body')}>
          <Input.TextArea rows={6} />
        </Form.Item>
        <Form.Item name="sourceName" label={t('sourceName')} rules={required} {...fieldProps(act.fault, 'sourceName')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="url" label={t('url')} extra={t('urlHint')} rules={required} {...fieldProps(act.fault, 'url')}>
          <Input type="url" placeholder="https://" />
        </Form.Item>
        <Form.Item name="channel" label={t('channel')}>
          <Select style={{ width: 200 }} options={[{ value: '', label: t('allChannels') }, ...channels.map((value) => ({ value, label: t(`channel_${value}`) }))]} />
        </Form.Item>
        <Form.Item name="dueAt" label={t('dueLabel')} extra={t('dueHint')} {...fieldProps(act.fault, 'dueAt')}>
          <Input type="datetime-local" style={{ width: 220 }} />
        </Form.Item>
        <Form.Item name="note" label={t('note')} {...fieldProps(act.fault, 'note')}>
          <Input.TextArea rows={2} maxLength={300} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
