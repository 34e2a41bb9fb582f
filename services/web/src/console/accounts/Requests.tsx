import { Alert, Button, Modal, Typography } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import type { Tone } from '../../shared/theme/tokens';
import {
  AllowCredentialsDocument,
  RefuseCredentialsDocument,
  RevealCredentialsDocument,
  type CredentialRequestPartsFragment,
  type CredentialRequestState,
  type RevealCredentialsMutation,
} from '../gql/graphql';
import { useProof } from '../me/useProof';
import s from './Account.module.css';
import type { Custody } from './CustodyPart';
import { registerText } from './registerText';

type Row = CredentialRequestPartsFragment;
type Revealed = RevealCredentialsMutation['revealCredentials'];

const tones: Record<CredentialRequestState, Tone> = { ASKED: 'warn', ALLOWED: 'info', REVEALED: 'neutral', ENDED: 'neutral', REFUSED: 'neutral' };

/** Who asked to see the credentials and what became of it; the second person allows here, and the first sees them here, once. */
export function Requests({ name, custody }: { name: string; custody: Custody }) {
  const t = useText(registerText);
  const proof = useProof();
  const allow = useAct(AllowCredentialsDocument);
  const refuse = useAct(RefuseCredentialsDocument);
  const reveal = useAct(RevealCredentialsDocument);
  const [refusing, setRefusing] = useState<Row | null>(null);
  const [seen, setSeen] = useState<Revealed | null>(null);
  const see = (row: Row) =>
    proof.before(custody.proofNeeded, () => {
      void reveal.run({ id: row.id }).then((data) => (data ? setSeen(data.revealCredentials) : undefined));
    });
  if (custody.requests.length === 0) return <p className={s.quiet}>{t('noRequests')}</p>;
  return (
    <>
      <h3 className={s.head}>{t('requests')}</h3>
      <FaultNote fault={allow.fault ?? reveal.fault} />
      <ol className={s.list} aria-label={t('requests')}>
        {custody.requests.map((row) => (
          <li key={row.id}>
            <div className={s.what}>
              <Mark tone={tones[row.state]}>{t(`request_${row.state}`)}</Mark> {t('askedLine', { name: row.askedBy.name, at: stamp(row.askedAt), reason: row.reason })}
              <p className={s.quiet}>{settled(t, row)}</p>
            </div>
            <div className={s.acts}>
              {row.actions.includes('allow') ? (
                <Button type="primary" loading={allow.busy} onClick={() => proof.before(custody.proofNeeded, () => void allow.run({ id: row.id }))}>
                  {t('allow')}
                </Button>
              ) : null}
              {row.actions.includes('refuse') ? <Button onClick={() => setRefusing(row)}>{t('refuse')}</Button> : null}
              {row.actions.includes('reveal') ? (
                <Button type="primary" loading={reveal.busy} onClick={() => see(row)}>
                  {t('reveal')}
                </Button>
              ) : null}
            </div>
          </li>
        ))}
      </ol>
      {proof.dialog}
      <ReasonDialog
        open={refusing !== null}
        title={t('refuse')}
        note={refusing?.reason ?? ''}
        label={t('refuseReason')}
        okText={t('refuse')}
        busy={refuse.busy}
        fault={refuse.fault}
        onCancel={() => setRefusing(null)}
        onConfirm={(reason) => {
          const row = refusing;
          if (!row) return;
          proof.before(custody.proofNeeded, () => {
            void refuse.run({ id: row.id, reason }).then((done) => (done ? setRefusing(null) : undefined));
          });
        }}
      />
      {seen ? <Shown name={name} seen={seen} onClose={() => setSeen(null)} /> : null}
    </>
  );
}

function settled(t: (key: 'allowedLine' | 'refusedLine' | 'revealedLine', params: Record<string, string>) => string, row: Row): string {
  const name = row.settledBy?.name ?? '';
  if (row.state === 'REFUSED') return t('refusedLine', { name, reason: row.answer });
  if (row.revealedAt) return t('revealedLine', { name, at: stamp(row.revealedAt) });
  return row.endsAt ? t('allowedLine', { name, at: stamp(row.endsAt) }) : '';
}

/** What is seen stays in this dialog: it enters no cache and no address. */
function Shown({ name, seen, onClose }: { name: string; seen: Revealed; onClose: () => void }) {
  const t = useText(registerText);
  const parts = [
    ['appSecret', seen.appSecret],
    ['callbackToken', seen.callbackToken],
    ['encodingAesKey', seen.encodingAesKey],
  ] as const;
  return (
    <Modal open title={t('revealTitle', { name })} okText={t('closeReveal')} cancelButtonProps={{ style: { display: 'none' } }} closable={false} mask={{ closable: false }} keyboard={false} onOk={onClose} destroyOnHidden>
      <Alert type="warning" showIcon title={t('revealNote')} style={{ marginBottom: 12 }} />
      <dl className={s.facts}>
        {parts.map(([key, value]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd>{value ? <Typography.Text code>{value}</Typography.Text> : t('none')}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
