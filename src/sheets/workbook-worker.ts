import { parentPort, workerData } from 'node:worker_threads';
import type { WritingAnswer, WritingOrder } from './make-workbook.ts';
import { type WritingForm, writerOf } from './writer-of.ts';

const writer = writerOf(workerData as WritingForm);

parentPort?.on('message', (order: WritingOrder) => {
  if (order === 'end') {
    const file = new Uint8Array(writer.end());
    parentPort?.postMessage(file satisfies WritingAnswer, [file.buffer]);
  } else {
    writer.add(order.rows);
    parentPort?.postMessage(writer.packedBytes satisfies WritingAnswer);
  }
});
