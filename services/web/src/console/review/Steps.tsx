import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Mark } from '../../shared/staff/Mark';
import type { StepPartsFragment } from '../gql/graphql';
import { toneOf, useWord } from '../words';
import s from './Steps.module.css';
import { reviewText } from './text';

/** The chain a piece takes and who decided what on it. */
export function Steps({ steps }: { steps: StepPartsFragment[] }) {
  const t = useText(reviewText);
  const word = useWord();
  const lang = useLang();
  return (
    <ol className={s.steps}>
      {steps.map((step) => (
        <li key={step.id} aria-current={step.state === 'OPEN' ? 'step' : undefined}>
          <div className={s.head}>
            <strong>
              {step.position}. {lang === 'zh' ? step.name : step.nameEn}
            </strong>
            <Mark tone={toneOf(step.state)}>{word('step', step.state)}</Mark>
          </div>
          <p>
            {word('role', step.role)}
            {step.department ? ` · ${lang === 'zh' ? step.department.name : step.department.nameEn}` : ''}
            {step.quorum > 1 ? ` · ${t('quorum', { n: step.quorum })}` : ''}
            {step.state === 'OPEN' && step.dueAt ? ` · ${t('due', { at: stamp(step.dueAt) })}` : ''}
          </p>
          {step.decisions.map((decision) => (
            <p key={decision.person.id}>
              <Mark tone={toneOf(decision.decision)}>{word('verdict', decision.decision)}</Mark> {decision.person.name}
              <Right of={decision} /> · {stamp(decision.decidedAt)}
              {decision.reason ? <span className={s.reason}>{decision.reason}</span> : null}
            </p>
          ))}
        </li>
      ))}
    </ol>
  );
}

/** By what right it was decided, where it was not the role itself. */
export function Right({ of: it }: { of: StepPartsFragment['decisions'][number] }) {
  const t = useText(reviewText);
  if (it.onBehalfOf) return <>（{t('onBehalfOf', { who: it.onBehalfOf.name })}）</>;
  return it.byOverride ? <>（{t('byOverride')}）</> : null;
}
