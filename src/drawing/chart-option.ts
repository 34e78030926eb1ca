import type { CustomSeriesOption } from 'echarts/charts';
import type { EChartsCoreOption } from 'echarts/core';
import type { Bar, Chart } from './chart.ts';
import { FONT_FAMILY } from './fonts.ts';

/** In points of the picture; a phone shows it at about half this size. */
export const CHART_WIDTH = 720;
const margin = 36;
const rowHeight = 84;
const barHeight = 30;
const titleSize = 30;
const textSize = 25;
const noteSize = 22;
const headingHeight = 60;
const lineShare = 1.35;
const inner = CHART_WIDTH - 2 * margin;
const colours = { ink: '#1f2933', soft: '#616e7c', bar: '#2f6fb4', rest: '#e4e9ef', range: '#d9822b' };

/** How a chart is drawn by echarts, and how high the picture is. */
export function chartOption({ title, lines, parts, notes }: Chart): { option: EChartsCoreOption; height: number } {
  const texts: object[] = [];
  const grids: object[] = [];
  let top = margin;
  const say = (text: string, size: number, style: object = {}) => {
    texts.push(textAt(text, size, top, style));
    top += Math.ceil(widthOf(text, size) / inner) * size * lineShare + 6;
  };
  say(title, titleSize, bold);
  for (const line of lines) say(line, textSize);
  const series = parts.flatMap(({ heading, bars }, index) => {
    top += 12;
    if (heading !== undefined) {
      texts.push(textAt(heading, textSize, top + 14, bold));
      top += headingHeight;
    }
    const rows = rowsOf(bars);
    const height = bars.length * rows.height;
    grids.push({ left: margin, width: inner, top: top + rows.lead, height });
    top += height;
    return seriesOf(bars, index);
  });
  top += 12;
  for (const note of notes) say(note, noteSize, soft);
  const axes = parts.map(({ bars }, index) => axesOf(bars, index));
  const option = {
    animation: false,
    backgroundColor: '#ffffff',
    textStyle: { fontFamily: FONT_FAMILY, color: colours.ink },
    title: texts,
    grid: grids,
    xAxis: axes.map(({ x }) => x),
    yAxis: axes.map(({ y }) => y),
    series,
  };
  return { option, height: Math.ceil(top + margin) };
}

const bold = { fontWeight: 'bold' };
const soft = { color: colours.soft };

function textAt(text: string, size: number, top: number, style: object) {
  const wrapped = { width: inner, overflow: 'break', lineHeight: size * lineShare };
  const textStyle = { ...wrapped, fontSize: size, fontWeight: 'normal', color: colours.ink, ...style };
  return { text, left: margin, top, padding: 0, textStyle };
}

/** What stands above the bars, left and right, shares a line; where a label is too long for that, all rows have room for two of it. */
function labelWidthOf(bars: readonly Bar[]): number {
  return inner - Math.max(...bars.map(({ text }) => widthOf(text, textSize))) - 20;
}

/** @returns how high each row is, and how far the bars stand below the middle of their rows, so that the labels have room above them */
function rowsOf(bars: readonly Bar[]): { height: number; lead: number } {
  const room = labelWidthOf(bars);
  const lines = Math.max(...bars.map(({ label }) => Math.ceil(widthOf(label, textSize) / room)));
  const labelHeight = lines * textSize * lineShare;
  const height = labelHeight + rowHeight - textSize * lineShare;
  return { height, lead: barHeight / 2 + 10 + labelHeight - height / 2 };
}

/** About how wide a text is: Chinese characters are square, others take a bit more than half. */
function widthOf(text: string, size: number): number {
  return [...text].reduce((sum, char) => sum + (char < '\u2E80' ? 0.58 : 1) * size, 0);
}

function axesOf(bars: readonly Bar[], gridIndex: number) {
  const hidden = { axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false } };
  const label = {
    ...{ inside: true, verticalAlign: 'bottom', padding: [0, 0, barHeight / 2 + 8, -8], fontSize: textSize },
    ...{ width: labelWidthOf(bars), overflow: 'break', lineHeight: textSize * lineShare },
  };
  return {
    x: { gridIndex, type: 'value', min: 0, max: 1, show: false },
    y: {
      ...{ ...hidden, gridIndex, type: 'category', inverse: true, data: bars.map((_, index) => String(index)) },
      axisLabel: { ...label, color: colours.ink, formatter: (name: string) => bars[Number(name)]?.label ?? '' },
      z: 10,
    },
  };
}

function seriesOf(bars: readonly Bar[], index: number): object[] {
  const at = { xAxisIndex: index, yAxisIndex: index };
  const filled = {
    ...{ ...at, type: 'bar', barWidth: barHeight, data: bars.map(({ share }) => share) },
    ...{ showBackground: true, backgroundStyle: { color: colours.rest }, itemStyle: { color: colours.bar } },
  };
  // Of the whole length, so that all stand at the right edge, above their bars.
  const words = {
    ...{ ...at, type: 'bar', barWidth: barHeight, barGap: '-100%', data: bars.map(() => 1) },
    itemStyle: { color: 'transparent' },
    label: {
      ...{ show: true, position: 'insideRight', offset: [5, -(barHeight / 2 + textSize / 2 + 10)] },
      ...{ fontSize: textSize, fontWeight: 'bold', color: colours.ink },
      formatter: ({ dataIndex }: { dataIndex: number }) => bars[dataIndex]?.text ?? '',
    },
  };
  return [filled, words, { ...at, ...middleHalves(bars) }];
}

/** A line from where the lower quarter ends to where the upper one begins, with a stroke in the middle. */
function middleHalves(bars: readonly Bar[]): CustomSeriesOption {
  return {
    type: 'custom',
    z: 5,
    data: bars.flatMap(({ middleHalf }, row) =>
      middleHalf === undefined ? [] : [[middleHalf.from, row, middleHalf.middle, middleHalf.to]],
    ),
    renderItem: (_, api) => {
      const place = (dimension: number) => api.coord([api.value(dimension), api.value(1)]);
      const [[from = 0, y = 0], [middle = 0], [to = 0]] = [place(0), place(2), place(3)];
      const style = { stroke: colours.range, lineWidth: 4 };
      const stroke = (x1: number, y1: number, x2: number, y2: number) => ({
        type: 'line' as const,
        shape: { x1, y1, x2, y2 },
        style,
      });
      const [short, long] = [8, barHeight / 2 + 4];
      return {
        type: 'group',
        children: [
          stroke(from, y, to, y),
          stroke(from, y - short, from, y + short),
          stroke(to, y - short, to, y + short),
          stroke(middle, y - long, middle, y + long),
        ],
      };
    },
  };
}
