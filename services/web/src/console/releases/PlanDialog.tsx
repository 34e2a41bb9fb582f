import { Alert, Checkbox, Form, Modal } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import type { Fault } from '../../shared/graphql/fault';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { fromWall } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { staffText } from '../../shared/staff/text';
import { Empty } from '../../shared/states/States';
import { AccountChoicesDocument, OutletTopicsDocument, PlanConflictsDocument, PlanReleaseDocument, type AccountChoicesQuery } from '../gql/graphql';
import { useRight } from '../session';
import { Blast } from '../matrix/Blast';
import { SharedColumn } from '../matrix/SharedColumn';
import { useWord } from '../words';
import s from './PlanDialog.module.css';
import { Conflicts, Despite } from './Conflicts';
import { passable } from './conflict';
import { wallOf } from './month';
import { noTerms, termsOf } from './terms';
import { TermsFields } from './TermsFields';
import { releasesText } from './text';
import { WhenField, type When } from './WhenField';

export interface PlanDialogProps {
  open: boolean;
  article: { id: string; title: string; topics: string[]; column: { id: string } | null };
  /** Accounts that carry an earlier version. */
  earlier: string[];
  onCancel: () => void;
  onPlanned: (releaseId: string) => void;
}

/** One release to several accounts at one time; they go out together or the group raises an alarm. */
export function PlanDialog({ open, article, earlier, onCancel, onPlanned }: PlanDialogProps) {
  const t = useText(releasesText);
  const common = useText(staffText);
  const plan = useAct(PlanReleaseDocument);
  const [chosen, setChosen] = useState(earlier);
  const [pushed, setPushed] = useState<string[]>([]);
  const [when, setWhen] = useState<When>(() => ({ at: 'now', wall: wallOf(new Date(Date.now() + 3_600_000)) }));
  const [terms, setTerms] = useState(noTerms);
  const [despite, setDespite] = useState(false);
  const [opened] = useState(() => new Date().toISOString());
  const asks = when.at === 'now' || when.wall !== '';
  const [conflicts] = useQuery({
    query: PlanConflictsDocument,
    variables: { articleId: article.id, accountIds: chosen, scheduledAt: when.at === 'now' ? opened : fromWall(when.wall || wallOf(opened)) },
    requestPolicy: 'network-only',
    pause: !open || chosen.length === 0 || !asks,
  });
  const found = chosen.length === 0 ? [] : (conflicts.data?.planConflicts ?? []);
  const confirm = async () => {
    const scheduledAt = when.at === 'now' ? new Date().toISOString() : fromWall(when.wall);
    const data = await plan.run({ articleId: article.id, accountIds: chosen, scheduledAt, despite, terms: termsOf(terms), pushTo: pushed.filter((id) => chosen.includes(id)) });
    if (data) onPlanned(data.planRelease.id);
  };
  return (
    <Modal
      open={open}
      title={t('planTitle')}
      okText={when.at === 'now' ? t('releaseNow') : t('schedule')}
      cancelText={common('cancel')}
      okButtonProps={{ disabled: chosen.length === 0 || !asks || !passable(found, despite), loading: plan.busy }}
      onCancel={onCancel}
      onOk={() => void confirm()}
      width={600}
      destroyOnHidden
    >
      <FaultNote fault={plan.fault} shown={['scheduledAt', 'accountIds', 'pushTo', 'expiresAt', 'expiryReason', 'reviewOn']} />
      <p>
        <strong>{article.title}</strong>
      </p>
      <Form layout="vertical" component="div">
        <Form.Item label={t('when')} {...fieldProps(plan.fault, 'scheduledAt')}>
          <WhenField when={when} onChange={setWhen} />
          <Conflicts conflicts={found} />
          <Despite conflicts={found} despite={despite} onChange={setDespite} />
        </Form.Item>
        <Form.Item label={t('accounts')} {...fieldProps(plan.fault, 'accountIds')}>
          <Accounts chosen={chosen} earlier={earlier} onChange={setChosen} />
        </Form.Item>
        <SharedColumn columnId={article.column?.id ?? null} onChosen={(ids) => setChosen((now) => [...new Set([...now, ...ids])])} />
        <Blast articleId={article.id} accountIds={chosen} at={when.at === 'now' || when.wall === '' ? null : fromWall(when.wall)} />
        <Pushes chosen={chosen} pushed={pushed} onChange={setPushed} fault={plan.fault} />
        {earlier.some((id) => !chosen.includes(id)) ? <Alert type="warning" showIcon title={t('earlierLeft')} style={{ marginBottom: 12 }} /> : null}
        <details style={{ marginBottom: 12 }}>
          <summary>{t('moreTerms')}</summary>
          <div style={{ paddingTop: 8 }}>
            <TermsFields terms={terms} fault={plan.fault} onChange={setTerms} />
          </div>
        </details>
      </Form>
      <OutletNote topics={article.topics} />
    </Modal>
  );
}

function Accounts({ chosen, earlier, onChange }: { chosen: string[]; earlier: string[]; onChange: (ids: string[]) => void }) {
  const t = useText(releasesText);
  const accounts = useQuery({ query: AccountChoicesDocument });
  return (
    <Answer query={accounts}>
      {(data) => {
        if (data.accounts.length === 0) return <Empty title={t('noAccounts')} />;
        return (
          <Checkbox.Group className={s.accounts} value={chosen} onChange={(ids) => onChange(ids.map(String))}>
            {data.accounts.map((account) => (
              <AccountChoice key={account.id} account={account} earlier={earlier.includes(account.id)} />
            ))}
          </Checkbox.Group>
        );
      }}
    </Answer>
  );
}

/** Whether the followers of a chosen WeChat account are pushed the piece; by default they are not. */
function Pushes({ chosen, pushed, onChange, fault }: { chosen: string[]; pushed: string[]; onChange: (ids: string[]) => void; fault: Fault | null }) {
  const t = useText(releasesText);
  const [{ data }] = useQuery({ query: AccountChoicesDocument });
  const able = (data?.accounts ?? []).filter((account) => account.channel === 'WECHAT' && chosen.includes(account.id));
  if (able.length === 0) return null;
  return (
    <Form.Item extra={t('pushNote')} {...fieldProps(fault, 'pushTo')}>
      <Checkbox.Group className={s.accounts} value={pushed} onChange={(ids) => onChange(ids.map(String))}>
        {able.map((account) => (
          <Checkbox key={account.id} value={account.id}>
            {t('push', { name: account.name })}
          </Checkbox>
        ))}
      </Checkbox.Group>
    </Form.Item>
  );
}

function AccountChoice({ account, earlier }: { account: AccountChoicesQuery['accounts'][number]; earlier: boolean }) {
  const t = useText(releasesText);
  const word = useWord();
  const active = account.state.toLowerCase() === 'active';
  const spent = account.pushesLeftToday === 0;
  return (
    <Checkbox value={account.id} disabled={!active}>
      {account.name} <span className={s.channel}>{word('channel', account.channel)}</span>{' '}
      {active ? null : <Mark tone="warn">{word('account', account.state)}</Mark>}
      {active && account.byHand ? <Mark tone="info">{t('handHere')}</Mark> : null}
      {earlier ? <Mark tone="info">{t('earlierHere')}</Mark> : null}
      {active && spent ? <Mark tone="warn">{t('quotaSpent')}</Mark> : null}
      {active && account.pushesLeftToday ? <span className={s.channel}>{t('quotaLeft', { n: account.pushesLeftToday })}</span> : null}
    </Checkbox>
  );
}

/** An outlet with neither topics nor columns takes everything; what its columns bring in besides is known at release. */
function takes(outlet: { topics: string[]; columnIds: string[] }, topics: string[]): boolean {
  const everything = outlet.topics.length === 0 && outlet.columnIds.length === 0;
  return everything || outlet.topics.some((topic) => topics.includes(topic));
}

/** Which outlets will get the piece besides: those subscribed to one of its topics. */
function OutletNote({ topics }: { topics: string[] }) {
  const t = useText(releasesText);
  const may = useRight();
  const [{ data }] = useQuery({ query: OutletTopicsDocument, pause: !may('outlet.read') });
  const names = (data?.outlets ?? [])
    .filter((outlet) => outlet.state.toLowerCase() === 'active' && takes(outlet, topics))
    .map((outlet) => outlet.name);
  if (names.length === 0) return null;
  return <Alert type="info" title={t('outletsToo', { names: names.join('、') })} />;
}
