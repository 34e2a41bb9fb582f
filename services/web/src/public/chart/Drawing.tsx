import type { ChartData } from '../../shared/article/block';
import { Chart } from '../../shared/staff/Chart';
import { chartOption } from '../../shared/staff/chartOption';

/** The chart of an article, drawn above its table. */
export default function Drawing({ chart }: { chart: ChartData }) {
  return <Chart option={chartOption(chart)} label={chart.title} />;
}
