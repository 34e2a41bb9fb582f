import { Form, Input, Modal, Select } from 'antd';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { DepartmentsDocument, OpenAccountDocument, type AccountInput, type Channel } from '../gql/graphql';
import { useWord } from '../words';
import { accountsText } from './text';

const channels: Channel[] = ['WECHAT', 'APP', 'WEBSITE', 'CONNECTOR'];
const wechatOnly = ['externalId', 'appSecret', 'callbackToken', 'encodingAesKey', 'baseUrl'] as const;

/** Opens an account with its filing: without one it cannot publish. */
export function OpenAccountDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useText(accountsText);
  const common = useText(staffText);
  const lang = useLang();
  const word = useWord();
  const [form] = Form.useForm<AccountInput>();
  const channel = Form.useWatch('channel', form);
  const act = useAct(OpenAccountDocument);
  const [{ data }] = useQuery({ query: DepartmentsDocument, pause: !open });
  const confirm = async (values: AccountInput) => {
    // A field left empty was not given; the server tells the two apart.
    const input = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')) as unknown as AccountInput;
    if (await act.run({ input })) onClose();
  };
  const required = [{ required: true, message: t('required') }];
  const shown = ['channel', 'name', 'departmentId', 'filingNumber', 'filedOn', 'approvedOn', ...wechatOnly];
  return (
    <Modal open={open} title={t('openAccount')} okText={t('openAccount')} cancelText={common('cancel')} okButtonProps={{ loading: act.busy }} onCancel={onClose} onOk={() => form.submit()} destroyOnHidden>
      <FaultNote fault={act.fault} shown={shown} />
      <Form form={form} layout="vertical" preserve={false} initialValues={{ channel: 'WECHAT' }} onFinish={(values) => void confirm(values)}>
        <Form.Item name="channel" label={t('channel')} rules={required} {...fieldProps(act.fault, 'channel')}>
          <Select options={channels.map((value) => ({ value, label: word('channel', value) }))} />
        </Form.Item>
        <Form.Item name="name" label={t('name')} rules={required} {...fieldProps(act.fault, 'name')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="departmentId" label={t('hostDepartment')} rules={required} {...fieldProps(act.fault, 'departmentId')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={(data?.departments ?? []).map((department) => ({ value: department.id, label: lang === 'zh' ? department.name : department.nameEn }))}
          />
        </Form.Item>
        <Form.Item name="filingNumber" label={t('filingNumber')} rules={required} {...fieldProps(act.fault, 'filingNumber')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="filedOn" label={t('filedOn')} rules={required} {...fieldProps(act.fault, 'filedOn')}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="approvedOn" label={t('approvedOn')} {...fieldProps(act.fault, 'approvedOn')}>
          <Input type="date" />
        </Form.Item>
        {channel === 'WECHAT'
          ? wechatOnly.map((field) => (
              <Form.Item key={field} name={field} label={t(field)} {...fieldProps(act.fault, field)}>
                {field === 'appSecret' || field === 'callbackToken' || field === 'encodingAesKey' ? (
                  <Input.Password autoComplete="off" />
                ) : (
                  <Input autoComplete="off" />
                )}
              </Form.Item>
            ))
          : null}
      </Form>
    </Modal>
  );
}
