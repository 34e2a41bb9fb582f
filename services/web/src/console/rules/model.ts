import type { DraftPartsFragment, RuleConditionInput, RuleInput, RulePartsFragment, RuleStepInput } from '../gql/graphql';
import { gates } from './sets';

/** A step while it is edited; the key stays with it wherever it moves. */
export interface Step extends RuleStepInput {
  key: string;
}

/** A rule while it is edited. */
export interface Rule extends Omit<RuleInput, 'steps'> {
  key: string;
  steps: Step[];
}

export interface Fault {
  /** Unique among the faults of a save. */
  id: string;
  /** The rule's key; none for a fault of the set. */
  rule: string | null;
  /** The rule's or the step's key with the field's name, as the form names its fields: `3.when.kinds`, `7.role`. */
  field: string;
  message: string;
  messageEn: string;
}

let keys = 0;
const nextKey = () => String((keys += 1));

/** The rules of a draft as the form holds them. */
export function edited(rules: readonly RulePartsFragment[]): Rule[] {
  return rules.map((rule) => ({ ...definition(rule), key: nextKey(), steps: rule.steps.map((step) => ({ ...plan(step), key: nextKey() })) }));
}

/** What is sent: the rules without what only the form knows. */
export function inputOf(rules: readonly Rule[]): RuleInput[] {
  return rules.map(whole);
}

/** Faults by the form's own places, so that they stay with a rule or a step that moves. */
export function placed(rules: readonly Rule[], faults: DraftPartsFragment['faults']): Fault[] {
  return faults.map((fault, index) => ({ ...placeOf(rules, fault.field), id: String(index), message: fault.message, messageEn: fault.messageEn }));
}

function placeOf(rules: readonly Rule[], field: string): { rule: string | null; field: string } {
  const [, at, rest = ''] = /^rules\.(\d+)(?:\.(.+))?$/.exec(field) ?? [];
  const rule = at === undefined ? undefined : rules[Number(at)];
  if (!rule) return { rule: null, field: 'rules' };
  const [, stepAt, name = ''] = /^steps\.(\d+)\.(.+)$/.exec(rest) ?? [];
  const step = stepAt === undefined ? undefined : rule.steps[Number(stepAt)];
  return { rule: rule.key, field: step ? `${step.key}.${name}` : `${rule.key}.${rest}` };
}

/** The id of the input that a fault's field is shown by. */
export function inputId(field: string): string {
  return `rule-${field.replaceAll('.', '-')}`;
}

/** A rule nobody has filled in, below all others. */
export function blankRule(rules: readonly Rule[]): Rule {
  const lowest = Math.min(100, ...rules.map((rule) => rule.priority));
  return { key: nextKey(), name: freeName(rules), title: '', titleEn: '', priority: lowest - 10, when: anything(), steps: [blankStep([])] };
}

function freeName(rules: readonly Rule[]): string {
  const taken = new Set(rules.map((rule) => rule.name));
  let number = 1;
  while (taken.has(`rule-${String(number)}`)) number += 1;
  return `rule-${String(number)}`;
}

function anything(): RuleConditionInput {
  return { kinds: [], departments: [], columns: [], touches: [], sensitivity: null, origin: null, emergency: null, touched: null, findingSeverity: null, findingGate: null };
}

/** A step of the county's desk with the gates that the chain lacks. */
export function blankStep(chain: readonly Step[]): Step {
  const decided = new Set(chain.flatMap((step) => step.gates));
  return {
    key: nextKey(),
    name: '',
    nameEn: '',
    role: 'COUNTY_REVIEWER',
    scope: 'COUNTY',
    quorum: 1,
    gates: gates.filter((gate) => !decided.has(gate)),
    signOff: false,
    repeatAllowed: false,
    coSign: false,
    bulk: false,
    deadlineMinutes: 240,
    deadlineWorking: true,
  };
}

/** The list with an item one place on; as it is at either end. */
export function moved<Item>(list: readonly Item[], from: number, by: 1 | -1): Item[] {
  const to = from + by;
  const item = list[from];
  if (item === undefined || to < 0 || list.length <= to) return [...list];
  const rest = list.filter((_, index) => index !== from);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

export interface Changes {
  added: RuleInput[];
  changed: RuleInput[];
  removed: RuleInput[];
}

/** What publishing the draft would change in the rules in force. */
export function changes(held: readonly RulePartsFragment[], draft: readonly RulePartsFragment[]): Changes {
  const before = new Map(held.map((rule) => [rule.name, JSON.stringify(whole(rule))]));
  const names = new Set(draft.map((rule) => rule.name));
  return {
    added: draft.filter((rule) => !before.has(rule.name)).map(whole),
    changed: draft.filter((rule) => before.has(rule.name) && before.get(rule.name) !== JSON.stringify(whole(rule))).map(whole),
    removed: held.filter((rule) => !names.has(rule.name)).map(whole),
  };
}

function whole(rule: RuleInput): RuleInput {
  return { ...definition(rule), steps: rule.steps.map(plan) };
}

function definition({ name, title, titleEn, priority, when }: Omit<RuleInput, 'steps'>): Omit<RuleInput, 'steps'> {
  const { kinds, departments, columns, touches, sensitivity = null, origin = null, emergency = null, touched = null, findingSeverity = null, findingGate = null } = when;
  return { name, title, titleEn, priority, when: { kinds, departments, columns, touches, sensitivity, origin, emergency, touched, findingSeverity, findingGate } };
}

function plan({ name, nameEn, role, scope, quorum = null, gates, signOff, repeatAllowed, coSign, bulk = false, deadlineMinutes, deadlineWorking }: RuleStepInput): RuleStepInput {
  return { name, nameEn, role, scope, quorum, gates, signOff, repeatAllowed, coSign, bulk, deadlineMinutes, deadlineWorking };
}
