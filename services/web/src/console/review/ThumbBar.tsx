import { Button, Input } from 'antd';
import { useState } from 'react';
import { useText } from '../../shared/i18n/text';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import type { Gate, Verdict } from '../gql/graphql';
import { useWord } from '../words';
import type { GateState } from './gates';
import { reviewText } from './text';
import s from './ThumbBar.module.css';

export interface ThumbBarProps {
  gates: readonly GateState[];
  /** Whether every gate is passed. */
  ready: boolean;
  signOff: boolean;
  busy: boolean;
  onVerdict: (gate: Gate, verdict: Verdict, reason: string) => void;
  onPass: () => void;
  onReturn: () => void;
}

/** An emergency on a phone: the text above, and within a thumb's reach the one thing to do next. Gates are still judged one by one. */
export function ThumbBar({ gates, ready, signOff, busy, onVerdict, onPass, onReturn }: ThumbBarProps) {
  const t = useText(reviewText);
  const next = gates.find((state) => !state.mine);
  const judged = gates.filter((state) => state.mine).length;
  return (
    <>
      <div className={s.room} aria-hidden />
      <section className={s.bar} aria-label={t('decideThere')}>
        {gates.length > 0 ? (
          <p className={s.progress} role="status">
            {t('judged', { n: judged, of: gates.length })}
          </p>
        ) : null}
        {next ? (
          <Judge key={next.gate} state={next} busy={busy} onVerdict={(verdict, reason) => onVerdict(next.gate, verdict, reason)} />
        ) : (
          <div className={s.pair}>
            <Button danger onClick={onReturn}>
              {t('sendBack')}
            </Button>
            <Button type="primary" disabled={!ready} onClick={onPass}>
              {signOff ? t('signOff') : t('passStep')}
            </Button>
          </div>
        )}
      </section>
    </>
  );
}

function Judge({ state, busy, onVerdict }: { state: GateState; busy: boolean; onVerdict: (verdict: Verdict, reason: string) => void }) {
  const t = useText(reviewText);
  const word = useWord();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const [returning, setReturning] = useState(false);
  const name = word('gate', state.gate);
  const secrecy = state.gate === 'SECRECY';
  // On secrecy a pass says why too: it is a finding of its own.
  const empty = secrecy && reason.trim() === '';
  return (
    <>
      {secrecy ? (
        <Input
          aria-label={t('opinionOn', { gate: name })}
          placeholder={t('secrecyHint')}
          maxLength={500}
          size="large"
          status={asked && empty ? 'error' : ''}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      ) : null}
      {asked && empty ? (
        <p role="alert" className={s.note}>
          {t('secrecyReason')}
        </p>
      ) : null}
      {state.blocked ? <p className={s.note}>{t('blocked')}</p> : null}
      <div className={s.pair}>
        <Button danger disabled={busy} aria-label={t('returnGate', { gate: name })} onClick={() => setReturning(true)}>
          {t('notPass')}
        </Button>
        <Button type="primary" loading={busy} disabled={state.blocked} onClick={() => (empty ? setAsked(true) : onVerdict('PASS', reason.trim()))}>
          {t('passGate', { gate: name })}
        </Button>
      </div>
      <ReasonDialog
        open={returning}
        title={t('returnGate', { gate: name })}
        note={t('returnReason')}
        okText={t('notPass')}
        danger
        busy={busy}
        fault={null}
        onCancel={() => setReturning(false)}
        onConfirm={(why) => {
          setReturning(false);
          onVerdict('RETURN', why);
        }}
      />
    </>
  );
}
