import { Button, Form, Input, Select } from 'antd';
import type { Fault } from '../graphql/fault';
import { sharedText } from '../i18n/shared';
import { useText } from '../i18n/text';
import { FaultNote } from './FaultNote';
import { LangSwitch } from './LangSwitch';
import s from './SignInForm.module.css';
import { staffText } from './text';

export interface Credentials {
  region: number;
  login: string;
  password: string;
}

export interface SignInFormProps {
  title: string;
  /** The counties, or for the oversight board the regions, one can sign in to. */
  regions: { code: number; name: string }[];
  busy: boolean;
  fault: Fault | null;
  onSubmit: (credentials: Credentials) => void;
}

export function SignInForm({ title, regions, busy, fault, onSubmit }: SignInFormProps) {
  const t = useText(staffText);
  const shared = useText(sharedText);
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
        <h1 className={s.title}>{title}</h1>
        <SignInFault fault={fault} />
        <Form<Credentials>
          layout="vertical"
          requiredMark={false}
          initialValues={{ region: remembered(regions) }}
          onFinish={(values) => {
            remember(values.region);
            onSubmit(values);
          }}
        >
          <Form.Item name="region" label={t('region')} rules={[{ required: true, message: t('regionRequired') }]}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={regions.map(({ code, name }) => ({ value: code, label: `${name}（${String(code)}）` }))}
            />
          </Form.Item>
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

/** A refused sign-in says neither which part was wrong nor whether the account exists. */
export function SignInFault({ fault }: { fault: Fault | null }) {
  const t = useText(staffText);
  if (fault?.code !== 'UNAUTHENTICATED') return <FaultNote fault={fault} />;
  return (
    <p role="alert" className={s.wrong}>
      {t('signInFailed')}
    </p>
  );
}

const key = 'juzhen.region';

function remembered(regions: { code: number }[]): number | undefined {
  const code = Number(localStorage.getItem(key));
  return regions.find((region) => region.code === code)?.code ?? (regions.length === 1 ? regions[0]?.code : undefined);
}

function remember(code: number): void {
  try {
    localStorage.setItem(key, String(code));
  } catch {
    // Private windows refuse storage; then the county is chosen again next time.
  }
}
