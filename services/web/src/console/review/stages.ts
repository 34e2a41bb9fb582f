import type { StepPartsFragment, StepStandingFragment } from '../gql/graphql';

export type StandingStep = StepPartsFragment & StepStandingFragment;

/** Steps that are open together: one, or a co-signature's one for each department. */
export interface Stage {
  stage: number;
  steps: StandingStep[];
  /** How many of the departments have passed it; none for a step that is no co-signature. */
  coSigned: { passed: number; of: number } | null;
}

/** The chain by what is open together, in order. */
export function stagesOf(steps: readonly StandingStep[]): Stage[] {
  const found = new Map<number, StandingStep[]>();
  for (const step of steps) found.set(step.stage, [...(found.get(step.stage) ?? []), step]);
  return [...found].map(([stage, together]) => {
    const asked = together.filter((step) => step.coSign);
    const passed = asked.filter((step) => step.state === 'PASSED').length;
    return { stage, steps: together, coSigned: asked.length > 0 ? { passed, of: asked.length } : null };
  });
}

/** How many have passed a step so far. */
export function passes(step: Pick<StandingStep, 'decisions'>): number {
  return step.decisions.filter((decision) => decision.decision !== 'RETURN').length;
}

/** A co-signature's name without the department, which the name of each one's step ends with. */
export function sharedName(step: Pick<StandingStep, 'name' | 'nameEn' | 'department'>, lang: 'zh' | 'en'): string {
  const { name, nameEn, department } = step;
  const [whole, ending] = lang === 'zh' ? [name, `（${department?.name ?? ''}）`] : [nameEn, ` (${department?.nameEn ?? ''})`];
  return whole.endsWith(ending) ? whole.slice(0, -ending.length) : whole;
}
