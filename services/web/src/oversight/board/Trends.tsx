import { useMemo } from 'react';
import { useText } from '../../shared/i18n/text';
import { Chart, type ChartOption } from '../../shared/staff/Chart';
import type { BoardPartsFragment } from '../gql/graphql';
import { oversightText, useNamed } from '../text';
import s from './Trends.module.css';

type County = BoardPartsFragment['counties'][number];
type Figure = 'released' | 'inquiriesAnswered';

export function Trends({ counties }: { counties: readonly County[] }) {
  const t = useText(oversightText);
  return (
    <div className={s.pair}>
      <Trend counties={counties} figure="released" title={t('trendReleased')} />
      <Trend counties={counties} figure="inquiriesAnswered" title={t('trendAnswered')} />
    </div>
  );
}

function Trend({ counties, figure, title }: { counties: readonly County[]; figure: Figure; title: string }) {
  const named = useNamed();
  const option = useMemo<ChartOption>(() => {
    const days = [...new Set(counties.flatMap((county) => county.trend.map(({ day }) => day)))].sort();
    return {
      grid: { left: 8, right: 8, top: 34, bottom: 8 },
      legend: { top: 0 },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: days.map((day) => day.slice(5)) },
      yAxis: { type: 'value', minInterval: 1 },
      series: counties.map((county) => {
        const of = new Map(county.trend.map((one) => [one.day, one[figure]]));
        return { type: 'line', name: named(county.county), showSymbol: false, data: days.map((day) => of.get(day) ?? 0) };
      }),
    };
  }, [counties, figure, named]);
  return (
    <div>
      <h3 className={s.title}>{title}</h3>
      <Chart option={option} label={title} height={220} />
    </div>
  );
}
