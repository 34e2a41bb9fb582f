import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, InputNumber, Select, Space } from 'antd';
import { useText } from '../../shared/i18n/text';
import type { Role, StepScope } from '../gql/graphql';
import { useWord } from '../words';
import { Field } from './Field';
import { inputId, type Fault, type Step } from './model';
import s from './Rules.module.css';
import { deciders, gates } from './sets';
import { rulesText } from './text';

export interface StepFormProps {
  step: Step;
  /** Its place, from one. */
  number: number;
  /** How many there are. */
  of: number;
  faults: Fault[];
  onChange: (some: Partial<Step>) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

const scopes: StepScope[] = ['DEPARTMENT', 'COUNTY'];

/** One step of a chain. */
export function StepForm({ step, number, of, faults, onChange, onMove, onRemove }: StepFormProps) {
  const t = useText(rulesText);
  const word = useWord();
  const at = (name: string) => ({ field: `${step.key}.${name}`, faults });
  const id = (name: string) => inputId(`${step.key}.${name}`);
  return (
    <fieldset className={s.step}>
      <legend>{t('step', { n: number })}</legend>
      <div className={s.stepTools}>
        <Button size="small" disabled={number === 1} aria-label={t('moveUp', { n: number })} icon={<ArrowUpOutlined aria-hidden />} onClick={() => onMove(-1)} />
        <Button size="small" disabled={number === of} aria-label={t('moveDown', { n: number })} icon={<ArrowDownOutlined aria-hidden />} onClick={() => onMove(1)} />
        <Button size="small" danger aria-label={t('removeStep', { n: number })} icon={<DeleteOutlined aria-hidden />} onClick={onRemove} />
      </div>
      <div className={s.fields}>
        <Field {...at('name')} label={t('stepName')}>
          <Input id={id('name')} maxLength={40} value={step.name} onChange={(event) => onChange({ name: event.target.value })} />
        </Field>
        <Field {...at('nameEn')} label={t('stepNameEn')}>
          <Input id={id('nameEn')} maxLength={80} value={step.nameEn} onChange={(event) => onChange({ nameEn: event.target.value })} />
        </Field>
        <Field {...at('role')} label={t('role')}>
          <Select<Role> id={id('role')} value={step.role} onChange={(role) => onChange({ role })} options={deciders.map((value) => ({ value, label: word('role', value) }))} />
        </Field>
        <Field {...at('scope')} label={t('scope')}>
          <Select<StepScope>
            id={id('scope')}
            disabled={step.coSign}
            value={step.scope}
            onChange={(scope) => onChange({ scope })}
            options={scopes.map((value) => ({ value, label: t(`scope_${value}`) }))}
          />
        </Field>
        <Field {...at('gates')} className={s.wide} label={t('gates')}>
          <Select
            id={id('gates')}
            mode="multiple"
            value={step.gates}
            onChange={(value) => onChange({ gates: gates.filter((gate) => value.includes(gate)) })}
            options={gates.map((value) => ({ value, label: word('gate', value) }))}
          />
        </Field>
        <Field {...at('quorum')} label={t('quorum')}>
          <Space wrap>
            <InputNumber id={id('quorum')} precision={0} min={1} max={20} disabled={step.quorum === null} value={step.quorum ?? null} onChange={(quorum) => onChange({ quorum: quorum ?? 1 })} />
            <Checkbox checked={step.quorum === null} onChange={(event) => onChange({ quorum: event.target.checked ? null : 1 })}>
              {t('quorumAllBox')}
            </Checkbox>
          </Space>
        </Field>
        <Deadline step={step} faults={faults} onChange={onChange} />
      </div>
      <Boxes step={step} faults={faults} onChange={onChange} />
    </fieldset>
  );
}

type PartProps = Pick<StepFormProps, 'step' | 'faults' | 'onChange'>;

function Deadline({ step, faults, onChange }: PartProps) {
  const t = useText(rulesText);
  const field = `${step.key}.deadline`;
  const { deadlineMinutes: minutes, deadlineWorking: working } = step;
  return (
    <Field field={field} faults={faults} label={t('deadline')}>
      <Space wrap>
        <InputNumber
          id={inputId(field)}
          precision={0}
          min={1}
          max={10_000}
          value={working ? minutes / 60 : minutes}
          onChange={(value) => onChange({ deadlineMinutes: (value ?? 1) * (working ? 60 : 1) })}
        />
        <Select
          aria-label={t('deadlineUnit')}
          style={{ minWidth: 150 }}
          value={working ? 'hours' : 'minutes'}
          onChange={(unit) => onChange({ deadlineWorking: unit === 'hours', deadlineMinutes: unit === 'hours' ? Math.max(60, Math.round(minutes / 60) * 60) : minutes })}
          options={[
            { value: 'hours', label: t('workingHours') },
            { value: 'minutes', label: t('minutes') },
          ]}
        />
      </Space>
    </Field>
  );
}

function Boxes({ step, faults, onChange }: PartProps) {
  const t = useText(rulesText);
  const bulk = `${step.key}.bulk`;
  return (
    <>
      <Field field={`${step.key}.signOff`} faults={faults} label={t('signOff')}>
        <Space orientation="vertical" size={4}>
          <Checkbox id={inputId(`${step.key}.signOff`)} checked={step.signOff} onChange={(event) => onChange({ signOff: event.target.checked })}>
            {t('signOffBox')}
          </Checkbox>
          <Checkbox checked={step.coSign} onChange={(event) => onChange(event.target.checked ? coSigned(step) : { coSign: false })}>
            {t('coSignBox')}
          </Checkbox>
          <Checkbox checked={step.repeatAllowed} onChange={(event) => onChange({ repeatAllowed: event.target.checked })}>
            {t('repeatBox')}
          </Checkbox>
        </Space>
      </Field>
      <Field field={bulk} faults={faults} label={t('bulk')}>
        <Checkbox
          id={inputId(bulk)}
          checked={step.bulk ?? false}
          disabled={!step.bulk && (step.signOff || step.gates.includes('SECRECY'))}
          onChange={(event) => onChange({ bulk: event.target.checked })}
        >
          {t('bulkBox')}
        </Checkbox>
      </Field>
    </>
  );
}

/** Given by the departments' own people: the county's desk has no part in it. */
function coSigned({ role }: Step): Partial<Step> {
  return { coSign: true, scope: 'DEPARTMENT', signOff: false, role: role === 'COUNTY_REVIEWER' ? 'DEPARTMENT_REVIEWER' : role };
}
