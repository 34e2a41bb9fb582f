import type { FindingPartsFragment, Gate, StepPartsFragment } from '../gql/graphql';

export type GateVerdict = StepPartsFragment['verdicts'][number];

/** One gate of a step: what was said of it, what the checks found, and whether this person may still speak. */
export interface GateState {
  gate: Gate;
  verdicts: GateVerdict[];
  findings: FindingPartsFragment[];
  /** Passed by someone, and returned by nobody. */
  passed: boolean;
  returned: boolean;
  mine: GateVerdict | null;
  blocked: boolean;
}

export function gatesOf(step: StepPartsFragment, findings: readonly FindingPartsFragment[], personId: string): GateState[] {
  return step.gates.map((gate) => {
    const verdicts = step.verdicts.filter((verdict) => verdict.gate === gate);
    const own = findings.filter((finding) => finding.gate === gate);
    const returned = verdicts.some((verdict) => verdict.verdict === 'RETURN');
    return {
      gate,
      verdicts,
      findings: own,
      passed: verdicts.length > 0 && !returned,
      returned,
      mine: verdicts.find((verdict) => verdict.person.id === personId) ?? null,
      blocked: own.some((finding) => finding.blocking),
    };
  });
}

/**
 * The gates one may pass together: those without a word and without a finding. Secrecy is never among them, it is decided
 * piece by piece (保密审查逐项进行).
 */
export function bulkOf(gates: readonly GateState[]): Gate[] {
  return gates.filter((state) => state.gate !== 'SECRECY' && !state.mine && state.findings.length === 0 && !state.returned).map((state) => state.gate);
}

/** Whether the step can be passed: every gate has been. */
export function passable(gates: readonly GateState[]): boolean {
  return gates.every((state) => state.passed);
}
