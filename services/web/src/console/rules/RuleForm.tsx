import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { App, Button, Form, Input, InputNumber } from 'antd';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { staffText } from '../../shared/staff/text';
import { ConditionFields } from './ConditionFields';
import { Field } from './Field';
import { blankStep, inputId, moved, type Fault, type Rule, type Step } from './model';
import s from './Rules.module.css';
import { StepForm } from './StepForm';
import { rulesText } from './text';

export interface RuleFormProps {
  rule: Rule;
  faults: Fault[];
  onChange: (rule: Rule) => void;
  onRemove: () => void;
}

/** One rule: its names and priority, what it is for, and its steps. */
export function RuleForm({ rule, faults, onChange, onRemove }: RuleFormProps) {
  const t = useText(rulesText);
  const common = useText(staffText);
  const { modal } = App.useApp();
  const change = (some: Partial<Rule>) => onChange({ ...rule, ...some });
  const of = (name: string) => ({ field: `${rule.key}.${name}`, faults });
  const id = (name: string) => inputId(`${rule.key}.${name}`);
  const ask = () =>
    modal.confirm({
      title: t('removeRuleTitle', { name: rule.title || rule.name }),
      content: t('removeRuleNote'),
      okText: t('removeRule'),
      cancelText: common('cancel'),
      okButtonProps: { danger: true },
      onOk: onRemove,
    });
  return (
    <Form layout="vertical" component="div">
      <div className={s.fields}>
        <Field {...of('title')} label={t('titleOf')}>
          <Input id={id('title')} maxLength={40} value={rule.title} onChange={(event) => change({ title: event.target.value })} />
        </Field>
        <Field {...of('titleEn')} label={t('titleEnOf')}>
          <Input id={id('titleEn')} maxLength={80} value={rule.titleEn} onChange={(event) => change({ titleEn: event.target.value })} />
        </Field>
        <Field {...of('name')} label={t('nameOf')} hint={t('nameHint')}>
          <Input id={id('name')} maxLength={40} value={rule.name} onChange={(event) => change({ name: event.target.value })} />
        </Field>
        <Field {...of('priority')} label={t('priority')} hint={t('priorityHint')}>
          <InputNumber id={id('priority')} precision={0} min={-100000} max={100000} value={rule.priority} onChange={(priority) => change({ priority: priority ?? 0 })} />
        </Field>
      </div>
      <h3 style={{ margin: '4px 0', fontSize: 14 }}>{t('conditions')}</h3>
      <p className={s.small}>{t('conditionsHint')}</p>
      <ConditionFields rule={rule} faults={faults} onChange={(some) => change({ when: { ...rule.when, ...some } })} />
      <Steps rule={rule} faults={faults} onChange={(steps) => change({ steps })} />
      <Button danger icon={<DeleteOutlined aria-hidden />} onClick={ask}>
        {t('removeRule')}
      </Button>
    </Form>
  );
}

function Steps({ rule, faults, onChange }: Pick<RuleFormProps, 'rule' | 'faults'> & { onChange: (steps: Step[]) => void }) {
  const t = useText(rulesText);
  const lang = useLang();
  const { steps } = rule;
  const wrong = faults.filter((fault) => fault.field === `${rule.key}.steps`);
  return (
    <section aria-label={t('steps')}>
      <h3 id={inputId(`${rule.key}.steps`)} tabIndex={-1} style={{ margin: '4px 0', fontSize: 14 }}>
        {t('steps')}
      </h3>
      <p className={s.small}>{t('locked')}</p>
      {wrong.length > 0 ? (
        <ul className={s.faults} style={{ color: 'var(--cinnabar)' }}>
          {wrong.map((fault) => (
            <li key={fault.id}>{lang === 'zh' ? fault.message : fault.messageEn}</li>
          ))}
        </ul>
      ) : null}
      {steps.map((step, index) => (
        <StepForm
          key={step.key}
          step={step}
          number={index + 1}
          of={steps.length}
          faults={faults}
          onChange={(some) => onChange(steps.map((each) => (each.key === step.key ? { ...each, ...some } : each)))}
          onMove={(by) => onChange(moved(steps, index, by))}
          onRemove={() => onChange(steps.filter((each) => each.key !== step.key))}
        />
      ))}
      <Button icon={<PlusOutlined aria-hidden />} style={{ marginBottom: 16 }} onClick={() => onChange([...steps, blankStep(steps)])}>
        {t('addStep')}
      </Button>
    </section>
  );
}
