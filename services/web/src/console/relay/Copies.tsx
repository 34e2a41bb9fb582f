import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { Mark } from '../../shared/staff/Mark';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import { Empty } from '../../shared/states/States';
import type { Tone } from '../../shared/theme/tokens';
import { DeclineRelayDocument, InsistOnRelayDocument, type RelayCopyPartsFragment, type RelayMark } from '../gql/graphql';
import { useWord } from '../words';
import s from './Relay.module.css';
import type { Task } from './TaskPage';
import { relayText } from './text';

type Copy = RelayCopyPartsFragment;

const tones: Record<RelayMark, Tone> = { OPEN: 'info', IN_TIME: 'good', LATE: 'warn', MISSING: 'bad', DECLINED: 'neutral', RECALLED: 'neutral' };

/** Every account the reader sees: how far it is, how it stands against its time, and what shows it. */
export function Copies({ task }: { task: Task }) {
  const t = useText(relayText);
  const [asked, setAsked] = useState<{ copy: Copy; act: 'decline' | 'insist' } | null>(null);
  const columns = useColumns(task, (copy, act) => setAsked({ copy, act }));
  if (task.copies.length === 0) return <Empty title={t('nobody')} />;
  return (
    <>
      <DataTable label={t('coverage')} columns={columns} rows={task.copies} rowKey={(copy) => copy.accountId} />
      {asked ? <AskReason task={task} copy={asked.copy} act={asked.act} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

function useColumns(task: Task, onAsk: (copy: Copy, act: 'decline' | 'insist') => void): Column<Copy>[] {
  const t = useText(relayText);
  const lang = useLang();
  const word = useWord();
  return [
    {
      key: 'account',
      title: t('account'),
      render: (copy) => (
        <>
          <span lang="zh-CN">{copy.accountName}</span>
          <span className={s.quiet}>
            {lang === 'zh' ? copy.department.name : copy.department.nameEn} · {word('channel', copy.channel)}
          </span>
        </>
      ),
    },
    {
      key: 'stage',
      title: t('stage'),
      width: '110px',
      render: (copy) => (copy.articleId && copy.stage !== 'RELEASED' && copy.stage !== 'DECLINED' ? <Link to={`/console/articles/${copy.articleId}`}>{t(copy.stage)}</Link> : t(copy.stage)),
    },
    {
      key: 'time',
      title: t('time'),
      width: '150px',
      render: (copy) => (
        <>
          <Mark tone={tones[copy.mark]}>{t(`mark_${copy.mark}`)}</Mark>
          {copy.mark === 'OPEN' ? <span className={s.quiet}>{t('slot', { at: stamp(copy.slotAt) })}</span> : null}
          {copy.remindedAt && copy.liveAt === null ? <span className={s.quiet}>{t('reminded', { at: stamp(copy.remindedAt) })}</span> : null}
        </>
      ),
    },
    { key: 'evidence', title: t('evidence'), render: (copy) => <Evidence copy={copy} /> },
    {
      key: 'acts',
      title: '',
      width: '110px',
      render: (copy) =>
        copy.mayDecline ? (
          <Button size="small" aria-label={t('declineOf', { name: copy.accountName })} onClick={() => onAsk(copy, 'decline')}>
            {t('decline')}
          </Button>
        ) : task.mayManage && copy.stage === 'DECLINED' && !task.recalledAt ? (
          <Button size="small" aria-label={t('insistOf', { name: copy.accountName })} onClick={() => onAsk(copy, 'insist')}>
            {t('insist')}
          </Button>
        ) : null,
    },
  ];
}

function Evidence({ copy }: { copy: Copy }) {
  const t = useText(relayText);
  if (copy.declinedAt) return <span lang="zh-CN">{t('declineReason', { reason: copy.declineReason ?? '' })}</span>;
  if (!copy.liveAt) return copy.insistReason ? <span lang="zh-CN">{t('insisted', { reason: copy.insistReason })}</span> : <>—</>;
  return (
    <>
      {t('liveAt', { at: stamp(copy.liveAt) })} {copy.takenDown ? <Mark tone="bad">{t('takenDown')}</Mark> : null}{' '}
      {copy.url ? (
        <a href={copy.url} rel="noopener noreferrer" target="_blank" style={{ textDecoration: 'underline' }}>
          {t('openUrl')}
        </a>
      ) : null}
      {copy.digest ? (
        <span className={s.quiet}>
          {t('digest')}{' '}
          <span className={s.digest} title={copy.digest}>
            {copy.digest.slice(0, 12)}
          </span>
        </span>
      ) : null}
    </>
  );
}

function AskReason({ task, copy, act, onClose }: { task: Task; copy: Copy; act: 'decline' | 'insist'; onClose: () => void }) {
  const t = useText(relayText);
  const decline = useAct(DeclineRelayDocument);
  const insist = useAct(InsistOnRelayDocument);
  const run = act === 'decline' ? decline : insist;
  return (
    <ReasonDialog
      open
      title={t(`${act}Title`, { name: copy.accountName })}
      note={t(`${act}Note`)}
      okText={t(act)}
      busy={run.busy}
      fault={run.fault}
      onCancel={onClose}
      onConfirm={(reason) => void run.run({ id: task.id, accountId: copy.accountId, reason }).then((done) => done && onClose())}
    />
  );
}
