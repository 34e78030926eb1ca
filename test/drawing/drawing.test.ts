import { afterEach, describe, expect, it } from 'vitest';
import type { Chart } from '../../src/drawing/chart.ts';
import { DRAWING_LIMITS, Drawing } from '../../src/drawing/drawing.ts';
import type { Log } from '../../src/log.ts';

const chart: Chart = {
  title: '测试班',
  lines: [],
  parts: [{ bars: [{ label: '学风学纪', text: '30/35分', share: 30 / 35 }] }],
  notes: [],
};
const tooLarge: Chart = {
  ...chart,
  parts: [{ bars: Array.from({ length: 41 }, () => chart.parts[0]?.bars[0] ?? bar) }],
};
const bar = { label: '', text: '', share: 0 };
let logged: unknown[];
const log: Log = {
  ...{ debug: () => undefined, info: () => undefined, error: () => undefined },
  warn: (facts) => void logged.push(facts),
};
let drawing: Drawing;

function open(limits = {}, cpuMs?: () => number): Drawing {
  logged = [];
  drawing = new Drawing(log, { ...DRAWING_LIMITS, ...limits }, cpuMs);
  return drawing;
}
afterEach(() => drawing.close());

describe('the thread that draws', () => {
  it('starts with the first picture, and ends when none has come for a while', async () => {
    open({ idleMs: 1 });
    expect(drawing.isAwake).toBe(false);
    const png = await drawing.chart(chart);
    expect(png?.subarray(1, 4).toString()).toBe('PNG');
    await expect.poll(() => drawing.isAwake).toBe(false);
    expect(await drawing.chart(chart)).toEqual(png);
  });

  it('says what it could not draw, and draws the next', async () => {
    open();
    const [bad, good] = await Promise.all([drawing.chart(tooLarge), drawing.chart(chart)]);
    expect(bad).toBeUndefined();
    expect(logged).toEqual([{ reason: '41 bars' }]);
    expect(good?.length).toBeGreaterThan(1000);
  });

  it('gives up what takes too much of a processor', async () => {
    let usedMs = 0;
    open({ cpuMs: 5 }, () => (usedMs += 10));
    expect(await drawing.chart(chart)).toBeUndefined();
    expect(logged).toEqual([{ reason: 'it took too long' }]);
  });

  it('lets no more than a few wait', async () => {
    open({ mostWaiting: 1 });
    const [first, second] = await Promise.all([drawing.chart(chart), drawing.chart(chart)]);
    expect(first).toBeDefined();
    expect(second).toBeUndefined();
    expect(logged).toEqual([{ reason: 'too many wait' }]);
  });
});
