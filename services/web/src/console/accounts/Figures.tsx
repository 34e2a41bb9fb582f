import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { Chart, type ChartOption } from '../../shared/staff/Chart';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { Mark } from '../../shared/staff/Mark';
import { Section } from '../../shared/staff/Page';
import { AccountFiguresDocument, type AccountFiguresQuery } from '../gql/graphql';
import s from './Account.module.css';
import { figuresText } from './figuresText';

type Known = NonNullable<AccountFiguresQuery['accountFigures']>;
type Day = Known['days'][number];
type Piece = Known['pieces'][number];

const spans = [7, 30, 90];

/** What WeChat counted of an account: followers and reads by day, and the pieces that were read most. */
export function Figures({ accountId }: { accountId: string }) {
  const t = useText(figuresText);
  const [span, setSpan] = useState(30);
  const query = useQuery({ query: AccountFiguresDocument, variables: { accountId, days: span } });
  const options = spans.map((n) => ({ value: n, label: t('lastDays', { n }) }));
  return (
    <Section title={t('figures')} aside={<Segmented size="small" aria-label={t('days')} options={options} value={span} onChange={setSpan} />}>
      <Answer query={query}>{({ accountFigures }) => (accountFigures ? <Shown known={accountFigures} span={span} /> : null)}</Answer>
    </Section>
  );
}

function Shown({ known, span }: { known: Known; span: number }) {
  const t = useText(figuresText);
  const { may, readAt, refusedText } = known.reading;
  if (!may) return <p>{t('mayNot')}</p>;
  return (
    <>
      {refusedText ? (
        <p role="alert">
          <Mark tone="bad">{t('refused', { why: refusedText })}</Mark>
        </p>
      ) : null}
      {known.days.length === 0 ? <p>{t('notRead')}</p> : <Days known={known} span={span} />}
      <p className={s.quiet}>
        {t('figuresNote')} {readAt ? t('readAt', { at: stamp(readAt) }) : null}
      </p>
    </>
  );
}

function Days({ known: { days, pieces }, span }: { known: Known; span: number }) {
  const t = useText(figuresText);
  const sum = (of: (day: Day) => number) => days.reduce((all, day) => all + of(day), 0);
  const option = useMemo(() => drawn(days, { reads: t('reads'), followers: t('followers') }), [days, t]);
  const net = sum((day) => day.gained - day.lost);
  return (
    <>
      <p className={s.marks}>
        <Mark tone="info">{t('nowFollowers', { n: days.at(-1)?.followers ?? 0 })}</Mark>
        <Mark tone="neutral">{t('change', { n: net > 0 ? `+${String(net)}` : net })}</Mark>
        <Mark tone="info">{t('allReads', { n: sum((day) => day.reads) })}</Mark>
      </p>
      <Chart option={option} label={t('chart', { n: span })} height={220} />
      <details>
        <summary>{t('showDays')}</summary>
        <DayTable days={days} />
      </details>
      <h3>{t('mostRead')}</h3>
      {pieces.length === 0 ? <p>{t('noPieces')}</p> : <PieceTable pieces={pieces} />}
    </>
  );
}

function DayTable({ days }: { days: Day[] }) {
  const t = useText(figuresText);
  const columns: Column<Day>[] = [
    { key: 'day', title: t('day'), render: (day) => day.day },
    ...(['followers', 'gained', 'lost', 'reads', 'shares'] as const).map((key) => ({ key, title: t(key), width: '100px', render: (day: Day) => day[key] })),
  ];
  return <DataTable label={t('byDay')} columns={columns} rows={[...days].reverse()} rowKey={(day) => day.day} />;
}

function PieceTable({ pieces }: { pieces: Piece[] }) {
  const t = useText(figuresText);
  const columns: Column<Piece>[] = [
    {
      key: 'piece',
      title: t('piece'),
      render: (piece) => (
        <Link to={`/console/releases/${piece.releaseId}`} lang="zh-CN">
          {piece.title}
        </Link>
      ),
    },
    ...(['reads', 'shares', 'favourites'] as const).map((key) => ({ key, title: t(key), width: '100px', render: (piece: Piece) => piece[key] })),
  ];
  return <DataTable label={t('mostRead')} columns={columns} rows={pieces} rowKey={(piece) => piece.releaseId} />;
}

/** Reads as bars, followers as a line with a scale of its own. */
function drawn(days: Day[], names: { reads: string; followers: string }): ChartOption {
  return {
    grid: { left: 12, right: 12, top: 36, bottom: 8, containLabel: true },
    legend: { top: 0 },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: days.map((day) => day.day.slice(5)) },
    yAxis: [
      { type: 'value', minInterval: 1 },
      { type: 'value', minInterval: 1, scale: true, splitLine: { show: false } },
    ],
    series: [
      { type: 'bar', name: names.reads, barMaxWidth: 28, data: days.map((day) => day.reads) },
      { type: 'line', name: names.followers, yAxisIndex: 1, showSymbol: days.length < 2, data: days.map((day) => day.followers) },
    ],
  };
}
