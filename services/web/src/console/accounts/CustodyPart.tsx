import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { isoDay, stamp } from '../../shared/lib/time';
import { Mark } from '../../shared/staff/Mark';
import { Section } from '../../shared/staff/Page';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import { AskForCredentialsDocument, ReportCredentialsLostDocument, type AccountRegisterFragment } from '../gql/graphql';
import s from './Account.module.css';
import { CustodianDialog, ReplaceDialog } from './CustodyDialogs';
import { registerText } from './registerText';
import { Requests } from './Requests';

export type Custody = NonNullable<AccountRegisterFragment['custody']>;

type Asked = 'custodian' | 'replace' | 'lose' | 'ask' | null;

/** Whose care an account's credentials are in, when they are due, and who saw them. */
export function CustodyPart({ account, custody, manage }: { account: AccountRegisterFragment; custody: Custody; manage: boolean }) {
  const t = useText(registerText);
  const lose = useAct(ReportCredentialsLostDocument);
  const ask = useAct(AskForCredentialsDocument);
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  return (
    <Section title={t('custody')}>
      <p className={s.quiet}>{t('custodyLead')}</p>
      {custody.lostAt ? <Alert type="error" showIcon style={{ marginBottom: 12 }} title={t('lostNote', { at: stamp(custody.lostAt), reason: custody.lostReason ?? '' })} /> : null}
      <dl className={s.facts}>
        <div>
          <dt>{t('custodian')}</dt>
          <dd>{custody.custodian?.name ?? t('nobody')}</dd>
        </div>
        <div>
          <dt>{t('secretSince')}</dt>
          <dd>
            {custody.setAt ? isoDay(custody.setAt) : t('notSaid')} {custody.rotateBy ? <Due on={custody.rotateBy} /> : null}
          </dd>
        </div>
      </dl>
      {manage ? (
        <div className={s.acts} style={{ margin: '12px 0' }}>
          <Button onClick={() => setAsked('custodian')}>{t('setCustodian')}</Button>
          <Button onClick={() => setAsked('replace')}>{t('replaceSecret')}</Button>
          <Button onClick={() => setAsked('ask')}>{t('askSecret')}</Button>
          {custody.lostAt ? null : (
            <Button danger onClick={() => setAsked('lose')}>
              {t('loseSecret')}
            </Button>
          )}
        </div>
      ) : null}
      <Requests name={account.name} custody={custody} />
      {asked === 'custodian' ? <CustodianDialog accountId={account.id} now={custody.custodian ?? null} onClose={close} /> : null}
      {asked === 'replace' ? <ReplaceDialog account={account} lost={Boolean(custody.lostAt)} onClose={close} /> : null}
      <ReasonDialog
        open={asked === 'lose'}
        title={t('loseTitle', { name: account.name })}
        note={t('loseNote')}
        label={t('loseHow')}
        okText={t('loseSecret')}
        danger
        busy={lose.busy}
        fault={lose.fault}
        onCancel={close}
        onConfirm={(reason) => {
          void lose.run({ accountId: account.id, reason }).then((done) => (done ? close() : undefined));
        }}
      />
      <ReasonDialog
        open={asked === 'ask'}
        title={t('askTitle', { name: account.name })}
        note={t('askNote')}
        label={t('askReason')}
        okText={t('askSecret')}
        busy={ask.busy}
        fault={ask.fault}
        onCancel={close}
        onConfirm={(reason) => {
          void ask.run({ accountId: account.id, reason }).then((done) => (done ? close() : undefined));
        }}
      />
    </Section>
  );
}

function Due({ on }: { on: string }) {
  const t = useText(registerText);
  const now = new Date();
  const today = isoDay(now);
  const soon = isoDay(new Date(now.getTime() + 14 * 86_400_000));
  if (on < today) return <Mark tone="bad">{t('rotateOverdue', { on })}</Mark>;
  return on <= soon ? <Mark tone="warn">{t('rotateBy', { on })}</Mark> : <span className={s.quiet}>{t('rotateBy', { on })}</span>;
}
