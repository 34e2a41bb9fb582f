import { BarChart, LineChart, PieChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type ComposeOption } from 'echarts/core';
import type { BarSeriesOption, LineSeriesOption, PieSeriesOption } from 'echarts/charts';
import type { GridComponentOption, LegendComponentOption, TooltipComponentOption } from 'echarts/components';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { color, font, series } from '../theme/tokens';

register([BarChart, LineChart, PieChart, GridComponent, LegendComponent, TooltipComponent, MarkLineComponent, SVGRenderer]);

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | PieSeriesOption
  | GridComponentOption
  | LegendComponentOption
  | TooltipComponentOption
>;

const theme = {
  color: series,
  textStyle: { fontFamily: font.sans, color: color.ink2 },
  categoryAxis: axis(),
  valueAxis: { ...axis(), axisLine: { show: false } },
  timeAxis: axis(),
  legend: { textStyle: { color: color.ink2 }, itemHeight: 8, itemWidth: 14 },
};

function axis() {
  return {
    axisLine: { lineStyle: { color: color.lineStrong } },
    axisTick: { show: false },
    axisLabel: { color: color.ink3 },
    splitLine: { lineStyle: { color: color.line } },
  };
}

/** An ECharts drawing in our colours, named by `label`; it follows the width of its place. The numbers stand in a table beside it. */
export function Chart({ option, label, height = 260 }: { option: ChartOption; label: string; height?: number }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const chart = init(place.current, theme, { renderer: 'svg' });
    chart.setOption({ animation: false, tooltip: { trigger: 'item' }, ...option });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(place.current);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [option]);
  return <div ref={place} role="img" aria-label={label} style={{ height, width: '100%' }} />;
}
