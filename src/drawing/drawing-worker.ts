import { parentPort } from 'node:worker_threads';
import { drawChart } from './draw-chart.ts';
import type { Drawn, Order } from './drawing.ts';

parentPort?.on('message', (order: Order) => {
  parentPort?.postMessage(drawn(order));
});

function drawn({ chart }: Order): Drawn {
  try {
    return { bytes: new Uint8Array(drawChart(chart)) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : 'unknown' };
  }
}
