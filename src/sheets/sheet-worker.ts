import { parentPort, workerData } from 'node:worker_threads';
import { RuleError } from '../errors.ts';
import { parseSheets } from './parse-sheets.ts';
import type { SheetLimits, WorkerAnswer } from './sheet.ts';

const { bytes, fileName, limits } = workerData as { bytes: Uint8Array; fileName: string; limits: SheetLimits };

parentPort?.postMessage(await answer());

async function answer(): Promise<WorkerAnswer> {
  try {
    return { sheets: await parseSheets(bytes, fileName, limits) };
  } catch (error) {
    if (error instanceof RuleError) return { refused: { code: error.code, facts: error.facts } };
    throw error;
  }
}
