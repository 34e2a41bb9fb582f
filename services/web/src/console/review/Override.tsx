import { Button, Space } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { Section } from '../../shared/staff/Page';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import { OverrideReviewDocument, SettleOverrideDocument, type CasePartsFragment, type ProofNeeded } from '../gql/graphql';
import { ProofFault, useProof } from '../me/useProof';
import { toneOf, useWord } from '../words';
import { reviewText } from './text';

type Taken = NonNullable<CasePartsFragment['urgentOverride']>;
type Debt = NonNullable<Taken['debt']>;

/** 紧急越步: the offer to take an emergency through, or who did and what is owed for it. */
export function Override({ of: it }: { of: CasePartsFragment }) {
  if (it.urgentOverride) return <TakenThrough id={it.id} taken={it.urgentOverride} />;
  return it.mayOverride ? <Offer id={it.id} needed={it.proofForOverride} /> : null;
}

function Offer({ id, needed }: { id: string; needed: ProofNeeded }) {
  const t = useText(reviewText);
  const take = useAct(OverrideReviewDocument);
  const proof = useProof();
  const [open, setOpen] = useState(false);
  return (
    <Section title={t('override')}>
      <p>{t('overrideHint')}</p>
      <Button danger onClick={() => proof.before(needed, () => setOpen(true))}>
        {t('overrideAct')}
      </Button>
      <ReasonDialog
        open={open}
        title={t('overrideTitle')}
        note={t('overrideNote')}
        okText={t('overrideAct')}
        danger
        busy={take.busy}
        fault={take.fault}
        onCancel={() => setOpen(false)}
        onConfirm={(reason) => void take.run({ caseId: id, reason }).then((done) => (done ? setOpen(false) : undefined))}
      />
      {take.fault?.reason === 'SECOND_FACTOR_REQUIRED' ? <ProofFault fault={take.fault} proof={proof} onProved={take.clear} /> : null}
      {proof.dialog}
    </Section>
  );
}

function TakenThrough({ id, taken }: { id: string; taken: Taken }) {
  const t = useText(reviewText);
  const { debt } = taken;
  return (
    <Section title={t('override')} aside={debt ? <DebtMark debt={debt} /> : null}>
      <p>{t('overriddenBy', { who: taken.person.name, at: stamp(taken.takenAt) })}</p>
      <p>{taken.reason}</p>
      {debt ? <Owed id={id} debt={debt} /> : null}
    </Section>
  );
}

/** The debt in two words; it stays until a second person has looked. */
export function DebtMark({ debt }: { debt: Pick<Debt, 'state' | 'overdue'> }) {
  const t = useText(reviewText);
  const word = useWord();
  if (debt.overdue) return <Mark tone="bad">{t('debtOverdue')}</Mark>;
  return <Mark tone={debt.state === 'OPEN' ? 'warn' : toneOf(debt.state)}>{word('debt', debt.state)}</Mark>;
}

function Owed({ id, debt }: { id: string; debt: Debt }) {
  const t = useText(reviewText);
  const settle = useAct(SettleOverrideDocument);
  const [objecting, setObjecting] = useState(false);
  const say = async (settlement: 'UPHELD' | 'OBJECTED', opinion: string) => {
    if (await settle.run({ caseId: id, settlement, opinion })) setObjecting(false);
  };
  if (debt.settledBy && debt.settledAt) {
    return (
      <p>
        {t('settledBy', { who: debt.settledBy.name, at: stamp(debt.settledAt) })} {debt.opinion}
      </p>
    );
  }
  return (
    <>
      <p>{t('debtDue', { at: stamp(debt.dueAt) })}</p>
      {objecting ? null : <FaultNote fault={settle.fault} />}
      {debt.maySettle ? (
        <Space wrap>
          <Button type="primary" loading={settle.busy} onClick={() => void say('UPHELD', '')}>
            {t('uphold')}
          </Button>
          <Button danger onClick={() => setObjecting(true)}>
            {t('object')}
          </Button>
        </Space>
      ) : null}
      <ReasonDialog
        open={objecting}
        title={t('objectTitle')}
        note={t('objectNote')}
        okText={t('object')}
        danger
        busy={settle.busy}
        fault={settle.fault}
        onCancel={() => setObjecting(false)}
        onConfirm={(reason) => void say('OBJECTED', reason)}
      />
    </>
  );
}
