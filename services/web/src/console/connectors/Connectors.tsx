import { PlusOutlined } from '@ant-design/icons';
import { Alert, App, Button, Space } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { Section } from '../../shared/staff/Page';
import { staffText } from '../../shared/staff/text';
import { Empty } from '../../shared/states/States';
import { ConnectorsDocument, PauseConnectorDocument, ResumeConnectorDocument, RotateConnectorSecretDocument, type ConnectorPartsFragment } from '../gql/graphql';
import { useRight } from '../session';
import { AccountsDialog } from './AccountsDialog';
import { ConnectorDialog } from './ConnectorDialog';
import s from './Connectors.module.css';
import { Log } from './Log';
import { Ping } from './Ping';
import { Secret } from './Secret';
import { connectorsText } from './text';

/** An empty list names no type, so the first program would not refresh it without this. */
const watched = { additionalTypenames: ['Connector', 'ConnectorAccount'] };

/** 对接程序: the programs that publish on other platforms, what goes by them, and what went and came. */
export function Connectors() {
  const t = useText(connectorsText);
  const may = useRight();
  const connectors = useQuery({ query: ConnectorsDocument, context: watched });
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<{ name: string; text: string } | null>(null);
  return (
    <>
      <p>{t('intro')}</p>
      {may('account.manage') ? (
        <Button type="primary" icon={<PlusOutlined aria-hidden />} style={{ marginBottom: 12 }} onClick={() => setAdding(true)}>
          {t('add')}
        </Button>
      ) : null}
      <Answer query={connectors}>
        {(data) => (data.connectors.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : data.connectors.map((row) => <One key={row.id} of={row} />))}
      </Answer>
      {adding ? <ConnectorDialog connector={null} onClose={() => setAdding(false)} onSecret={(name, text) => setSecret({ name, text })} /> : null}
      {secret ? <Secret name={secret.name} secret={secret.text} onClose={() => setSecret(null)} /> : null}
    </>
  );
}

const tones = { active: 'good', paused: 'warn', stopped: 'bad' } as const;

function One({ of: it }: { of: ConnectorPartsFragment }) {
  const t = useText(connectorsText);
  const state = (it.state in tones ? it.state : 'stopped') as keyof typeof tones;
  const trouble = it.stoppedFor ? t('stoppedNote', { why: it.stoppedFor }) : state === 'paused' ? t('pausedNote') : it.accounts.length === 0 ? t('noneLinked') : null;
  return (
    <Section title={it.name} aside={<Mark tone={tones[state]}>{t(state)}</Mark>}>
      {trouble ? <Alert type={it.stoppedFor ? 'error' : 'warning'} showIcon style={{ marginBottom: 12 }} title={trouble} /> : null}
      <Facts of={it} />
      <Acts of={it} />
    </Section>
  );
}

function Facts({ of: it }: { of: ConnectorPartsFragment }) {
  const t = useText(connectorsText);
  const traffic = [
    it.answeredAt ? t('answeredAt', { at: stamp(it.answeredAt) }) : t('neverAnswered'),
    it.receivedAt ? t('receivedAt', { at: stamp(it.receivedAt) }) : t('neverReceived'),
    it.waiting > 0 ? t('waiting', { n: it.waiting }) : '',
  ].filter((part) => part !== '');
  return (
    <dl className={s.facts}>
      <dt>{t('accounts')}</dt>
      <dd>
        {it.accounts.length === 0
          ? t('noAccounts')
          : it.accounts.map((row) => (
              <span key={row.account.id} className={s.handle}>
                {row.account.name} <code>{row.handle}</code>
              </span>
            ))}
      </dd>
      <dt>{t('traffic')}</dt>
      <dd>{traffic.join(' · ')}</dd>
      <dt>{t('secret')}</dt>
      <dd>{t('secretAt', { at: stamp(it.secretMadeAt) })}</dd>
      <dt>{t('endpoint')}</dt>
      <dd>
        <code>{it.endpoint}</code>
      </dd>
      <dt>{t('resultAt')}</dt>
      <dd>
        <code>{it.resultAt}</code> <span className={s.quiet}>{t('resultAtHint')}</span>
      </dd>
    </dl>
  );
}

function Acts({ of: it }: { of: ConnectorPartsFragment }) {
  const t = useText(connectorsText);
  const common = useText(staffText);
  const may = useRight();
  const { modal } = App.useApp();
  const pause = useAct(PauseConnectorDocument);
  const resume = useAct(ResumeConnectorDocument);
  const rotate = useAct(RotateConnectorSecretDocument);
  const [open, setOpen] = useState<'edit' | 'accounts' | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const [logged, setLogged] = useState(false);
  const manage = may('account.manage');
  const askRotate = () =>
    modal.confirm({
      title: t('rotateTitle', { name: it.name }),
      content: t('rotateNote'),
      okText: t('rotate'),
      cancelText: common('cancel'),
      onOk: async () => setSecret((await rotate.run({ id: it.id }))?.rotateConnectorSecret.secret ?? null),
    });
  const askPause = () =>
    modal.confirm({ title: t('pauseTitle', { name: it.name }), content: t('pauseNote'), okText: t('pause'), cancelText: common('cancel'), onOk: () => pause.run({ id: it.id }) });
  return (
    <>
      <FaultNote fault={pause.fault ?? resume.fault ?? rotate.fault} />
      <Space wrap>
        {manage ? <Button onClick={() => setOpen('accounts')}>{t('link')}</Button> : null}
        {manage ? <Button onClick={() => setOpen('edit')}>{t('edit')}</Button> : null}
        {manage ? <Button loading={rotate.busy} onClick={askRotate}>{t('rotate')}</Button> : null}
        {manage && it.state === 'active' ? <Button onClick={askPause}>{t('pause')}</Button> : null}
        {manage && it.state !== 'active' ? <Button loading={resume.busy} onClick={() => void resume.run({ id: it.id })}>{t('resume')}</Button> : null}
        <Button aria-expanded={logged} onClick={() => setLogged(!logged)}>{logged ? t('hideLog') : t('log')}</Button>
      </Space>
      {manage ? <Ping connectorId={it.id} /> : null}
      {logged ? <Log connectorId={it.id} /> : null}
      {open === 'edit' ? <ConnectorDialog connector={it} onClose={() => setOpen(null)} onSecret={() => undefined} /> : null}
      {open === 'accounts' ? <AccountsDialog connector={it} onClose={() => setOpen(null)} /> : null}
      {secret ? <Secret name={it.name} secret={secret} onClose={() => setSecret(null)} /> : null}
    </>
  );
}
