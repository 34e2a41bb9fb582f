import { describe, expect, it } from 'vitest';
import type { RulePartsFragment } from '../gql/graphql';
import { blankRule, blankStep, changes, edited, inputId, inputOf, moved, placed } from './model';

const when = { kinds: [], departments: [], columns: [], touches: [], sensitivity: null, origin: null, emergency: null, touched: null, findingSeverity: null, findingGate: null };
const step = (name: string): RulePartsFragment['steps'][number] => ({
  name,
  nameEn: name,
  role: 'PRINCIPAL',
  scope: 'COUNTY',
  quorum: 1,
  gates: ['SECRECY'],
  signOff: true,
  repeatAllowed: false,
  coSign: false,
  bulk: false,
  deadlineMinutes: 60,
  deadlineWorking: true,
});
const rule = (name: string, priority: number): RulePartsFragment => ({ name, title: name, titleEn: name, priority, when, steps: [step('a'), step('b')] });

describe('rules while they are edited', () => {
  it('are sent as they came, without the keys of the form', () => {
    const rules = [rule('plain', 100)];
    expect(inputOf(edited([{ ...rules[0], __typename: 'RuleContent' } as RulePartsFragment]))).toEqual(rules);
  });

  it('keep a fault at the step it was found in, wherever the step moves', () => {
    const [first, second] = edited([rule('plain', 100), rule('urgent', 200)]);
    if (!first || !second) throw new Error('two rules');
    const told = { code: 'X', message: '错', messageEn: 'wrong' };
    const [whole, chain, role] = placed([first, second], [
      { ...told, field: 'rules' },
      { ...told, field: 'rules.0.steps' },
      { ...told, field: 'rules.1.steps.1.role' },
    ]);
    expect(whole).toMatchObject({ rule: null, field: 'rules' });
    expect(chain).toMatchObject({ rule: first.key, field: `${first.key}.steps` });
    expect(role).toMatchObject({ rule: second.key, field: `${String(second.steps[1]?.key)}.role` });
    expect(moved(second.steps, 1, -1).map((each) => each.name)).toEqual(['b', 'a']);
    expect(inputId('7.when.kinds')).toBe('rule-7-when-kinds');
  });

  it('begin a new one below the others, under a name that is free', () => {
    const rules = edited([rule('plain', 100), rule('rule-1', 50)]);
    expect(blankRule(rules)).toMatchObject({ name: 'rule-2', priority: 40 });
  });

  it('give a new step the gates that the chain lacks', () => {
    const [first] = edited([rule('plain', 100)]);
    expect(blankStep(first?.steps ?? []).gates).toEqual(['POLITICAL', 'POLICY', 'LEGAL', 'WORDING', 'OPINION']);
    expect(blankStep([]).gates).toHaveLength(6);
  });

  it('stay where they are at either end', () => {
    expect(moved([1, 2, 3], 0, -1)).toEqual([1, 2, 3]);
    expect(moved([1, 2, 3], 2, 1)).toEqual([1, 2, 3]);
    expect(moved([1, 2, 3], 0, 1)).toEqual([2, 1, 3]);
  });

  it('tell what publishing them changes', () => {
    const held = [rule('plain', 100), rule('urgent', 200), rule('old', 10)];
    const draft = [rule('plain', 100), rule('urgent', 300), rule('new', 20)];
    const names = (list: { name: string }[]) => list.map((each) => each.name);
    const found = changes(held, draft);
    expect([names(found.added), names(found.changed), names(found.removed)]).toEqual([['new'], ['urgent'], ['old']]);
  });
});
