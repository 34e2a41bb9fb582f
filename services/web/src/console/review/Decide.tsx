import { Button, Space } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Section } from '../../shared/staff/Page';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import { useKeys } from '../../shared/staff/keys';
import { DecideStepDocument, GiveVerdictDocument, type FindingPartsFragment, type Gate, type StepPartsFragment, type Verdict } from '../gql/graphql';
import { useMe } from '../session';
import { ProofFault, useProof } from '../me/useProof';
import { PassDialog } from './PassDialog';
import { GateCard } from './GateCard';
import { bulkOf, gatesOf, passable, type GateState } from './gates';
import { reviewText } from './text';
import { ThumbBar } from './ThumbBar';
import s from './ThumbBar.module.css';

export interface DecideProps {
  step: StepPartsFragment;
  findings: FindingPartsFragment[];
  title: string;
  mayAccept: boolean;
  /** An emergency: on a phone it is decided with one thumb. */
  urgent: boolean;
}

/** The gates of the open step and the decision on it. */
export function Decide({ step, findings, title, mayAccept, urgent }: DecideProps) {
  const t = useText(reviewText);
  const me = useMe();
  const verdict = useAct(GiveVerdictDocument);
  const decide = useAct(DecideStepDocument);
  const proof = useProof();
  const [dialog, setDialog] = useState<'pass' | 'return' | null>(null);
  const gates = gatesOf(step, findings, me.person.id);
  const bulk = bulkOf(gates);
  const ready = passable(gates);
  const { place, spoke } = useNextFocus(gates, verdict.busy);
  const give = async (gate: Gate, word: Verdict, reason: string) => {
    spoke(gate);
    return verdict.run({ stepId: step.id, gate, verdict: word, reason });
  };
  const passRest = async () => {
    for (const gate of bulk) if (!(await give(gate, 'PASS', ''))) return;
  };
  const close = () => setDialog(null);
  const decided = async (decision: 'PASS' | 'SIGN_OFF' | 'RETURN', reason: string) => {
    if (await decide.run({ stepId: step.id, decision, reason })) close();
  };
  const pass = () => proof.before(step.proofNeeded, () => setDialog('pass'));
  useKeys({ 'ctrl+enter': () => (step.mayDecide && ready && !dialog ? pass() : undefined) });
  const thumb = urgent && step.mayDecide;
  return (
    <div ref={place} className={thumb ? s.urgent : undefined}>
      <Section
        title={t('gates')}
        aside={
          step.mayDecide && bulk.length > 1 ? (
            <Button size="small" loading={verdict.busy} onClick={() => void passRest()} title={t('passRestNote')}>
              {t('passRest', { n: bulk.length })}
            </Button>
          ) : null
        }
      >
        <FaultNote fault={verdict.fault} />
        {gates.length === 0 ? <p>{t('noGates')}</p> : null}
        {gates.map((state) => (
          <GateCard
            key={state.gate}
            state={state}
            open={step.mayDecide}
            busy={verdict.busy}
            mayAccept={mayAccept}
            onVerdict={(word, reason) => void give(state.gate, word, reason)}
          />
        ))}
        {step.mayDecide ? (
          <Space className={s.acts ?? ''} style={{ marginTop: 12 }} wrap>
            <Button type="primary" data-next disabled={!ready} onClick={pass}>
              {step.signOff ? t('signOff') : t('passStep')}
            </Button>
            <Button danger onClick={() => setDialog('return')}>
              {t('sendBack')}
            </Button>
            {ready ? null : <span>{t('notReady')}</span>}
          </Space>
        ) : (
          <p>{t('notYours')}</p>
        )}
        <PassDialog
          open={dialog === 'pass'}
          signOff={step.signOff}
          title={title}
          busy={decide.busy}
          fault={<ProofFault fault={decide.fault} proof={proof} onProved={decide.clear} />}
          onCancel={close}
          onConfirm={(note) => void decided(step.signOff ? 'SIGN_OFF' : 'PASS', note)}
        />
        <ReasonDialog
          open={dialog === 'return'}
          title={t('sendBackTitle')}
          note={t('sendBackNote')}
          okText={t('sendBack')}
          danger
          busy={decide.busy}
          fault={decide.fault}
          onCancel={close}
          onConfirm={(reason) => void decided('RETURN', reason)}
        />
      </Section>
      {thumb ? (
        <ThumbBar
          gates={gates}
          ready={ready}
          signOff={step.signOff}
          busy={verdict.busy}
          onVerdict={(gate, word, reason) => void give(gate, word, reason)}
          onPass={pass}
          onReturn={() => setDialog('return')}
        />
      ) : null}
      {proof.dialog}
    </div>
  );
}

/** A word once given takes its buttons away; who works by keyboard goes on at the next gate, or at the decision. */
function useNextFocus(gates: readonly GateState[], busy: boolean) {
  const place = useRef<HTMLDivElement>(null);
  const spoken = useRef<Gate | null>(null);
  useEffect(() => {
    if (busy || !gates.some(({ gate, mine }) => mine && gate === spoken.current)) return;
    spoken.current = null;
    place.current?.querySelector<HTMLElement>('[data-next]:enabled')?.focus();
  }, [gates, busy]);
  const spoke = (gate: Gate) => {
    spoken.current = gate;
  };
  return { place, spoke };
}
