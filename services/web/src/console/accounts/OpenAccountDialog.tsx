import { Form, Input, Modal, Select } from 'antd';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { DepartmentsDocument, OpenAccountDocument, type AccountInput, type Channel } from '../gql/graphql';
import { useWord } from '../words';
import { registerText } from './registerText';
import { accountsText } from './text';

const channels: Channel[] = ['WECHAT', 'APP', 'WEBSITE', 'CONNECTOR'];
const particulars = ['address', 'operator', 'openedOn', 'allowedBy'] as const;
const wechatOnly = ['externalId', 'appSecret', 'callbackToken', 'encodingAesKey', 'baseUrl'] as const;

/** Opens an account, with its filing where it has one: without it cannot publish, and its clock runs. */
export function OpenAccountDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useText(accountsText);
  const register = useText(registerText);
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
    if (await act.run({ input: { ...input, filingNumber: input.filingNumber ?? '' } })) onClose();
  };
  const required = [{ required: true, message: t('required') }];
  const shown = ['channel', 'name', 'departmentId', 'filingNumber', 'filedOn', 'approvedOn', 'platform', ...particulars, ...wechatOnly];
  return (
    <Modal open={open} title={t('openAccount')} okText={t('openAccount')} cancelText={common('cancel')} okButtonProps={{ loading: act.busy }} onCancel={onClose} onOk={() => form.submit()} destroyOnHidden>
      <FaultNote fault={act.fault} shown={shown} />
      <Form form={form} layout="vertical" preserve={false} initialValues={{ channel: 'WECHAT' }} onFinish={(values) => void confirm(values)}>
        <Form.Item name="channel" label={t('channel')} rules={required} {...fieldProps(act.fault, 'channel')}>
          <Select options={channels.map((value) => ({ value, label: word('channel', value) }))} />
        </Form.Item>
        {channel === 'CONNECTOR' ? (
          <Form.Item name="platform" label={register('platform')} extra={register('platformHint')} rules={required} {...fieldProps(act.fault, 'platform')}>
            <Input maxLength={30} />
          </Form.Item>
        ) : null}
        <Form.Item name="name" label={t('name')} rules={required} {...fieldProps(act.fault, 'name')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="departmentId" label={t('hostDepartment')} rules={required} {...fieldProps(act.fault, 'departmentId')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={(data?.departments ?? []).map((department) => ({ value: department.id, label: lang === 'zh' ? department.name : department.nameEn }))}
          />
        </Form.Item>
        <Form.Item name="filingNumber" label={t('filingNumber')} extra={t('filingHint')} {...fieldProps(act.fault, 'filingNumber')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="filedOn" label={t('filedOn')} {...fieldProps(act.fault, 'filedOn')}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="approvedOn" label={t('approvedOn')} {...fieldProps(act.fault, 'approvedOn')}>
          <Input type="date" />
        </Form.Item>
        {particulars.map((field) => (
          <Form.Item
            key={field}
            name={field}
            label={register(field)}
            extra={field === 'allowedBy' || field === 'operator' ? register(`${field}Hint`) : undefined}
            {...fieldProps(act.fault, field)}
          >
            <Input type={field === 'openedOn' ? 'date' : field === 'address' ? 'url' : 'text'} />
          </Form.Item>
        ))}
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
