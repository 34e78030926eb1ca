import { parentPort, workerData } from 'node:worker_threads';
import type { WritingAnswer, WritingOrder } from './make-workbook.ts';
import { type WorkbookFrame, WorkbookWriter } from './write-workbook.ts';

const writer = new WorkbookWriter(workerData as WorkbookFrame);

parentPort?.on('message', (order: WritingOrder) => {
  if (order === 'end') {
    const file = new Uint8Array(writer.end());
    parentPort?.postMessage(file satisfies WritingAnswer, [file.buffer]);
  } else {
    writer.add(order.rows);
    parentPort?.postMessage(writer.packedBytes satisfies WritingAnswer);
  }
});
