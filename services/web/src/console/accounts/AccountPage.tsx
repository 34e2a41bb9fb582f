import { Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { Mark } from '../../shared/staff/Mark';
import { Page, Section } from '../../shared/staff/Page';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import { NotFound } from '../../shared/states/States';
import { AccountDocument, BeginClosingDocument, type AccountRegisterFragment } from '../gql/graphql';
import { MenuPart } from '../menu/MenuPart';
import { useRight } from '../session';
import { toneOf, useWord } from '../words';
import s from './Account.module.css';
import { Capabilities } from './Capabilities';
import { ChangeDialog } from './ChangeDialog';
import { ClosingList } from './ClosingList';
import { CustodyPart } from './CustodyPart';
import { Entries } from './Entries';
import { Figures } from './Figures';
import { registerText } from './registerText';
import { Settings } from './Settings';

const watched = { additionalTypenames: ['Account', 'RegisterEntry', 'CredentialRequest'] };

/** One account: what the register holds of it, what happened to it, and how far its closing is. */
export function Component() {
  const { id = '' } = useParams();
  const account = useQuery({ query: AccountDocument, variables: { id }, context: watched });
  return <Answer query={account}>{(data) => (data.account ? <Shown account={data.account} /> : <NotFound home="/console/accounts" />)}</Answer>;
}

function Shown({ account }: { account: AccountRegisterFragment }) {
  const t = useText(registerText);
  const lang = useLang();
  const word = useWord();
  const may = useRight();
  const begin = useAct(BeginClosingDocument);
  const [dialog, setDialog] = useState<'change' | 'close' | null>(null);
  const manage = may('account.manage');
  const open = account.state !== 'closed' && account.state !== 'closing';
  return (
    <Page
      title={account.name}
      lead={
        <>
          <Mark tone={toneOf(account.state)}>{word('account', account.state)}</Mark>
          <span>{account.platform}</span>
          <span>{lang === 'zh' ? account.department.name : account.department.nameEn}</span>
          <Link to="/console/accounts">{t('backToList')}</Link>
        </>
      }
      actions={
        manage && open ? (
          <>
            <Button onClick={() => setDialog('change')}>{t('change')}</Button>
            {account.closing ? null : (
              <Button danger onClick={() => setDialog('close')}>
                {t('beginClosing')}
              </Button>
            )}
          </>
        ) : null
      }
    >
      {account.closing ? <ClosingList account={account} closing={account.closing} manage={manage} /> : null}
      <Section title={t('register')}>
        <Facts account={account} />
      </Section>
      {account.channel === 'WECHAT' ? <Figures accountId={account.id} /> : null}
      {account.channel === 'WECHAT' ? <Capabilities account={account} manage={manage} /> : null}
      {account.channel === 'WECHAT' ? <MenuPart account={{ id: account.id, name: account.name, may: account.capabilities.includes('MENU') }} /> : null}
      {account.wechatSettings ? <Settings account={account} kept={account.wechatSettings} manage={manage} /> : null}
      {account.custody ? <CustodyPart account={account} custody={account.custody} manage={manage} /> : null}
      <Entries entries={account.entries} manage={manage} />
      {dialog === 'change' ? <ChangeDialog account={account} onClose={() => setDialog(null)} /> : null}
      <ReasonDialog
        open={dialog === 'close'}
        title={t('beginTitle', { name: account.name })}
        note={t('beginNote')}
        label={t('closingReason')}
        okText={t('beginClosing')}
        danger
        busy={begin.busy}
        fault={begin.fault}
        onCancel={() => setDialog(null)}
        onConfirm={(reason) => {
          void begin.run({ accountId: account.id, reason }).then((done) => (done ? setDialog(null) : undefined));
        }}
      />
    </Page>
  );
}

function Facts({ account }: { account: AccountRegisterFragment }) {
  const t = useText(registerText);
  const { filing } = account;
  const said: [string, React.ReactNode][] = [
    [t('filing'), filing ? t('filed', { number: filing.number, on: filing.filedOn }) : t('unfiled')],
    [t('platform'), account.platform],
    [t('externalId'), account.externalId],
    [
      t('address'),
      account.address ? (
        <a href={account.address} target="_blank" rel="noopener noreferrer">
          {account.address}
        </a>
      ) : null,
    ],
    [t('operator'), account.operator ?? t('operatorSelf')],
    [t('openedOn'), account.openedOn ?? account.entries.find((entry) => entry.kind === 'OPEN')?.occurredOn],
    ...(account.allowedBy ? [[t('allowedBy'), account.allowedBy] as [string, React.ReactNode]] : []),
  ];
  return (
    <dl className={s.facts}>
      {said.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value ?? t('notSaid')}</dd>
        </div>
      ))}
    </dl>
  );
}
