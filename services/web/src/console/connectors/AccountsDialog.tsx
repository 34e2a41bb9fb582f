import { App, Button, Form, Input, Modal, Select } from 'antd';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { ConnectorAccountChoicesDocument, ConnectorsDocument, LinkConnectorAccountDocument, UnlinkConnectorAccountDocument, type ConnectorPartsFragment } from '../gql/graphql';
import { connectorsText } from './text';

type Row = ConnectorPartsFragment['accounts'][number];

interface Values {
  accountId: string;
  handle: string;
}

/** Which accounts go by a program, and by which word it knows each. */
export function AccountsDialog({ connector, onClose }: { connector: ConnectorPartsFragment; onClose: () => void }) {
  useFocusReturn();
  const t = useText(connectorsText);
  const common = useText(staffText);
  const { modal } = App.useApp();
  const unlink = useAct(UnlinkConnectorAccountDocument);
  const ask = (row: Row) =>
    modal.confirm({
      title: t('unlinkTitle', { name: row.account.name }),
      content: t('unlinkNote'),
      okText: t('unlink'),
      cancelText: common('cancel'),
      okButtonProps: { danger: true },
      onOk: () => unlink.run({ accountId: row.account.id }),
    });
  const shape: Column<Row>[] = [
    { key: 'account', title: t('account'), render: (row) => row.account.name },
    { key: 'handle', title: t('handle'), render: (row) => <code>{row.handle}</code> },
    { key: 'act', title: t('unlink'), width: '90px', render: (row) => <Button size="small" onClick={() => ask(row)}>{t('unlink')}</Button> },
  ];
  return (
    <Modal open title={t('linkTitle', { name: connector.name })} footer={<Button onClick={onClose}>{common('close')}</Button>} onCancel={onClose} width={640}>
      <p>{t('linkNote')}</p>
      <FaultNote fault={unlink.fault} />
      {connector.accounts.length > 0 ? <DataTable label={t('accounts')} columns={shape} rows={connector.accounts} rowKey={(row) => row.account.id} /> : null}
      <LinkForm connector={connector} />
    </Modal>
  );
}

function LinkForm({ connector }: { connector: ConnectorPartsFragment }) {
  const t = useText(connectorsText);
  const link = useAct(LinkConnectorAccountDocument);
  const [form] = Form.useForm<Values>();
  const [choices] = useQuery({ query: ConnectorAccountChoicesDocument });
  const [others] = useQuery({ query: ConnectorsDocument });
  const by = (id: string) => (others.data?.connectors ?? []).find((other) => other.id !== connector.id && other.accounts.some((row) => row.account.id === id));
  const free = (choices.data?.accounts ?? []).filter(
    (account) => account.channel === 'CONNECTOR' && account.state !== 'closed' && !connector.accounts.some((row) => row.account.id === account.id),
  );
  const label = (account: { id: string; name: string }) => {
    const now = by(account.id);
    return now ? t('elsewhere', { name: account.name, by: now.name }) : account.name;
  };
  const confirm = async ({ accountId, handle }: Values) => {
    if (await link.run({ connectorId: connector.id, accountId, handle })) form.resetFields();
  };
  if (choices.data && free.length === 0) return <p style={{ marginTop: 16 }}>{t('noChoices')}</p>;
  const required = [{ required: true, message: t('required') }];
  return (
    <Form form={form} layout="vertical" style={{ marginTop: 16 }} onFinish={(values) => void confirm(values)}>
      <FaultNote fault={link.fault} shown={['handle']} />
      <Form.Item name="accountId" label={t('account')} rules={required}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={free.map((account) => ({ value: account.id, label: label(account) }))} />
      </Form.Item>
      <Form.Item name="handle" label={t('handle')} extra={t('handleHint')} rules={required} {...fieldProps(link.fault, 'handle')}>
        <Input maxLength={64} autoComplete="off" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={link.busy}>
        {t('add_account')}
      </Button>
    </Form>
  );
}
