import { describe, expect, it } from 'vitest';
import type { Gate, StepPartsFragment, Verdict } from '../gql/graphql';
import { bulkOf, gatesOf, passable } from './gates';

const all: Gate[] = ['POLITICAL', 'POLICY', 'LEGAL', 'WORDING', 'SECRECY', 'OPINION'];

function step(...said: [Gate, Verdict, string][]): StepPartsFragment {
  const verdicts = said.map(([gate, verdict, id]) => ({ gate, verdict, reason: '', decidedAt: '', person: { id, name: id }, findings: [] }));
  return { gates: all, verdicts } as unknown as StepPartsFragment;
}

describe('gates', () => {
  it('secrecy is never passed together with others', () => {
    expect(bulkOf(gatesOf(step(), [], 'me'))).toEqual(['POLITICAL', 'POLICY', 'LEGAL', 'WORDING', 'OPINION']);
  });

  it('a gate with a finding must be looked at by itself', () => {
    const findings = [{ id: '1', gate: 'WORDING' as const, code: 'TYPO', severity: 'WARN' as const, message: '', messageEn: '', excerpt: '', blocking: false, acceptable: true, place: null, acceptance: null }];
    expect(bulkOf(gatesOf(step(['POLICY', 'PASS', 'me']), findings, 'me'))).toEqual(['POLITICAL', 'LEGAL', 'OPINION']);
  });

  it('the step passes when every gate has, by whomever', () => {
    const passes = all.map((gate): [Gate, Verdict, string] => [gate, 'PASS', gate === 'LEGAL' ? 'other' : 'me']);
    expect(passable(gatesOf(step(...passes), [], 'me'))).toBe(true);
    expect(passable(gatesOf(step(...passes.slice(1)), [], 'me'))).toBe(false);
    expect(passable(gatesOf(step(...passes, ['SECRECY', 'RETURN', 'third']), [], 'me'))).toBe(false);
  });
});
