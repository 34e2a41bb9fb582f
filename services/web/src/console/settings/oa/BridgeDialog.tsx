import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Modal, Select } from 'antd';
import { useQuery } from 'urql';
import { useAct } from '../../../shared/graphql/useAct';
import { useLang } from '../../../shared/i18n/lang';
import { useText } from '../../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../../shared/staff/FaultNote';
import { staffText } from '../../../shared/staff/text';
import { useFocusReturn } from '../../../shared/staff/useFocusReturn';
import { CreateOaBridgeDocument, EditOaBridgeDocument, OaRoutesFromDocument, type BridgePartsFragment, type Role } from '../../gql/graphql';
import { useWord } from '../../words';
import s from './Oa.module.css';
import { oaText } from './text';

const roles: Role[] = ['PRINCIPAL', 'COUNTY_REVIEWER', 'DEPARTMENT_REVIEWER'] as Role[];

interface Values {
  name: string;
  endpoint: string;
  routes: { role: Role; departmentId: string }[];
}

/** Where an OA takes messages, and which steps go there. */
export function BridgeDialog({ bridge, onClose }: { bridge: BridgePartsFragment | null; onClose: () => void }) {
  useFocusReturn();
  const t = useText(oaText);
  const common = useText(staffText);
  const create = useAct(CreateOaBridgeDocument);
  const edit = useAct(EditOaBridgeDocument);
  const [form] = Form.useForm<Values>();
  const fault = create.fault ?? edit.fault;
  const confirm = async ({ name, endpoint, routes }: Values) => {
    const input = { name, endpoint, routes: routes.map((route) => ({ role: route.role, departmentId: route.departmentId || null })) };
    const done = bridge ? await edit.run({ id: bridge.id, input }) : await create.run({ input });
    if (done) onClose();
  };
  const first = { role: 'PRINCIPAL' as Role, departmentId: '' };
  const initial: Values = bridge
    ? { name: bridge.name, endpoint: bridge.endpoint, routes: bridge.routes.map((row) => ({ role: row.role, departmentId: row.department?.id ?? '' })) }
    : { name: '', endpoint: '', routes: [first] };
  const required = [{ required: true, message: t('required') }];
  return (
    <Modal
      open
      title={bridge ? t('edit') : t('add')}
      okText={common('confirm')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: create.busy || edit.busy }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FaultNote fault={fault} shown={['name', 'endpoint', 'routes']} />
      <Form form={form} layout="vertical" initialValues={initial} onFinish={(values) => void confirm(values)}>
        <Form.Item name="name" label={t('name')} rules={required} {...fieldProps(fault, 'name')}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item name="endpoint" label={t('endpoint')} extra={t('endpointHint')} rules={required} {...fieldProps(fault, 'endpoint')}>
          <Input inputMode="url" placeholder="https://" />
        </Form.Item>
        <Form.Item label={t('routes')} extra={t('routesHint')} {...fieldProps(fault, 'routes')}>
          <Form.List name="routes">
            {(fields, { add, remove }) => (
              <>
                {fields.map((field, index) => (
                  <Route key={field.key} name={field.name} number={index + 1} onRemove={fields.length > 1 ? () => remove(field.name) : null} />
                ))}
                <Button icon={<PlusOutlined aria-hidden />} onClick={() => add(first)}>
                  {t('addRoute')}
                </Button>
              </>
            )}
          </Form.List>
        </Form.Item>
      </Form>
    </Modal>
  );
}

function Route({ name, number, onRemove }: { name: number; number: number; onRemove: (() => void) | null }) {
  const t = useText(oaText);
  const lang = useLang();
  const word = useWord();
  const [{ data }] = useQuery({ query: OaRoutesFromDocument });
  const departments = (data?.departments ?? []).map((row) => ({ value: row.id, label: lang === 'zh' ? row.name : row.nameEn }));
  return (
    <div className={s.route}>
      <Form.Item name={[name, 'role']} noStyle>
        <Select aria-label={`${t('routeRole')} ${number}`} options={roles.map((role) => ({ value: role, label: word('role', role) }))} />
      </Form.Item>
      <Form.Item name={[name, 'departmentId']} noStyle>
        <Select aria-label={`${t('routeDepartment')} ${number}`} options={[{ value: '', label: t('anyDepartment') }, ...departments]} />
      </Form.Item>
      {onRemove ? <Button aria-label={t('removeRoute', { n: number })} icon={<DeleteOutlined aria-hidden />} onClick={onRemove} /> : null}
    </div>
  );
}
