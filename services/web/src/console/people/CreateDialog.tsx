import { Form, Input, Modal, Select } from 'antd';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { CreatePersonDocument, DepartmentsDocument } from '../gql/graphql';
import { peopleText } from './text';

interface Values {
  login: string;
  name: string;
  departmentId: string;
  password: string;
}

/** Adds a person by name. They have no role until the security administrator gives one. */
export function CreateDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useText(peopleText);
  const common = useText(staffText);
  const lang = useLang();
  const create = useAct(CreatePersonDocument);
  const [{ data }] = useQuery({ query: DepartmentsDocument, pause: !open });
  const [form] = Form.useForm<Values>();
  const confirm = async (values: Values) => {
    if (await create.run(values)) onClose();
  };
  const required = [{ required: true, whitespace: true, message: t('required') }];
  return (
    <Modal
      open={open}
      title={t('create')}
      okText={t('create')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: create.busy }}
      onCancel={onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <FaultNote fault={create.fault} shown={['login', 'name', 'departmentId', 'password']} />
      <p>{t('createNote')}</p>
      <Form form={form} layout="vertical" preserve={false} onFinish={(values) => void confirm(values)}>
        <Form.Item name="name" label={t('fullName')} rules={required} {...fieldProps(create.fault, 'name')}>
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item name="login" label={t('login')} extra={t('loginHint')} rules={required} {...fieldProps(create.fault, 'login')}>
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item name="departmentId" label={t('department')} rules={required} {...fieldProps(create.fault, 'departmentId')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={(data?.departments ?? []).map((department) => ({ value: department.id, label: lang === 'zh' ? department.name : department.nameEn }))}
          />
        </Form.Item>
        <Form.Item name="password" label={t('firstPassword')} extra={t('firstPasswordHint')} rules={required} {...fieldProps(create.fault, 'password')}>
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
