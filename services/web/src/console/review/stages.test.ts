import { describe, expect, it } from 'vitest';
import { passes, sharedName, stagesOf, type StandingStep } from './stages';

const step = (id: string, stage: number, some: Partial<StandingStep> = {}) => ({ id, stage, coSign: false, state: 'WAITING', decisions: [], ...some }) as unknown as StandingStep;

describe('the chain of a case', () => {
  it('counts the departments of a co-signature that have passed it', () => {
    const chain = [
      step('a', 1, { state: 'PASSED' }),
      step('b', 2, { coSign: true, state: 'PASSED' }),
      step('c', 2, { coSign: true, state: 'OPEN' }),
      step('d', 3),
    ];
    expect(stagesOf(chain).map(({ steps, coSigned }) => [steps.map((each) => each.id).join(), coSigned])).toEqual([
      ['a', null],
      ['b,c', { passed: 1, of: 2 }],
      ['d', null],
    ]);
  });

  it('names a co-signature once for all its departments', () => {
    const department = { id: '1', name: '教育体育局', nameEn: 'Education Bureau' };
    const asked = { name: '会签（教育体育局）', nameEn: 'Co-signature (Education Bureau)', department };
    expect([sharedName(asked, 'zh'), sharedName(asked, 'en')]).toEqual(['会签', 'Co-signature']);
    expect(sharedName({ ...asked, department: null }, 'zh')).toBe(asked.name);
  });

  it('counts who passed a step, and not who returned it', () => {
    const decisions = [{ decision: 'PASS' }, { decision: 'RETURN' }] as StandingStep['decisions'];
    expect(passes({ decisions })).toBe(1);
  });
});
