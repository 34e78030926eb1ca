import { Resvg } from '@resvg/resvg-js';
import { BarChart, CustomChart } from 'echarts/charts';
import { GridComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { type Chart, mostBars } from './chart.ts';
import { CHART_WIDTH, chartOption } from './chart-option.ts';
import { FONT_FAMILY, fontFiles } from './fonts.ts';

/** Sharp on a phone's screen. */
const zoom = 1.5;
/** Of the picture before it is zoomed: nothing that is drawn can be broken off, so that it has to be small enough. */
const mostHeight = 8_000;

/** The chart as a PNG. @throws RangeError for more than a picture has room for */
export function drawChart(chart: Chart): Buffer {
  const bars = chart.parts.reduce((sum, part) => sum + part.bars.length, 0);
  if (bars > mostBars) throw new RangeError(`${bars} bars`);
  const { regular, bold } = fontFiles();
  const picture = new Resvg(svgOf(chart), {
    fitTo: { mode: 'zoom', value: zoom },
    font: { fontFiles: [regular, bold], loadSystemFonts: false, defaultFontFamily: FONT_FAMILY },
  });
  return picture.render().asPng();
}

function svgOf(chart: Chart): string {
  use([BarChart, CustomChart, GridComponent, TitleComponent, SVGRenderer]);
  const { option, height } = chartOption(chart);
  if (height > mostHeight) throw new RangeError(`a height of ${height}`);
  const drawn = init(null, null, { renderer: 'svg', ssr: true, width: CHART_WIDTH, height });
  try {
    drawn.setOption(option);
    return drawn.renderToSVGString();
  } finally {
    drawn.dispose();
  }
}
