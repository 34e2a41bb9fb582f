import { Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { CustodiansDocument, ReplaceCredentialsDocument, SetCustodianDocument, type AccountRegisterFragment, type CredentialsInput } from '../gql/graphql';
import { registerText } from './registerText';

/** In whose care the credentials are. */
export function CustodianDialog({ accountId, now, onClose }: { accountId: string; now: { id: string; name: string } | null; onClose: () => void }) {
  useFocusReturn();
  const t = useText(registerText);
  const common = useText(staffText);
  const set = useAct(SetCustodianDocument);
  const lang = useLang();
  const [search, setSearch] = useState('');
  const [{ data }] = useQuery({ query: CustodiansDocument, variables: { search: search || null } });
  const found = (data?.people.nodes ?? []).filter((person) => person.active);
  const named = found.map((person) => ({ value: person.id, label: `${person.name}（${lang === 'zh' ? person.department.name : person.department.nameEn}）` }));
  const options = now && !named.some((option) => option.value === now.id) ? [{ value: now.id, label: now.name }, ...named] : named;
  const [form] = Form.useForm<{ personId: string }>();
  const save = async ({ personId }: { personId: string }) => {
    if (await set.run({ accountId, personId })) onClose();
  };
  return (
    <Modal open title={t('setCustodian')} okText={t('save')} cancelText={common('cancel')} okButtonProps={{ loading: set.busy }} onCancel={onClose} onOk={() => form.submit()}>
      <FaultNote fault={set.fault} />
      <Form form={form} layout="vertical" initialValues={now ? { personId: now.id } : {}} onFinish={(values) => void save(values)}>
        <Form.Item name="personId" label={t('person')} rules={[{ required: true, message: t('required') }]}>
          <Select showSearch={{ filterOption: false, onSearch: setSearch }} options={options} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** Credentials as they were renewed on the platform. */
export function ReplaceDialog({ account, lost, onClose }: { account: AccountRegisterFragment; lost: boolean; onClose: () => void }) {
  useFocusReturn();
  const t = useText(registerText);
  const common = useText(staffText);
  const replace = useAct(ReplaceCredentialsDocument);
  const [form] = Form.useForm<CredentialsInput>();
  const save = async (values: CredentialsInput) => {
    const input = { ...values, encodingAesKey: values.encodingAesKey || null };
    if (await replace.run({ accountId: account.id, input })) onClose();
  };
  const required = [{ required: true, message: t('required') }];
  return (
    <Modal
      open
      title={t('replaceTitle', { name: account.name })}
      okText={t('replaceSecret')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: replace.busy }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FaultNote fault={replace.fault} shown={['appSecret', 'callbackToken', 'encodingAesKey']} />
      <p>{t('replaceNote')}</p>
      {lost ? <p>{t('afterLoss')}</p> : null}
      <Form form={form} layout="vertical" onFinish={(values) => void save(values)}>
        <Form.Item name="appSecret" label={t('appSecret')} rules={required} {...fieldProps(replace.fault, 'appSecret')}>
          <Input.Password autoComplete="off" />
        </Form.Item>
        <Form.Item name="callbackToken" label={t('callbackToken')} rules={required} {...fieldProps(replace.fault, 'callbackToken')}>
          <Input.Password autoComplete="off" />
        </Form.Item>
        <Form.Item name="encodingAesKey" label={t('encodingAesKey')} {...fieldProps(replace.fault, 'encodingAesKey')}>
          <Input.Password autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
