import { Button, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { ResolveTargetDocument, type TargetPartsFragment } from '../gql/graphql';
import { useRight } from '../session';
import { toneOf, useWord } from '../words';
import { ManualDialog } from './ManualDialog';
import { SendMissed } from './SendMissed';
import { releasesText } from './text';

/** A platform's own code helps whoever asks the platform; ours say nothing that the words beside them do not. */
const shownCode = (code: string | null) => (code?.startsWith('WECHAT_') ? `（${code}）` : '');

/** Where the public reads it: at the platform, or on our own site, which shows the reason where it was withdrawn. */
function addressOf(target: TargetPartsFragment, page: string): string | null {
  const onSite = target.channel === 'WEBSITE' && (target.state === 'LIVE' || (target.state === 'WITHDRAWN' && target.liveAt !== null));
  return target.externalUrl ?? (onSite ? page : null);
}

/** Where the piece goes and how far each has come; `page` is its page on our own site; a doubt is settled here by a person who looked. */
export function Targets({ targets, withdrawn, page }: { targets: TargetPartsFragment[]; withdrawn: boolean; page: string }) {
  const t = useText(releasesText);
  const word = useWord();
  const may = useRight();
  const [doubt, setDoubt] = useState<TargetPartsFragment | null>(null);
  const [missed, setMissed] = useState<TargetPartsFragment | null>(null);
  const [manual, setManual] = useState<TargetPartsFragment | null>(null);
  const columns: Column<TargetPartsFragment>[] = [
    { key: 'account', title: t('account'), render: (target) => target.account.name },
    { key: 'channel', title: t('channel'), width: '130px', render: (target) => `${target.channel === 'CONNECTOR' ? target.account.platform : word('channel', target.channel)}${target.way === 'MASS' ? ` · ${t('way_MASS')}` : ''}` },
    {
      key: 'state',
      title: t('state'),
      width: '220px',
      render: (target) => (
        <span>
          <Mark tone={toneOf(target.state)}>{word('target', target.state)}</Mark> {stamp(target.stateAt)}
        </span>
      ),
    },
    {
      key: 'detail',
      title: t('detail'),
      render: (target) => (
        <span>
          {addressOf(target, page) ? (
            <a href={addressOf(target, page) ?? ''} rel="noopener noreferrer" target="_blank">
              {t('openThere')}
            </a>
          ) : null}
          {target.channel === 'WECHAT' && target.state === 'LIVE' ? (
            <>
              {' '}
              <Link to={`/console/wechat/comments?piece=${target.id}`}>{t('comments')}</Link>
            </>
          ) : null}
          {target.state === 'CONFIRMING' && target.confirmBy ? t('confirmBy', { at: stamp(target.confirmBy) }) : null}
          {target.state === 'BY_HAND' && target.externalUrl ? ` ${t('manualChecking')} ` : null}
          {target.errorText ? `${target.externalUrl ? ' ' : ''}${target.errorText}${shownCode(target.errorCode)}` : null}
          {!addressOf(target, page) && !target.errorText && target.state !== 'CONFIRMING' ? '—' : null}
        </span>
      ),
    },
    { key: 'attempts', title: t('attempts'), width: '70px', align: 'right', wideOnly: true, render: (target) => target.attempts },
    {
      key: 'act',
      title: t('act'),
      width: '120px',
      render: (target) => {
        if (target.state === 'UNCONFIRMED' && may('release.resolve')) return <Button onClick={() => setDoubt(target)}>{t('resolve')}</Button>;
        if (target.state === 'MISSED' && may('release.plan') && !withdrawn) return <Button onClick={() => setMissed(target)}>{t('sendMissed')}</Button>;
        if (target.state !== 'BY_HAND' || !may('release.resolve')) return '—';
        return (
          <Button type="primary" onClick={() => setManual(target)}>
            {t('manual')}
          </Button>
        );
      },
    },
  ];
  return (
    <>
      <DataTable label={t('targets')} columns={columns} rows={targets} rowKey={(target) => target.id} />
      {doubt ? <Resolve target={doubt} onClose={() => setDoubt(null)} /> : null}
      {missed ? <SendMissed target={missed} onClose={() => setMissed(null)} /> : null}
      {manual ? <ManualDialog target={manual} onClose={() => setManual(null)} /> : null}
    </>
  );
}

function Resolve({ target, onClose }: { target: TargetPartsFragment; onClose: () => void }) {
  useFocusReturn();
  const t = useText(releasesText);
  const common = useText(staffText);
  const resolve = useAct(ResolveTargetDocument);
  const [live, setLive] = useState<boolean | null>(null);
  const [url, setUrl] = useState('');
  const [reason, setReason] = useState('');
  const ready = live !== null && reason.trim() !== '' && (!live || url.trim() !== '');
  const confirm = async () => {
    if (live === null) return;
    const data = await resolve.run({ id: target.id, live, externalUrl: live ? url.trim() : null, reason: reason.trim() });
    if (data) onClose();
  };
  return (
    <Modal
      open
      title={t('resolveTitle', { name: target.account.name })}
      okText={t('resolve')}
      cancelText={common('cancel')}
      okButtonProps={{ disabled: !ready, loading: resolve.busy }}
      onCancel={onClose}
      onOk={() => void confirm()}
    >
      <FaultNote fault={resolve.fault} />
      <p>{t('resolveNote')}</p>
      <Radio.Group value={live} onChange={(event) => setLive(event.target.value as boolean)} style={{ marginBottom: 12 }}>
        <Radio value={true}>{t('isLive')}</Radio>
        <Radio value={false}>{t('isNotLive')}</Radio>
      </Radio.Group>
      {live ? <Input aria-label={t('address')} placeholder={t('address')} type="url" value={url} onChange={(event) => setUrl(event.target.value)} style={{ marginBottom: 12 }} /> : null}
      <Input.TextArea aria-label={t('howKnown')} placeholder={t('howKnown')} rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
    </Modal>
  );
}
