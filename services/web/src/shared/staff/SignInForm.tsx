import { Button, Form, Input } from 'antd';
import type { Fault } from '../graphql/fault';
import { sharedText } from '../i18n/shared';
import { useText } from '../i18n/text';
import { FaultNote } from './FaultNote';
import { LangSwitch } from './LangSwitch';
import s from './SignInForm.module.css';
import { staffText } from './text';

export interface Credentials {
  login: string;
  password: string;
}

export interface SignInFormProps {
  busy: boolean;
  fault: Fault | null;
  onSubmit: (credentials: Credentials) => void;
}

export function SignInForm({ busy, fault, onSubmit }: SignInFormProps) {
  const t = useText(staffText);
  const shared = useText(sharedText);
  const wrong = fault?.code === 'UNAUTHENTICATED';
  return (
    <main className={s.page}>
      <div className={s.card}>
        <div className={s.brand}>
          <img src="/juzhen.svg" alt="" width={32} height={32} />
          <div>
            <strong>{shared('brand')}</strong>
            <span>{shared('brandLong')}</span>
          </div>
          <LangSwitch />
        </div>
        <h1 className={s.title}>{t('signInTitle')}</h1>
        {wrong ? (
          <p role="alert" className={s.wrong}>
            {t('signInFailed')}
          </p>
        ) : (
          <FaultNote fault={fault} />
        )}
        <Form<Credentials> layout="vertical" requiredMark={false} onFinish={onSubmit}>
          <Form.Item name="login" label={t('login')} rules={[{ required: true, message: t('loginRequired') }]}>
            <Input autoComplete="username" autoFocus maxLength={64} />
          </Form.Item>
          <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('passwordRequired') }]}>
            <Input.Password autoComplete="current-password" maxLength={200} />
          </Form.Item>
          <Button type="primary" htmlType="submit" block loading={busy}>
            {t('signIn')}
          </Button>
        </Form>
        <p className={s.note}>{t('signInNote')}</p>
      </div>
    </main>
  );
}
