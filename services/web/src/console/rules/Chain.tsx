import { useText } from '../../shared/i18n/text';
import { useLang } from '../../shared/i18n/lang';
import { Mark } from '../../shared/staff/Mark';
import type { RulePartsFragment, RulePlanFragment } from '../gql/graphql';
import { useWord } from '../words';
import s from './Rules.module.css';
import { rulesText } from './text';
import { useRuleWords } from './useRuleWords';

/** The steps of a rule, one below the other. */
export function Chain({ steps }: { steps: readonly RulePlanFragment[] }) {
  const t = useText(rulesText);
  const words = useRuleWords();
  if (steps.length === 0) return <>{t('noSteps')}</>;
  return (
    <ol className={s.chain}>
      {steps.map((step, index) => (
        <li key={`${String(index)}:${step.name}`}>
          {words.named(step)} <StepMarks step={step} />
          <small>{words.step(step)}</small>
        </li>
      ))}
    </ol>
  );
}

/** What a step is besides a review: a co-signature or the sign-off. */
export function StepMarks({ step }: { step: RulePlanFragment }) {
  const t = useText(rulesText);
  return (
    <>
      {step.coSign ? <Mark tone="info">{t('coSign')}</Mark> : null} {step.signOff ? <Mark tone="accent">{t('signOff')}</Mark> : null}
    </>
  );
}

export function Gates({ gates }: { gates: readonly RulePlanFragment['gates'][number][] }) {
  const word = useWord();
  const lang = useLang();
  return <>{gates.map((gate) => word('gate', gate)).join(lang === 'zh' ? '、' : ', ')}</>;
}

/** What a rule is for. */
export function Conditions({ when }: { when: RulePartsFragment['when'] }) {
  const words = useRuleWords();
  return (
    <span className={s.conditions}>
      {words.conditions(when).map((phrase) => (
        <Mark key={phrase} tone="neutral">
          {phrase}
        </Mark>
      ))}
    </span>
  );
}
