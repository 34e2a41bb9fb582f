import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import type { Tone } from '../../shared/theme/tokens';
import {
  AgreeToShareDocument,
  DeclineShareDocument,
  RecallShareDocument,
  RefuseShareDocument,
  TakeShareDocument,
  type ShareState,
  type SharePartsFragment,
} from '../gql/graphql';
import s from './Matrix.module.css';
import { matrixText } from './text';

type Share = SharePartsFragment;
type Asked = { share: Share; act: 'refuse' | 'decline' };

const tones: Record<ShareState, Tone> = { ASKED: 'info', REFUSED: 'neutral', OFFERED: 'info', TAKEN: 'good', DECLINED: 'neutral', RECALLED: 'neutral' };

/** Shares with what the reader may do with each, and who said what when: a table of many pieces, or a list of one piece's. */
export function Shares({ label, shares, of }: { label: string; shares: Share[]; of: 'many' | 'one' }) {
  const navigate = useNavigate();
  const [asked, setAsked] = useState<Asked | null>(null);
  const agree = useAct(AgreeToShareDocument);
  const take = useAct(TakeShareDocument);
  const recall = useAct(RecallShareDocument);
  const busy = agree.busy || take.busy || recall.busy;
  const act = async (share: Share, what: string) => {
    if (what === 'agree') await agree.run({ id: share.id });
    else if (what === 'recall') await recall.run({ id: share.id });
    else if (what === 'take') {
      const data = await take.run({ id: share.id });
      if (data) void navigate(`/console/articles/${data.takeShare.id}`);
    } else if (what === 'refuse' || what === 'decline') setAsked({ share, act: what });
  };
  const columns = useColumns(busy, (share, what) => void act(share, what));
  return (
    <>
      <FaultNote fault={agree.fault ?? take.fault ?? recall.fault} />
      {of === 'many' ? (
        <DataTable label={label} columns={columns} rows={shares} rowKey={(share) => share.id} />
      ) : (
        <ul className={s.list} aria-label={label}>
          {shares.map((share) => (
            <One key={share.id} share={share} busy={busy} onAct={(what) => void act(share, what)} />
          ))}
        </ul>
      )}
      {asked ? <AskReason asked={asked} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

const acts = ['take', 'agree', 'decline', 'refuse', 'recall'] as const;

function useColumns(busy: boolean, onAct: (share: Share, act: string) => void): Column<Share>[] {
  const t = useText(matrixText);
  const lang = useLang();
  const named = (row: { name: string; nameEn: string }) => (lang === 'zh' ? row.name : row.nameEn);
  return [
    {
      key: 'piece',
      title: t('piece'),
      render: (share) => (
        <>
          <Link to={`/console/articles/${share.articleId}`} lang="zh-CN">
            {share.title}
          </Link>
          {share.note ? (
            <span className={s.quiet} lang="zh-CN">
              {share.note}
            </span>
          ) : null}
        </>
      ),
    },
    { key: 'from', title: t('from'), width: '150px', render: (share) => named(share.from) },
    { key: 'to', title: t('to'), width: '150px', render: (share) => named(share.to) },
    {
      key: 'state',
      title: t('state'),
      width: '110px',
      render: (share) => (
        <>
          <Mark tone={tones[share.state]}>{t(`state_${share.state}`)}</Mark>
          {share.takenArticleId ? (
            <Link className={s.quiet} to={`/console/articles/${share.takenArticleId}`}>
              {t('openDraft')}
            </Link>
          ) : null}
        </>
      ),
    },
    { key: 'record', title: t('record'), width: '260px', render: (share) => <Record share={share} /> },
    {
      key: 'acts',
      title: '',
      width: '130px',
      render: (share) => <Acts share={share} busy={busy} onAct={(act) => onAct(share, act)} />,
    },
  ];
}

function Acts({ share, busy, onAct }: { share: Share; busy: boolean; onAct: (act: string) => void }) {
  const t = useText(matrixText);
  return (
    <span className={s.acts}>
      {acts
        .filter((act) => share.actions.includes(act))
        .map((act) => (
          <Button key={act} size="small" type={act === 'take' || act === 'agree' ? 'primary' : 'default'} disabled={busy} aria-label={t(`${act}Of`, { title: share.title })} onClick={() => onAct(act)}>
            {t(act)}
          </Button>
        ))}
    </span>
  );
}

/** One share beside its piece. */
function One({ share, busy, onAct }: { share: Share; busy: boolean; onAct: (act: string) => void }) {
  const t = useText(matrixText);
  const lang = useLang();
  return (
    <li>
      <span className={s.acts}>
        <strong>{lang === 'zh' ? share.to.name : share.to.nameEn}</strong>
        <Mark tone={tones[share.state]}>{t(`state_${share.state}`)}</Mark>
        <Acts share={share} busy={busy} onAct={onAct} />
      </span>
      <Record share={share} />
    </li>
  );
}

function Record({ share }: { share: Share }) {
  const t = useText(matrixText);
  const { askedBy, offeredBy, offeredAt, settledBy, settledAt } = share;
  return (
    <>
      {askedBy ? <span className={s.quiet}>{t('askedBy', { who: askedBy.name, at: stamp(share.beganAt) })}</span> : null}
      {offeredBy && offeredAt ? <span className={s.quiet}>{t(askedBy ? 'agreedBy' : 'offeredBy', { who: offeredBy.name, at: stamp(offeredAt) })}</span> : null}
      {settledBy && settledAt ? <span className={s.quiet}>{t('settledBy', { who: settledBy.name, at: stamp(settledAt) })}</span> : null}
      {share.reason ? <span lang="zh-CN">{t('reason', { reason: share.reason })}</span> : null}
    </>
  );
}

function AskReason({ asked: { share, act }, onClose }: { asked: Asked; onClose: () => void }) {
  const t = useText(matrixText);
  const refuse = useAct(RefuseShareDocument);
  const decline = useAct(DeclineShareDocument);
  const run = act === 'refuse' ? refuse : decline;
  return (
    <ReasonDialog
      open
      title={t(`${act}Title`, { title: share.title })}
      note={t(`${act}Note`)}
      okText={t(act)}
      busy={run.busy}
      fault={run.fault}
      onCancel={onClose}
      onConfirm={(reason) => void run.run({ id: share.id, reason }).then((done) => done && onClose())}
    />
  );
}
