import { Select } from 'antd';
import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { RuleNamesDocument, type RuleConditionInput } from '../gql/graphql';
import { useWord } from '../words';
import { Field } from './Field';
import { inputId, type Fault, type Rule } from './model';
import s from './Rules.module.css';
import { gates, kinds, origins, sensitivities, severities } from './sets';
import { rulesText } from './text';
import { useRuleWords } from './useRuleWords';

export interface ConditionFieldsProps {
  rule: Rule;
  faults: Fault[];
  onChange: (some: Partial<RuleConditionInput>) => void;
}

/** What a rule is for; every field left open matches anything. */
export function ConditionFields({ rule, faults, onChange }: ConditionFieldsProps) {
  const t = useText(rulesText);
  const word = useWord();
  const words = useRuleWords();
  const [names] = useQuery({ query: RuleNamesDocument, requestPolicy: 'cache-first' });
  const { when } = rule;
  const of = (name: string) => ({ field: `${rule.key}.when.${name}`, faults });
  const id = (name: string) => inputId(`${rule.key}.when.${name}`);
  const slugs = (rows: readonly { slug: string; name: string; nameEn: string }[] = []) => rows.map((row) => ({ value: row.slug, label: words.named(row) }));
  const many = { mode: 'multiple', placeholder: t('any'), showSearch: { optionFilterProp: 'label' } } as const;
  return (
    <div className={s.fields}>
      <Field {...of('kinds')} label={t('kinds')}>
        <Select {...many} id={id('kinds')} value={when.kinds} onChange={(value) => onChange({ kinds: value })} options={kinds.map((value) => ({ value, label: word('kind', value) }))} />
      </Field>
      <Field {...of('sensitivity')} label={t('sensitivity')}>
        <One id={id('sensitivity')} value={when.sensitivity ?? null} onChange={(sensitivity) => onChange({ sensitivity })} options={sensitivities.map((value) => ({ value, label: word('sensitivity', value) }))} />
      </Field>
      <Field {...of('origin')} label={t('origin')}>
        <One id={id('origin')} value={when.origin ?? null} onChange={(origin) => onChange({ origin })} options={origins.map((value) => ({ value, label: word('origin', value) }))} />
      </Field>
      <Field {...of('emergency')} label={t('emergency')}>
        <Which id={id('emergency')} value={when.emergency ?? null} onChange={(emergency) => onChange({ emergency })} />
      </Field>
      <Field {...of('departments')} label={t('departments')}>
        <Select {...many} id={id('departments')} value={when.departments} onChange={(departments) => onChange({ departments })} options={slugs(names.data?.departments)} />
      </Field>
      <Field {...of('columns')} label={t('columns')}>
        <Select {...many} id={id('columns')} value={when.columns} onChange={(columns) => onChange({ columns })} options={slugs(names.data?.columns)} />
      </Field>
      <Field {...of('touched')} label={t('touched')}>
        <Which id={id('touched')} value={when.touched ?? null} onChange={(touched) => onChange({ touched })} />
      </Field>
      <Field {...of('touches')} label={t('touches')}>
        <Select {...many} id={id('touches')} value={when.touches} onChange={(touches) => onChange({ touches })} options={slugs(names.data?.departments)} />
      </Field>
      <Field {...of('findingSeverity')} label={t('findingSeverity')}>
        <One
          id={id('findingSeverity')}
          value={when.findingSeverity ?? null}
          onChange={(value) => onChange({ findingSeverity: value, ...(value ? {} : { findingGate: null }) })}
          options={severities.map((value) => ({ value, label: t(`severity_${value}`) }))}
        />
      </Field>
      {when.findingSeverity ? (
        <Field {...of('findingGate')} label={t('findingGate')}>
          <One id={id('findingGate')} value={when.findingGate ?? null} onChange={(findingGate) => onChange({ findingGate })} options={gates.map((value) => ({ value, label: word('gate', value) }))} />
        </Field>
      ) : null}
    </div>
  );
}

interface OneProps<Value> {
  id: string;
  value: Value | null;
  onChange: (value: Value | null) => void;
  options: { value: Value; label: string }[];
}

/** One of a set, or any. */
function One<Value extends string>({ id, value, onChange, options }: OneProps<Value>) {
  const t = useText(rulesText);
  return (
    <Select<string>
      id={id}
      value={value ?? ''}
      onChange={(chosen) => onChange(options.find((option) => option.value === chosen)?.value ?? null)}
      options={[{ value: '', label: t('any') }, ...options]}
    />
  );
}

/** Yes, no, or either. */
function Which({ id, value, onChange }: { id: string; value: boolean | null; onChange: (value: boolean | null) => void }) {
  const t = useText(rulesText);
  const options = [
    { value: 'yes', label: t('yes') },
    { value: 'no', label: t('no') },
  ];
  return <One id={id} value={value === null ? null : value ? 'yes' : 'no'} onChange={(chosen) => onChange(chosen === null ? null : chosen === 'yes')} options={options} />;
}
