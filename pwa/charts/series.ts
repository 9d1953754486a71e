import type { EChartsCoreOption } from 'echarts/core'
import type { Colours } from './colours.ts'

/** One name with a value for each place of the axis; an absent value is a gap. */
export interface Series {
  readonly name: string
  readonly values: readonly (number | undefined)[]
  /** Token of its colour. */
  readonly token: string
  /** Drawn under the name and the number, so that colour is not the only thing that tells series apart. */
  readonly pattern?: 'solid' | 'dashed' | 'dotted'
}

export interface ChartData {
  /** False where the table beside the drawing shows the colour before each name. */
  readonly legend?: boolean
  readonly kind: 'stackedBars' | 'lines'
  readonly axis: readonly string[]
  readonly series: readonly Series[]
  /** How a value is written on the axis and in the tip. */
  readonly format: (value: number) => string
}

export function optionOf(data: ChartData, colours: Colours, font: string): EChartsCoreOption {
  const text = { color: colours('ink-2'), fontFamily: font, fontSize: 12 }
  const line = { lineStyle: { color: colours('line-2') } }
  return {
    animation: false,
    textStyle: text,
    grid: { left: 8, right: 16, top: data.legend === false ? 16 : 40, bottom: 8, containLabel: true },
    legend: { show: data.legend !== false, top: 0, left: 0, type: 'scroll', icon: 'roundRect', itemWidth: 12, itemHeight: 12, textStyle: text },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow', shadowStyle: { color: colours('hover'), opacity: 0.6 } },
      backgroundColor: colours('raised'),
      borderColor: colours('line-2'),
      textStyle: { ...text, color: colours('ink') },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? data.format(value) : '—'),
      confine: true,
    },
    xAxis: { type: 'category', data: [...data.axis], axisLine: line, axisTick: { show: false }, axisLabel: text },
    yAxis: {
      type: 'value',
      minInterval: data.kind === 'stackedBars' ? 1 : 0,
      axisLabel: { ...text, formatter: data.format },
      splitLine: { lineStyle: { color: colours('line') } },
    },
    series: data.series.map((series) => ({
      name: series.name,
      data: series.values.map((value) => value ?? null),
      itemStyle: { color: colours(series.token) },
      ...(data.kind === 'stackedBars'
        ? { type: 'bar', stack: 'all', barMaxWidth: 36, emphasis: { focus: 'series' } }
        : { type: 'line', symbolSize: 7, connectNulls: true, lineStyle: { width: 2, type: series.pattern ?? 'solid' } }),
    })),
  } // prettier-ignore
}
