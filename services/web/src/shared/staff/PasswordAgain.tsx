import { Button, Form, Input } from 'antd';
import type { Fault } from '../graphql/fault';
import { useText } from '../i18n/text';
import { SignInFault } from './SignInForm';
import { staffText } from './text';

export interface PasswordAgainProps {
  login: string;
  busy: boolean;
  fault: Fault | null;
  onSubmit: (password: string) => void;
}

/** The password of the person whose session ran out, over the page they were at. */
export function PasswordAgain({ login, busy, fault, onSubmit }: PasswordAgainProps) {
  const t = useText(staffText);
  return (
    <>
      <p>{t('sessionEndedNote')}</p>
      <SignInFault fault={fault} />
      <Form<{ password: string }> layout="vertical" requiredMark={false} onFinish={({ password }) => onSubmit(password)}>
        <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
        <Form.Item name="password" label={t('passwordOf', { login })} rules={[{ required: true, message: t('passwordRequired') }]}>
          <Input.Password autoComplete="current-password" autoFocus maxLength={200} />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={busy}>
          {t('signIn')}
        </Button>
      </Form>
      <Button type="link" block href="?" onClick={() => location.reload()}>
        {t('signInOther')}
      </Button>
    </>
  );
}
