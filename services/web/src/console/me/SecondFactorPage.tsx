import { Alert, Button, Form, Input, QRCode, Space } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { downloadText } from '../../shared/lib/download';
import { clock, stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { Page, Section } from '../../shared/staff/Page';
import { BeginSecondFactorDocument, ConfirmSecondFactorDocument, SecondFactorDocument, type BeginSecondFactorMutation, type SecondFactorQuery } from '../gql/graphql';
import { CodeField, codeLike } from './CodeField';
import s from './Me.module.css';
import { useProof } from './useProof';
import { meText } from './text';

type Own = NonNullable<NonNullable<SecondFactorQuery['me']>['secondFactor']>;
type Offer = BeginSecondFactorMutation['beginSecondFactor'];

/** 我的二次验证: enrol a phone in three steps, and keep the recovery codes. */
export function Component() {
  const t = useText(meText);
  const own = useQuery({ query: SecondFactorDocument });
  const [codes, setCodes] = useState<string[] | null>(null);
  const done = () => {
    setCodes(null);
    own[1]({ requestPolicy: 'network-only' });
  };
  return (
    <Page title={t('pageTitle')} lead={t('lead')}>
      {codes ? <Codes codes={codes} onDone={done} /> : <Answer query={own}>{({ me }) => <Standing own={me?.secondFactor ?? null} onCodes={setCodes} />}</Answer>}
    </Page>
  );
}

function Standing({ own, onCodes }: { own: Own | null; onCodes: (codes: string[]) => void }) {
  const t = useText(meText);
  const [offer, setOffer] = useState<Offer | null>(null);
  return (
    <>
      <Section>
        <p>
          <Mark tone={own ? 'good' : 'warn'}>{own ? t('enrolled', { at: stamp(own.enrolledAt) }) : t('notEnrolled')}</Mark> {own ? t('recoveryLeft', { n: own.recoveryLeft }) : null}
        </p>
        {own && own.recoveryLeft < 3 ? <Alert type="warning" title={t('recoveryFew')} /> : null}
        {own?.provedUntil ? <p>{t('proved', { at: clock(own.provedUntil) })}</p> : null}
        {own ? <p>{t('lostNote')}</p> : null}
      </Section>
      {offer ? <Enrol offer={offer} onCodes={onCodes} /> : <Begin again={own !== null} onOffer={setOffer} />}
    </>
  );
}

function Begin({ again, onOffer }: { again: boolean; onOffer: (offer: Offer) => void }) {
  const t = useText(meText);
  const begin = useAct(BeginSecondFactorDocument);
  const proof = useProof();
  const submit = async ({ password }: { password: string }) => {
    const data = await begin.run({ password });
    if (data) onOffer(data.beginSecondFactor);
  };
  const asked = begin.fault?.reason === 'SECOND_FACTOR_REQUIRED';
  return (
    <Section title={t('step1')}>
      <p>{again ? t('againNote') : t('step1Hint')}</p>
      <FaultNote fault={asked ? null : begin.fault} shown={['password']} />
      {asked ? (
        <Button type="primary" onClick={() => proof.ask(() => begin.clear())}>
          {t('proveTitle')}
        </Button>
      ) : (
        <Form layout="vertical" style={{ maxWidth: 360 }} onFinish={(values: { password: string }) => void submit(values)}>
          <Form.Item name="password" label={t('password')} rules={[{ required: true }]} {...fieldProps(begin.fault, 'password')}>
            <Input.Password autoComplete="current-password" maxLength={256} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={begin.busy}>
            {again ? t('again') : t('begin')}
          </Button>
        </Form>
      )}
      {proof.dialog}
    </Section>
  );
}

function Enrol({ offer, onCodes }: { offer: Offer; onCodes: (codes: string[]) => void }) {
  const t = useText(meText);
  const confirm = useAct(ConfirmSecondFactorDocument);
  const [code, setCode] = useState('');
  const submit = async () => {
    if (!codeLike(code)) return;
    const data = await confirm.run({ code });
    if (data) onCodes(data.confirmSecondFactor);
  };
  return (
    <>
      <Section title={t('step2')}>
        <div className={s.picture}>
          <QRCode value={offer.address} type="canvas" size={200} bordered={false} aria-label={t('qr')} />
        </div>
        <p style={{ margin: '12px 0 0' }}>{t('typed')}</p>
        <code className={s.secret}>{offer.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </Section>
      <Section title={t('step3')}>
        <FaultNote fault={confirm.fault} />
        <Space orientation="vertical">
          <CodeField value={code} onChange={setCode} onEnter={() => void submit()} error={confirm.fault !== null} />
          <Button type="primary" size="large" disabled={!codeLike(code)} loading={confirm.busy} onClick={() => void submit()}>
            {t('confirm')}
          </Button>
        </Space>
      </Section>
    </>
  );
}

function Codes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const t = useText(meText);
  return (
    <Section title={t('codes')}>
      <p>{t('codesNote')}</p>
      <ul className={s.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Space wrap>
        <Button type="primary" onClick={onDone}>
          {t('codesDone')}
        </Button>
        <Button onClick={() => downloadText('juzhen-recovery-codes.txt', `${codes.join('\n')}\n`)}>{t('saveCodes')}</Button>
      </Space>
    </Section>
  );
}
