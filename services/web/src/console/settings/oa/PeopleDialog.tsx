import { App, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../../shared/graphql/useAct';
import { useLang } from '../../../shared/i18n/lang';
import { useText } from '../../../shared/i18n/text';
import { stamp } from '../../../shared/lib/time';
import { DataTable, type Column } from '../../../shared/staff/DataTable';
import { FaultNote, fieldProps } from '../../../shared/staff/FaultNote';
import { staffText } from '../../../shared/staff/text';
import { useFocusReturn } from '../../../shared/staff/useFocusReturn';
import { LinkOaAccountDocument, OaPeopleDocument, UnlinkOaAccountDocument, type BridgePartsFragment } from '../../gql/graphql';
import { oaText } from './text';

type Row = BridgePartsFragment['accounts'][number];

interface Values {
  account: string;
  /** With its name, which a later search may no longer list. */
  person: { value: string };
}

/** Whose account over there is whose here: one account is one person. */
export function PeopleDialog({ bridge, onClose }: { bridge: BridgePartsFragment; onClose: () => void }) {
  useFocusReturn();
  const t = useText(oaText);
  const common = useText(staffText);
  const { modal } = App.useApp();
  const unlink = useAct(UnlinkOaAccountDocument);
  const ask = (row: Row) =>
    modal.confirm({
      title: t('unlinkTitle', { account: row.account, name: row.person.name }),
      content: t('unlinkNote'),
      okText: t('unlink'),
      cancelText: common('cancel'),
      okButtonProps: { danger: true },
      onOk: () => unlink.run({ bridgeId: bridge.id, account: row.account }),
    });
  const shape: Column<Row>[] = [
    { key: 'account', title: t('account'), render: (row) => <code>{row.account}</code> },
    { key: 'person', title: t('person'), render: (row) => row.person.name },
    { key: 'linkedAt', title: t('linkedAt'), width: '150px', render: (row) => stamp(row.linkedAt) },
    { key: 'act', title: t('unlink'), width: '90px', render: (row) => <Button size="small" onClick={() => ask(row)}>{t('unlink')}</Button> },
  ];
  return (
    <Modal open title={t('peopleTitle', { name: bridge.name })} footer={<Button onClick={onClose}>{common('close')}</Button>} onCancel={onClose} width={680}>
      <p>{t('peopleNote')}</p>
      <FaultNote fault={unlink.fault} />
      {bridge.accounts.length > 0 ? <DataTable label={t('people')} columns={shape} rows={bridge.accounts} rowKey={(row) => row.account} /> : <p>{t('noPeople')}</p>}
      <LinkForm bridgeId={bridge.id} />
    </Modal>
  );
}

function LinkForm({ bridgeId }: { bridgeId: string }) {
  const t = useText(oaText);
  const lang = useLang();
  const link = useAct(LinkOaAccountDocument);
  const [search, setSearch] = useState('');
  const [{ data }] = useQuery({ query: OaPeopleDocument, variables: { search: search || null } });
  const [form] = Form.useForm<Values>();
  const confirm = async ({ account, person }: Values) => {
    if (await link.run({ bridgeId, account, personId: person.value })) form.resetFields();
  };
  const required = [{ required: true, message: t('required') }];
  const people = (data?.people.nodes ?? []).filter((person) => person.active);
  return (
    <Form form={form} layout="vertical" style={{ marginTop: 16 }} onFinish={(values) => void confirm(values)}>
      <FaultNote fault={link.fault} shown={['account']} />
      <Form.Item name="account" label={t('account')} extra={t('accountHint')} rules={required} {...fieldProps(link.fault, 'account')}>
        <Input maxLength={64} autoComplete="off" />
      </Form.Item>
      <Form.Item name="person" label={t('person')} rules={required}>
        <Select
          labelInValue
          showSearch={{ filterOption: false, onSearch: setSearch }}
          options={people.map((person) => ({ value: person.id, label: `${person.name} · ${lang === 'zh' ? person.department.name : person.department.nameEn}` }))}
        />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={link.busy}>
        {t('link')}
      </Button>
    </Form>
  );
}
