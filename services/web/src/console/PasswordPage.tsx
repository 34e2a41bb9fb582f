import { Alert, Button, Form, Input } from 'antd';
import { useNavigate } from 'react-router';
import { useClient } from 'urql';
import { useAct } from '../shared/graphql/useAct';
import { useText } from '../shared/i18n/text';
import { FaultNote, fieldProps } from '../shared/staff/FaultNote';
import { Page, Section } from '../shared/staff/Page';
import { ChangePasswordDocument } from './gql/graphql';
import { ask, useMe } from './session';
import { consoleText } from './text';

interface Values {
  current: string;
  new: string;
  again: string;
}

export function Component() {
  const t = useText(consoleText);
  const me = useMe();
  const client = useClient();
  const navigate = useNavigate();
  const change = useAct(ChangePasswordDocument);
  const submit = async (values: Values) => {
    const data = await change.run({ current: values.current, new: values.new });
    if (!data) return;
    await ask(client);
    void navigate('/console/work');
  };
  return (
    <Page title={t('passwordTitle')}>
      <Section>
        {me.mustChangePassword ? <Alert type="warning" title={t('passwordMust')} style={{ marginBottom: 12 }} /> : null}
        <FaultNote fault={change.fault} shown={['current', 'new']} />
        <Form<Values> layout="vertical" style={{ maxWidth: 360 }} onFinish={(values) => void submit(values)}>
          <Form.Item name="current" label={t('passwordCurrent')} rules={[{ required: true }]} {...fieldProps(change.fault, 'current')}>
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          <Form.Item name="new" label={t('passwordNew')} extra={t('passwordRule')} rules={[{ required: true }]} {...fieldProps(change.fault, 'new')}>
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          <Form.Item
            name="again"
            label={t('passwordAgain')}
            dependencies={['new']}
            rules={[
              { required: true },
              ({ getFieldValue }) => ({
                validator: (_, value) => (value === getFieldValue('new') ? Promise.resolve() : Promise.reject(new Error(t('passwordDiffers')))),
              }),
            ]}
          >
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={change.busy}>
            {t('passwordChange')}
          </Button>
        </Form>
      </Section>
    </Page>
  );
}
