import { Alert, Checkbox, Form, Input, InputNumber, Modal, Typography } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { CreateTokenDocument } from '../gql/graphql';
import { oversightText } from '../text';

interface Values {
  name: string;
  scopes: string[];
  days: number;
}

/** A group of boxes has no `required` of its own that readers of a screen could be told, so the rule is written out. */
function atLeastOne(message: string) {
  return { validator: (_rule: unknown, value: unknown) => (Array.isArray(value) && value.length > 0 ? Promise.resolve() : Promise.reject(new Error(message))) };
}

/** Makes a token and shows it, this once. */
export function CreateToken({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useText(oversightText);
  const staff = useText(staffText);
  const [form] = Form.useForm<Values>();
  const act = useAct(CreateTokenDocument);
  const [token, setToken] = useState<string | null>(null);
  const submit = async (values: Values) => {
    const data = await act.run(values);
    if (data) setToken(data.createToken.token);
  };
  const close = () => {
    setToken(null);
    act.clear();
    onClose();
  };
  return (
    <Modal
      open={open}
      title={t('newToken')}
      okText={token ? t('copied') : t('create')}
      cancelText={staff('cancel')}
      okButtonProps={{ loading: act.busy }}
      cancelButtonProps={token ? { style: { display: 'none' } } : {}}
      onOk={token ? close : form.submit}
      onCancel={close}
      destroyOnHidden
    >
      {token ? (
        <>
          <Alert type="warning" showIcon title={t('shownOnce')} description={t('shownOnceNote')} style={{ marginBottom: 12 }} />
          <Typography.Text code copyable style={{ overflowWrap: 'anywhere' }}>
            {token}
          </Typography.Text>
        </>
      ) : (
        <Form<Values> form={form} layout="vertical" preserve={false} initialValues={{ scopes: ['board:read'], days: 90 }} onFinish={(values) => void submit(values)}>
          <FaultNote fault={act.fault} shown={['name', 'scopes', 'days']} />
          <Form.Item name="name" label={t('tokenName')} rules={[{ required: true, whitespace: true, message: t('tokenNameRequired') }]} {...fieldProps(act.fault, 'name')}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="scopes" label={t('scopes')} rules={[atLeastOne(t('scopesRequired'))]} {...fieldProps(act.fault, 'scopes')}>
            <Checkbox.Group
              options={[
                { value: 'board:read', label: t('scope_board:read') },
                { value: 'released:read', label: t('scope_released:read') },
              ]}
            />
          </Form.Item>
          <Form.Item name="days" label={t('validDays')} rules={[{ required: true }]} {...fieldProps(act.fault, 'days')}>
            <InputNumber min={1} max={366} />
          </Form.Item>
        </Form>
      )}
    </Modal>
  );
}
