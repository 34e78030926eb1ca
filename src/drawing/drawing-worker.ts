import { parentPort } from 'node:worker_threads';
import { drawChart } from './draw-chart.ts';
import { drawPages } from './draw-pages.ts';
import type { Drawn, Order } from './drawing.ts';

parentPort?.on('message', async (order: Order) => {
  parentPort?.postMessage(await drawn(order));
});

async function drawn(order: Order): Promise<Drawn> {
  try {
    if (order.kind === 'chart') return { bytes: new Uint8Array(drawChart(order.chart)), check: '' };
    const { bytes, check } = await drawPages(order.pages);
    return { bytes: new Uint8Array(bytes), check };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : 'unknown' };
  }
}
