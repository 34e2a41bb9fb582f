import { Alert } from 'antd';
import { useQuery } from 'urql';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { SimulateReviewDocument, type SimulateReviewQuery, type SimulationInput } from '../gql/graphql';
import { useWord } from '../words';
import { Conditions, Gates, StepMarks } from './Chain';
import s from './Rules.module.css';
import { rulesText } from './text';
import { useRuleWords } from './useRuleWords';
import { watched } from './watched';

type Simulation = SimulateReviewQuery['simulateReview'];

/** The chain that a piece would take, who could decide it today, and why the other rules do not hold. */
export function Simulated({ input, draft }: { input: SimulationInput; draft: boolean }) {
  const found = useQuery({ query: SimulateReviewDocument, variables: { input, draft }, context: watched });
  return <Answer query={found}>{(data) => <Shown of={data.simulateReview} />}</Answer>;
}

function Shown({ of: it }: { of: Simulation }) {
  const t = useText(rulesText);
  const word = useWord();
  const words = useRuleWords();
  const lang = useLang();
  const findings = it.findings.map((finding) => `${t(`severity_${finding.severity}`)}（${word('gate', finding.gate)}）`);
  return (
    <div aria-live="polite">
      {findings.length > 0 ? <p>{t('found', { list: [...new Set(findings)].join(lang === 'zh' ? '、' : ', ') })}</p> : null}
      {it.rule ? (
        <>
          <p>
            {t('taken')}：<strong>{words.titled(it.rule)}</strong> · {t('priority')} {it.rule.priority} <Conditions when={it.rule.when} />
          </p>
          <ol className={s.stages} aria-label={t('steps')}>
            {it.steps.map((step, index) => (
              <Planned key={String(index)} step={step} together={it.steps.filter((other) => other.stage === step.stage).length > 1} />
            ))}
          </ol>
        </>
      ) : (
        <Alert type="error" showIcon title={t('noRule')} />
      )}
      <h3 style={{ margin: '16px 0 6px', fontSize: 14 }}>{t('others')}</h3>
      {it.others.length > 0 ? <Others rows={it.others} /> : <p>{t('noOthers')}</p>}
    </div>
  );
}

function Planned({ step, together }: { step: Simulation['steps'][number]; together: boolean }) {
  const t = useText(rulesText);
  const words = useRuleWords();
  const lang = useLang();
  const people = step.people.length;
  const asked = step.plan.quorum ?? 1;
  // A class of piece without a department: nobody can say whose reviewers decide.
  const open = step.plan.scope === 'DEPARTMENT' && !step.department;
  return (
    <li>
      <strong>
        {step.stage}. {words.named(step.plan)}
        {step.department ? `（${words.named(step.department)}）` : ''}
      </strong>{' '}
      <StepMarks step={step.plan} />
      <p>
        {words.step(step.plan)}
        {together ? ` · ${t('open')}` : ''}
      </p>
      {step.plan.gates.length > 0 ? (
        <p>
          <Gates gates={step.plan.gates} />
        </p>
      ) : null}
      {people > 0 ? (
        <p>
          {t('who')}：{step.people.map((person) => `${person.name}（${words.named(person.department)}）`).join(lang === 'zh' ? '、' : ', ')}
        </p>
      ) : null}
      {open ? <p>{t('whichDepartment')}</p> : null}
      {people < asked && !open ? <Alert type="warning" showIcon style={{ marginTop: 6 }} title={people === 0 ? t('nobody') : t('tooFew', { n: asked, m: people })} /> : null}
    </li>
  );
}

function Others({ rows }: { rows: Simulation['others'] }) {
  const t = useText(rulesText);
  const words = useRuleWords();
  const shape: Column<Simulation['others'][number]>[] = [
    { key: 'rule', title: t('otherRule'), render: (row) => words.titled(row.rule) },
    { key: 'priority', title: t('priority'), width: '90px', align: 'right', render: (row) => row.rule.priority },
    { key: 'why', title: t('why'), width: '55%', render: (row) => t(`why_${row.why}`) },
  ];
  return <DataTable label={t('others')} columns={shape} rows={rows} rowKey={(row) => row.rule.name} />;
}
