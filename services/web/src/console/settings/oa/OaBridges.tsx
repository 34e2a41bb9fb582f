import { PlusOutlined } from '@ant-design/icons';
import { Alert, App, Button, Space } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../../shared/graphql/useAct';
import { useLang } from '../../../shared/i18n/lang';
import { useText } from '../../../shared/i18n/text';
import { stamp } from '../../../shared/lib/time';
import { Answer } from '../../../shared/staff/Answer';
import { FaultNote } from '../../../shared/staff/FaultNote';
import { Mark } from '../../../shared/staff/Mark';
import { Section } from '../../../shared/staff/Page';
import { staffText } from '../../../shared/staff/text';
import { Empty } from '../../../shared/states/States';
import { IssueOaSecretDocument, OaBridgesDocument, PauseOaBridgeDocument, ResumeOaBridgeDocument, type BridgePartsFragment } from '../../gql/graphql';
import { useRight } from '../../session';
import { useWord } from '../../words';
import { BridgeDialog } from './BridgeDialog';
import { Log } from './Log';
import s from './Oa.module.css';
import { PeopleDialog } from './PeopleDialog';
import { Ping } from './Ping';
import { Replay } from './Replay';
import { Secret } from './Secret';
import { oaText } from './text';

/** An empty list names no type, so the first bridge would not refresh it without this. */
const watched = { additionalTypenames: ['OaBridge', 'OaAccount'] };

/** OA 对接: the outside systems in which people decide, what goes there, and what came back. */
export function OaBridges() {
  const t = useText(oaText);
  const may = useRight();
  const bridges = useQuery({ query: OaBridgesDocument, context: watched });
  const [adding, setAdding] = useState(false);
  return (
    <>
      <p>{t('intro')}</p>
      <p className={s.quiet}>{t('duties')}</p>
      {may('bridge.manage') ? (
        <Button type="primary" icon={<PlusOutlined aria-hidden />} style={{ marginBottom: 12 }} onClick={() => setAdding(true)}>
          {t('add')}
        </Button>
      ) : null}
      <Answer query={bridges}>
        {(data) => (data.oaBridges.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : data.oaBridges.map((row) => <One key={row.id} bridge={row} />))}
      </Answer>
      {adding ? <BridgeDialog bridge={null} onClose={() => setAdding(false)} /> : null}
    </>
  );
}

const tones = { active: 'good', paused: 'warn', disabled: 'bad' } as const;

function One({ bridge }: { bridge: BridgePartsFragment }) {
  const t = useText(oaText);
  const lang = useLang();
  const state = (bridge.state in tones ? bridge.state : 'disabled') as keyof typeof tones;
  return (
    <Section title={bridge.name} aside={<Mark tone={tones[state]}>{t(state)}</Mark>}>
      {bridge.trouble ? <Alert type="warning" showIcon style={{ marginBottom: 12 }} title={lang === 'zh' ? bridge.trouble.zh : bridge.trouble.en} /> : null}
      <Facts of={bridge} />
      <Acts of={bridge} />
    </Section>
  );
}

function Facts({ of: it }: { of: BridgePartsFragment }) {
  const t = useText(oaText);
  const word = useWord();
  const lang = useLang();
  const route = (row: BridgePartsFragment['routes'][number]) =>
    `${word('role', row.role)} · ${row.department ? (lang === 'zh' ? row.department.name : row.department.nameEn) : t('anyDepartment')}`;
  const traffic = [
    it.sentAt ? t('sentAt', { at: stamp(it.sentAt) }) : t('neverSent'),
    it.receivedAt ? t('receivedAt', { at: stamp(it.receivedAt) }) : t('neverReceived'),
    it.queued > 0 ? t('queued', { n: it.queued }) : '',
    it.dead > 0 ? t('dead', { n: it.dead }) : '',
  ].filter((part) => part !== '');
  return (
    <dl className={s.facts}>
      <dt>{t('routes')}</dt>
      <dd>{it.routes.map(route).join(lang === 'zh' ? '、' : ', ')}</dd>
      <dt>{t('people')}</dt>
      <dd>{it.accounts.length > 0 ? it.accounts.map((row) => `${row.person.name}（${row.account}）`).join(lang === 'zh' ? '、' : ', ') : t('noPeople')}</dd>
      <dt>{t('secret')}</dt>
      <dd>{it.secretIssuedAt ? t('secretAt', { at: stamp(it.secretIssuedAt) }) : t('noSecret')}</dd>
      <dt>{t('traffic')}</dt>
      <dd>{traffic.join(' · ')}</dd>
      <dt>{t('endpoint')}</dt>
      <dd>
        <code>{it.endpoint}</code>
      </dd>
      <dt>{t('decideAt')}</dt>
      <dd>
        <code>{it.decideAt}</code>
        <span className={s.quiet}> {t('decideAtHint')}</span>
      </dd>
    </dl>
  );
}

function Acts({ of: it }: { of: BridgePartsFragment }) {
  const t = useText(oaText);
  const common = useText(staffText);
  const may = useRight();
  const { modal } = App.useApp();
  const pause = useAct(PauseOaBridgeDocument);
  const resume = useAct(ResumeOaBridgeDocument);
  const issue = useAct(IssueOaSecretDocument);
  const [open, setOpen] = useState<'edit' | 'people' | 'replay' | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const [logged, setLogged] = useState(false);
  const fetchSecret = async () => setSecret((await issue.run({ id: it.id }))?.issueOaSecret.secret ?? null);
  const askSecret = () =>
    it.secretIssuedAt
      ? modal.confirm({ title: t('reissueTitle', { name: it.name }), content: t('reissueNote'), okText: t('reissue'), cancelText: common('cancel'), onOk: fetchSecret })
      : void fetchSecret();
  const askPause = () =>
    modal.confirm({ title: t('pauseTitle', { name: it.name }), content: t('pauseNote'), okText: t('pause'), cancelText: common('cancel'), onOk: () => pause.run({ id: it.id }) });
  const manage = may('bridge.manage');
  const link = may('bridge.link');
  return (
    <>
      <FaultNote fault={pause.fault ?? resume.fault ?? issue.fault} />
      <Space wrap>
        {link ? <Button onClick={askSecret} loading={issue.busy}>{it.secretIssuedAt ? t('reissue') : t('issue')}</Button> : null}
        {link ? <Button onClick={() => setOpen('people')}>{t('people')}</Button> : null}
        {manage ? <Button onClick={() => setOpen('edit')}>{t('edit')}</Button> : null}
        {manage && it.state === 'active' ? <Button onClick={askPause}>{t('pause')}</Button> : null}
        {manage && it.state !== 'active' ? <Button loading={resume.busy} onClick={() => void resume.run({ id: it.id })}>{t('resume')}</Button> : null}
        {manage ? <Button onClick={() => setOpen('replay')}>{t('replay')}</Button> : null}
        <Button aria-expanded={logged} onClick={() => setLogged(!logged)}>{logged ? t('hideLog') : t('log')}</Button>
      </Space>
      {manage && it.secretIssuedAt ? <Ping bridgeId={it.id} /> : null}
      {logged ? <Log bridgeId={it.id} /> : null}
      {open === 'edit' ? <BridgeDialog bridge={it} onClose={() => setOpen(null)} /> : null}
      {open === 'people' ? <PeopleDialog bridge={it} onClose={() => setOpen(null)} /> : null}
      {open === 'replay' ? <Replay bridgeId={it.id} onClose={() => setOpen(null)} /> : null}
      {secret ? <Secret name={it.name} secret={secret} onClose={() => setSecret(null)} /> : null}
    </>
  );
}
