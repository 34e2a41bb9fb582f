import { Form, Input, Modal, Select } from 'antd';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { isoDay } from '../../shared/lib/time';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { ChangeAccountDocument, DepartmentsDocument, type AccountChangeInput, type AccountRegisterFragment } from '../gql/graphql';
import { registerText } from './registerText';
import { accountsText } from './text';

const fields = ['name', 'departmentId', 'platform', 'address', 'operator', 'allowedBy', 'occurredOn', 'note'] as const;

/** A change of name, of department or of who runs an account; it asks for a filing of its own. */
export function ChangeDialog({ account, onClose }: { account: AccountRegisterFragment; onClose: () => void }) {
  useFocusReturn();
  const t = useText(registerText);
  const own = useText(accountsText);
  const common = useText(staffText);
  const lang = useLang();
  const change = useAct(ChangeAccountDocument);
  const [{ data }] = useQuery({ query: DepartmentsDocument });
  const [form] = Form.useForm<AccountChangeInput>();
  const save = async (values: AccountChangeInput) => {
    if (await change.run({ id: account.id, input: values })) onClose();
  };
  const required = [{ required: true, whitespace: true, message: t('required') }];
  const today = isoDay(new Date());
  const initial = {
    name: account.name,
    departmentId: account.department.id,
    platform: account.platform,
    address: account.address ?? '',
    operator: account.operator ?? '',
    allowedBy: account.allowedBy ?? '',
    occurredOn: today,
  };
  return (
    <Modal
      open
      title={t('changeTitle', { name: account.name })}
      okText={t('change')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: change.busy }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FaultNote fault={change.fault} shown={fields} />
      <p>{t('changeNote')}</p>
      <Form form={form} layout="vertical" initialValues={initial} onFinish={(values) => void save(values)}>
        <Form.Item name="name" label={own('name')} rules={required} {...fieldProps(change.fault, 'name')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="departmentId" label={own('hostDepartment')} rules={[{ required: true, message: t('required') }]} {...fieldProps(change.fault, 'departmentId')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={(data?.departments ?? []).map((department) => ({ value: department.id, label: lang === 'zh' ? department.name : department.nameEn }))}
          />
        </Form.Item>
        <Form.Item name="platform" label={t('platform')} {...fieldProps(change.fault, 'platform')}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item name="address" label={t('address')} {...fieldProps(change.fault, 'address')}>
          <Input type="url" maxLength={500} />
        </Form.Item>
        <Form.Item name="operator" label={t('operator')} extra={t('operatorHint')} {...fieldProps(change.fault, 'operator')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="allowedBy" label={t('allowedBy')} extra={t('allowedByHint')} {...fieldProps(change.fault, 'allowedBy')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="occurredOn" label={t('occurredOn')} rules={required} {...fieldProps(change.fault, 'occurredOn')}>
          <Input type="date" max={today} />
        </Form.Item>
        <Form.Item name="note" label={t('whatChanged')} rules={required} {...fieldProps(change.fault, 'note')}>
          <Input.TextArea rows={2} maxLength={500} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}
