import { parentPort, workerData } from 'node:worker_threads';
import { answerOf } from './bounded-thread.ts';
import { parseSheets } from './parse-sheets.ts';
import type { SheetTask } from './read-sheets.ts';
import { packedSheet } from './sheet-rows.ts';

const { bytes, fileName, limits } = workerData as SheetTask;

parentPort?.postMessage(await answerOf(async () => (await parseSheets(bytes, fileName, limits)).map(packedSheet)));
