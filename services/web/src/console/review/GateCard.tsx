import { Button, Input } from 'antd';
import { useState } from 'react';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Mark } from '../../shared/staff/Mark';
import type { Verdict } from '../gql/graphql';
import { toneOf, useWord } from '../words';
import { Findings } from './Findings';
import type { GateState } from './gates';
import s from './GateCard.module.css';
import { reviewText } from './text';

export interface GateCardProps {
  state: GateState;
  /** Whether the person may speak on this step at all. */
  open: boolean;
  busy: boolean;
  /** Whether the person may let a finding stand. */
  mayAccept: boolean;
  onVerdict: (verdict: Verdict, reason: string) => void;
}

/** One gate: what the checks found, who said what, and one's own word, which once given stands. */
export function GateCard({ state, open, busy, mayAccept, onVerdict }: GateCardProps) {
  const t = useText(reviewText);
  const word = useWord();
  const name = word('gate', state.gate);
  const label = state.returned ? t('gateReturned') : state.passed ? t('gatePassed') : t('gateOpen');
  return (
    <section className={s.gate} aria-label={name}>
      <div className={s.head}>
        <h3>{name}</h3>
        <Mark tone={state.returned ? 'warn' : state.passed ? 'good' : 'neutral'}>{label}</Mark>
      </div>
      <Findings findings={state.findings} mayAccept={mayAccept} />
      {state.verdicts.map((verdict) => (
        <p key={verdict.person.id} className={s.said}>
          <Mark tone={toneOf(verdict.verdict)}>{word('verdict', verdict.verdict)}</Mark> {verdict.person.name} · {stamp(verdict.decidedAt)}
          {verdict.reason ? <span className={s.reason}>{verdict.reason}</span> : null}
        </p>
      ))}
      {open && !state.mine ? <Word name={name} secrecy={state.gate === 'SECRECY'} blocked={state.blocked} busy={busy} onVerdict={onVerdict} /> : null}
    </section>
  );
}

interface WordProps extends Pick<GateCardProps, 'busy' | 'onVerdict'> {
  name: string;
  secrecy: boolean;
  blocked: boolean;
}

function Word({ name, secrecy, blocked, busy, onVerdict }: WordProps) {
  const t = useText(reviewText);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const empty = reason.trim() === '';
  const give = (verdict: Verdict) => {
    // A return always says why; on secrecy a pass does too, since it is a finding of its own.
    if (empty && (verdict === 'RETURN' || secrecy)) return setAsked(true);
    onVerdict(verdict, reason.trim());
  };
  return (
    <div className={s.word} data-word>
      <Input.TextArea
        aria-label={t('opinionOn', { gate: name })}
        placeholder={secrecy ? t('secrecyHint') : t('opinionHint')}
        autoSize={{ minRows: 1, maxRows: 5 }}
        maxLength={500}
        status={asked && empty ? 'error' : ''}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className={s.buttons}>
        <Button data-next disabled={blocked || busy} onClick={() => give('PASS')} aria-label={t('passGate', { gate: name })}>
          {t('pass')}
        </Button>
        <Button danger disabled={busy} onClick={() => give('RETURN')} aria-label={t('returnGate', { gate: name })}>
          {t('notPass')}
        </Button>
      </div>
      {asked && empty ? (
        <p role="alert" className={s.ask}>
          {secrecy ? t('secrecyReason') : t('returnReason')}
        </p>
      ) : null}
      {blocked ? <p className={s.ask}>{t('blocked')}</p> : null}
    </div>
  );
}
