import type { ChartData } from '../article/block';
import type { ChartOption } from './Chart';

/** How a small table is drawn. */
export function chartOption(chart: ChartData): ChartOption {
  const labels = chart.rows.map(([label]) => label);
  if (chart.kind === 'pie') {
    const data = chart.rows.map(([name, value]) => ({ name, value: value ?? 0 }));
    return { series: [{ type: 'pie', radius: ['38%', '66%'], data, label: { formatter: '{b} {c}' } }] };
  }
  const type = chart.kind;
  return {
    grid: { left: 12, right: 12, top: chart.columns.length > 1 ? 36 : 28, bottom: 8 },
    legend: chart.columns.length > 1 ? { top: 0 } : { show: false },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: labels },
    yAxis: { type: 'value', name: chart.unit ?? '' },
    series: chart.columns.map((name, column) => ({ type, name, barMaxWidth: 44, data: chart.rows.map(([, ...values]) => values[column] ?? null) })),
  };
}
