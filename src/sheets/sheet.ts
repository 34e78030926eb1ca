import { Worker } from 'node:worker_threads';
import { RuleError } from '../errors.ts';

/** A table as a file or a chat message holds it: values as people see them, nothing interpreted yet. */
export interface Sheet {
  sheetName: string;
  /** `delimited` = CSV or pasted text, where a stray comma can shift a row. */
  format: 'xlsx' | 'delimited';
  /** Rows that hold anything, top to bottom. */
  rows: readonly SheetRow[];
}

export interface SheetRow {
  /** The number shown beside the row in Excel or WPS, from 1. */
  rowNumber: number;
  /** Cells that hold anything, by column number from 1. */
  cells: ReadonlyMap<number, CellValue>;
}

/** One cell; `text` is what a person sees in it. */
export type CellValue =
  | { kind: 'text' | 'number' | 'boolean' | 'formula' | 'error' | 'link'; text: string }
  /** `day` is `YYYY-MM-DD`, `time` is `HH:MM`; `shows` says which of them the cell's format displays. */
  | { kind: 'date'; text: string; day: string; time: string; shows: 'month' | 'day' | 'dayTime' | 'time' }
  /** Part of a merged range whose first cell is `master`, e.g. `A2`. */
  | { kind: 'merged'; text: string; master: string };

/** What a file may cost; a limit passed is a `RuleError`, never a partial result. */
export interface SheetLimits {
  fileBytes: number;
  /** Of all parts of an .xlsx together, once inflated. */
  inflatedBytes: number;
  rows: number;
  columns: number;
  timeoutMs: number;
  memoryMb: number;
}

const MEGABYTE = 1024 * 1024;

/** For files from chat or a web page (`security.md` O7); the command line may raise them. */
export const SHEET_LIMITS: SheetLimits = {
  fileBytes: 5 * MEGABYTE,
  inflatedBytes: 50 * MEGABYTE,
  rows: 20_000,
  columns: 200,
  timeoutMs: 30_000,
  memoryMb: 512,
};

/** What the worker answers. */
export type WorkerAnswer =
  | { sheets: Sheet[] }
  | { refused: { code: string; facts: Readonly<Record<string, string | number>> } };

/**
 * Reads an .xlsx or .csv file in a worker thread, so that a hostile file can cost neither the process nor its event loop.
 *
 * @param fileName - decides the format by its extension; content of another kind is refused
 * @returns the visible sheets in their order; a .csv is one sheet
 * @throws RuleError `import.*` (see `words.ts`) for whatever a file can have wrong
 */
export async function readSheets(
  bytes: Uint8Array,
  fileName: string,
  limits: SheetLimits = SHEET_LIMITS,
): Promise<Sheet[]> {
  if (bytes.byteLength > limits.fileBytes) {
    throw new RuleError('import.file-too-large', { limitMb: Math.floor(limits.fileBytes / MEGABYTE) });
  }
  const answer = await inWorker({ bytes, fileName, limits });
  if ('refused' in answer) throw new RuleError(answer.refused.code, answer.refused.facts);
  return answer.sheets;
}

async function inWorker(task: { bytes: Uint8Array; fileName: string; limits: SheetLimits }): Promise<WorkerAnswer> {
  const worker = startWorker(task);
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<WorkerAnswer>((resolve, reject) => {
      timer = setTimeout(() => reject(new RuleError('import.too-slow')), task.limits.timeoutMs);
      worker.once('message', resolve);
      worker.once('error', (error: NodeJS.ErrnoException) =>
        reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new RuleError('import.too-much-memory') : error),
      );
      worker.once('exit', () => reject(new RuleError('import.too-much-memory')));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

/** Node 20 does not hand tsx's loader on to worker threads, so a worker running from source registers it itself. */
function startWorker(workerData: { bytes: Uint8Array; fileName: string; limits: SheetLimits }): Worker {
  const options = { workerData, resourceLimits: { maxOldGenerationSizeMb: workerData.limits.memoryMb } };
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./sheet-worker.js', import.meta.url), options);
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const entry = JSON.stringify(new URL('./sheet-worker.ts', import.meta.url).href);
  const start = `import(${loader}).then(({ register }) => { register(); return import(${entry}); });`;
  return new Worker(start, { ...options, eval: true, execArgv: [] });
}
