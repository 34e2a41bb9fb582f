import { useMemo } from 'react';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { Chart, type ChartOption } from '../../shared/staff/Chart';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { Section } from '../../shared/staff/Page';
import { Empty } from '../../shared/states/States';
import type { ReviewNumbersQuery, TimesFragment } from '../gql/graphql';
import { useWord } from '../words';
import { hours } from './hours';
import s from './Numbers.module.css';
import { numbersText } from './text';

type Numbers = ReviewNumbersQuery['reviewNumbers'];
type Step = Numbers['steps'][number];

/** The numbers: what happened in a row of figures, then a chart with its table, then the rest. */
export function Shown({ of: it }: { of: Numbers }) {
  const t = useText(numbersText);
  const lang = useLang();
  const times = useTimes();
  return (
    <>
      <Figures of={it} />
      {it.steps.length === 0 ? (
        <Empty title={t('none')} hint={t('noneHint')} />
      ) : (
        <>
          <Steps steps={it.steps} />
          <Section title={t('byDepartment')}>
            <DataTable
              label={t('byDepartment')}
              rows={it.departments}
              rowKey={(row) => row.department.id}
              columns={[{ key: 'department', title: t('department'), render: (row) => (lang === 'zh' ? row.department.name : row.department.nameEn) }, ...times]}
            />
          </Section>
          <Section title={t('byMonth')}>
            <DataTable label={t('byMonth')} rows={it.months} rowKey={(row) => row.month} columns={[{ key: 'month', title: t('month'), render: (row) => row.month }, ...times]} />
          </Section>
        </>
      )}
      <Rest of={it} />
    </>
  );
}

function Figures({ of: { cases } }: { of: Numbers }) {
  const t = useText(numbersText);
  const figures: [string, number][] = [
    [t('opened'), cases.opened],
    [t('approved'), cases.approved],
    [t('returnedCases'), cases.returned],
    [t('withdrawn'), cases.withdrawn],
    [t('waiting'), cases.waiting],
    [t('waitingLate'), cases.overdue],
  ];
  return <List figures={figures} />;
}

function List({ figures }: { figures: [string, number | string][] }) {
  return (
    <dl className={s.figures}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Steps({ steps }: { steps: Step[] }) {
  const t = useText(numbersText);
  const lang = useLang();
  const times = useTimes();
  const name = (step: Step) => (lang === 'zh' ? step.name : step.nameEn);
  const columns: Column<Step>[] = [
    { key: 'step', title: t('step'), render: name },
    { key: 'rule', title: t('rule'), width: '150px', render: (row) => (lang === 'zh' ? row.ruleTitle : row.ruleTitleEn) },
    ...times,
  ];
  return (
    <Section title={t('stepTimes')}>
      <StepChart steps={steps} />
      <DataTable label={t('stepTimes')} columns={columns} rows={steps} rowKey={(row) => `${row.rule}:${String(row.stage)}`} />
    </Section>
  );
}

function StepChart({ steps }: { steps: Step[] }) {
  const t = useText(numbersText);
  const lang = useLang();
  const option = useMemo((): ChartOption => {
    const rows = [...steps].reverse();
    const bar = (name: string, of: (times: TimesFragment) => number | null | undefined) => ({ type: 'bar' as const, name, data: rows.map((row) => hours(of(row.times))) });
    return {
      grid: { left: 8, right: 24, top: 32, bottom: 8, containLabel: true },
      legend: { top: 0, left: 0 },
      xAxis: { type: 'value' },
      yAxis: { type: 'category', data: rows.map((row) => (lang === 'zh' ? `${row.ruleTitle} · ${row.name}` : `${row.ruleTitleEn} · ${row.nameEn}`)), axisLabel: { width: 180, overflow: 'truncate' } },
      series: [bar(t('median'), (times) => times.medianWorkingMinutes), bar(t('p90'), (times) => times.p90WorkingMinutes)],
    };
  }, [steps, lang, t]);
  return <Chart option={option} label={t('chart')} height={60 + steps.length * 44} />;
}

/** The columns every table of times has. */
function useTimes(): Column<{ times: TimesFragment }>[] {
  const t = useText(numbersText);
  const told = (minutes: number | null | undefined) => hours(minutes)?.toString() ?? '—';
  return [
    { key: 'closed', title: t('closed'), width: '70px', align: 'right', render: ({ times }) => times.closed },
    { key: 'returned', title: t('returned'), width: '70px', align: 'right', render: ({ times }) => times.returned },
    { key: 'late', title: t('late'), width: '70px', align: 'right', render: ({ times }) => times.late },
    {
      key: 'working',
      title: t('working'),
      width: '180px',
      align: 'right',
      render: ({ times }) => (hours(times.medianWorkingMinutes) === null ? t('unknown') : t('hours', { n: `${told(times.medianWorkingMinutes)} / ${told(times.p90WorkingMinutes)}` })),
    },
    { key: 'plain', title: t('plain'), width: '180px', align: 'right', wideOnly: true, render: ({ times }) => t('hours', { n: `${told(times.medianMinutes)} / ${told(times.p90Minutes)}` }) },
  ];
}

function Rest({ of: it }: { of: Numbers }) {
  const t = useText(numbersText);
  const word = useWord();
  const { debts } = it;
  const owed = hours(debts.medianMinutes) === null ? '—' : t('hours', { n: `${String(hours(debts.medianMinutes))} / ${String(hours(debts.p90Minutes))}` });
  return (
    <div className={s.rest}>
      <Section title={t('gates')}>
        {it.gates.length === 0 ? (
          <p>{t('noReturns')}</p>
        ) : (
          <DataTable
            label={t('gates')}
            rows={it.gates}
            rowKey={(row) => row.gate}
            columns={[
              { key: 'gate', title: t('gate'), render: (row) => word('gate', row.gate) },
              { key: 'times', title: t('times'), width: '80px', align: 'right', render: (row) => row.returned },
            ]}
          />
        )}
      </Section>
      <Section title={t('debts')}>
        <List
          figures={[
            [t('overrides'), debts.overrides],
            [t('owed'), debts.open],
            [t('owedLate'), debts.overdue],
            [t('upheld'), debts.upheld],
            [t('objected'), debts.objected],
            [t('owedFor'), owed],
          ]}
        />
      </Section>
      <Section title={t('bulk')}>
        <p>{t('bulkNote', { acts: it.bulkActs, pieces: it.bulkPieces })}</p>
      </Section>
    </div>
  );
}
