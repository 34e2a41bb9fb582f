import { Button, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useAct } from '../../shared/graphql/useAct';
import type { Fault } from '../../shared/graphql/fault';
import { useText } from '../../shared/i18n/text';
import { FaultNote } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { ProveSecondFactorDocument, type ProofNeeded } from '../gql/graphql';
import { CodeField, codeLike } from './CodeField';
import { meText } from './text';

export interface Proof {
  /** Asks for a code, and goes on once it was taken. */
  ask: (then: () => void) => void;
  /** Says that a phone must be enrolled first, and where. */
  enrolFirst: () => void;
  /** Goes on at once where nothing is needed; else asks for it first. */
  before: (needed: ProofNeeded, then: () => void) => void;
  dialog: ReactNode;
}

/** Until when this session goes by the last code; the server has the word, this only spares a question. */
let provedUntil = 0;

type Asked = { what: 'code'; then: () => void } | { what: 'enrolment' } | null;

/** The second factor before an urgent act: a code on the spot, or the way to enrol a phone. */
export function useProof(): Proof {
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  const ask = (then: () => void) => setAsked({ what: 'code', then });
  const enrolFirst = () => setAsked({ what: 'enrolment' });
  const before = (needed: ProofNeeded, then: () => void) => {
    if (needed === 'ENROLMENT') enrolFirst();
    else if (needed === 'CODE' && provedUntil <= Date.now()) ask(then);
    else then();
  };
  const dialog =
    asked?.what === 'code' ? (
      <Prove
        onClose={close}
        onDone={() => {
          close();
          asked.then();
        }}
      />
    ) : asked ? (
      <EnrolFirst onClose={close} />
    ) : null;
  return { ask, enrolFirst, before, dialog };
}

function Prove({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const t = useText(meText);
  const common = useText(staffText);
  const prove = useAct(ProveSecondFactorDocument);
  const [code, setCode] = useState('');
  const submit = async () => {
    const data = codeLike(code) ? await prove.run({ code }) : null;
    if (!data) return;
    provedUntil = new Date(data.proveSecondFactor).getTime();
    onDone();
  };
  return (
    <Modal
      open
      title={t('proveTitle')}
      okText={t('prove')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: prove.busy, disabled: !codeLike(code), size: 'large' }}
      cancelButtonProps={{ size: 'large' }}
      onCancel={onClose}
      onOk={() => void submit()}
    >
      <p>{t('proveNote')}</p>
      <FaultNote fault={prove.fault} />
      <CodeField recovery autoFocus value={code} onChange={setCode} onEnter={() => void submit()} error={prove.fault !== null} />
    </Modal>
  );
}

function EnrolFirst({ onClose }: { onClose: () => void }) {
  const t = useText(meText);
  const common = useText(staffText);
  return (
    <Modal open title={t('enrolTitle')} footer={null} closable={{ 'aria-label': common('close') }} onCancel={onClose}>
      <p>{t('enrolNote')}</p>
      <Link to="/console/me/second-factor">{t('enrolNow')}</Link>
    </Modal>
  );
}

/** What a refused act offers where only a code was missing: it may have run out while the person was reading. */
export function ProofFault({ fault, proof, onProved }: { fault: Fault | null; proof: Proof; onProved: () => void }) {
  const t = useText(meText);
  if (fault?.reason !== 'SECOND_FACTOR_REQUIRED') return <FaultNote fault={fault} />;
  return (
    <Button block size="large" onClick={() => proof.ask(onProved)} style={{ marginBottom: 12 }}>
      {t('proveTitle')}
    </Button>
  );
}
