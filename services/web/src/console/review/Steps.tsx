import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Mark } from '../../shared/staff/Mark';
import type { StepPartsFragment } from '../gql/graphql';
import { toneOf, useWord } from '../words';
import { passes, sharedName, stagesOf, type Stage, type StandingStep } from './stages';
import s from './Steps.module.css';
import { reviewText } from './text';

/** The chain a piece takes, who decided what on it, and who may decide what is open. */
export function Steps({ steps }: { steps: StandingStep[] }) {
  return (
    <ol className={s.steps}>
      {stagesOf(steps).map((stage) => (
        <li key={stage.stage} aria-current={stage.steps.some((step) => step.state === 'OPEN') ? 'step' : undefined}>
          {stage.coSigned ? <CoSignature of={stage} /> : stage.steps.map((step) => <One key={step.id} step={step} number={stage.stage} />)}
        </li>
      ))}
    </ol>
  );
}

function One({ step, number }: { step: StandingStep; number: number }) {
  const word = useWord();
  const lang = useLang();
  return (
    <>
      <div className={s.head}>
        <strong>
          {number}. {lang === 'zh' ? step.name : step.nameEn}
        </strong>
        <Mark tone={toneOf(step.state)}>{word('step', step.state)}</Mark>
      </div>
      <p>
        {word('role', step.role)}
        {step.department ? ` · ${lang === 'zh' ? step.department.name : step.department.nameEn}` : ''}
      </p>
      <Asked step={step} />
      <Standing step={step} />
    </>
  );
}

/** 会签: how far it is, and each department by itself. */
function CoSignature({ of: { stage, steps, coSigned } }: { of: Stage }) {
  const t = useText(reviewText);
  const word = useWord();
  const lang = useLang();
  const first = steps[0];
  if (!first || !coSigned) return null;
  const done = coSigned.passed === coSigned.of;
  return (
    <>
      <div className={s.head}>
        <strong>
          {stage}. {sharedName(first, lang)}
        </strong>
        <Mark tone={done ? 'good' : 'info'}>{t('coSigned', { n: coSigned.passed, of: coSigned.of })}</Mark>
      </div>
      <p>
        {t('coSign')} · {word('role', first.role)} · {t('together')}
      </p>
      <ul className={s.departments}>
        {steps.map((step) => (
          <li key={step.id}>
            <div className={s.head}>
              <span>{(lang === 'zh' ? step.department?.name : step.department?.nameEn) ?? '—'}</span>
              <Mark tone={toneOf(step.state)}>{word('step', step.state)}</Mark>
            </div>
            <Asked step={step} />
            <Standing step={step} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** How many must pass a step, how many have, and until when. */
function Asked({ step }: { step: StandingStep }) {
  const t = useText(reviewText);
  const open = step.state === 'OPEN';
  const several = step.quorum > 1;
  const parts = [
    step.quorumOfAll ? t('quorumOfAll', { n: step.quorum }) : several ? t('quorum', { n: step.quorum }) : '',
    open && several ? t('passedSoFar', { n: passes(step) }) : '',
    open && step.dueAt ? t('due', { at: stamp(step.dueAt) }) : '',
    open && step.escalatedAt ? t('escalated', { at: stamp(step.escalatedAt) }) : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? <p>{parts.join(' · ')}</p> : null;
}

/** What was decided on a step; who may decide it, or why nobody can and what would help. */
function Standing({ step }: { step: StandingStep }) {
  const t = useText(reviewText);
  const word = useWord();
  const lang = useLang();
  const { stuck, deciders } = step;
  return (
    <>
      {step.decisions.map((decision) => (
        <p key={decision.person.id}>
          <Mark tone={toneOf(decision.decision)}>{word('verdict', decision.decision)}</Mark>{' '}
          {decision.byOa ? t('byOa', { name: decision.byOa, who: decision.person.name }) : decision.person.name}
          <Right of={decision} /> · {stamp(decision.decidedAt)}
          {decision.reason ? <span className={s.reason}>{decision.reason}</span> : null}
        </p>
      ))}
      {step.sentTo.map((sent) => (
        <p key={sent.bridgeName}>
          {t('sentTo', { name: sent.bridgeName })} · {stamp(sent.at)} · <Mark tone={toneOf(sent.state)}>{word('sent', sent.state)}</Mark>
        </p>
      ))}
      {deciders.length > 0 ? <p>{t('deciders', { names: deciders.map((person) => person.name).join(lang === 'zh' ? '、' : ', ') })}</p> : null}
      {stuck ? (
        <p className={s.stuck} role="status">
          {t('stuck', { reason: word('stuck', stuck.reason), remedy: lang === 'zh' ? stuck.remedy : stuck.remedyEn })}
        </p>
      ) : null}
    </>
  );
}

/** By what right it was decided, where it was not the role itself. */
export function Right({ of: it }: { of: StepPartsFragment['decisions'][number] }) {
  const t = useText(reviewText);
  if (it.onBehalfOf) return <>（{t('onBehalfOf', { who: it.onBehalfOf.name })}）</>;
  return it.byOverride ? <>（{t('byOverride')}）</> : null;
}
