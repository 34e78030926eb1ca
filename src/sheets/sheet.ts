import type { Worker } from 'node:worker_threads';
import { RuleError } from '../errors.ts';
import { startThread } from '../own-thread.ts';

/** A table as a file or a chat message holds it: values as people see them, nothing interpreted yet. */
export interface Sheet {
  sheetName: string;
  /** `delimited` = CSV or pasted text, where a stray comma can shift a row; `form` = one filled-in form. */
  format: 'xlsx' | 'delimited' | 'form';
  /** Hidden in its workbook: named, not read. */
  hidden?: boolean;
  /** Columns that the sheet does not show. */
  hiddenColumns?: ReadonlySet<number>;
  /** Rows that hold anything, top to bottom. */
  rows: readonly SheetRow[];
}

export interface SheetRow {
  /** The number shown beside the row in Excel or WPS, from 1; 0 in a form. */
  rowNumber: number;
  /** Not shown, e.g. by a filter or a closed group. */
  hidden?: boolean;
  /** Cells that hold anything, by column number from 1. */
  cells: ReadonlyMap<number, CellValue>;
}

const mostFirstLetters = 40;

/** The beginning of what the first row says, for whoever is told that nobody knows this sheet; `''` when it says nothing. */
export function firstRowOf({ rows: [first] }: Sheet): string {
  const texts = [...(first?.cells.values() ?? [])].map(({ text }) => text.trim()).filter((text) => text !== '');
  const letters = [...texts.join('、')];
  return letters.length > mostFirstLetters ? `${letters.slice(0, mostFirstLetters).join('')}…` : letters.join('');
}

/** One cell; `text` is what a person sees in it. */
export type CellValue =
  | { kind: 'text' | 'number' | 'boolean' | 'formula' | 'error' | 'link'; text: string }
  /** More digits than a spreadsheet keeps: the last ones may have become zeros. */
  | { kind: 'longNumber'; text: string }
  /** A number whose format shows something else than what the cell holds, e.g. a rounded number or a fraction. */
  | { kind: 'oddNumber'; text: string }
  /**
   * `day` is `YYYY-MM-DD`, `time` is `HH:MM`; `shows` says which of them the cell's format displays (`partial`: some of year, month and day
   * only, e.g. no year).
   */
  | { kind: 'date'; text: string; day: string; time: string; shows: 'month' | 'day' | 'dayTime' | 'time' | 'partial' }
  /** Part of a merged range whose first cell is `master`, e.g. `A2`. */
  | { kind: 'merged'; text: string; master: string };

/** What a file may cost; a limit passed is a `RuleError`, never a partial result. */
export interface SheetLimits {
  fileBytes: number;
  /** Of all parts of an .xlsx that are read, once inflated. */
  inflatedBytes: number;
  /** That hold anything, in one sheet. */
  cells: number;
  columns: number;
  /** Time of a processor, not of the clock: a busy machine refuses nothing that a quiet one takes. */
  cpuMs: number;
  memoryMb: number;
}

const MEGABYTE = 1024 * 1024;

/** For files from chat or a web page; the command line may raise them. */
export const SHEET_LIMITS: SheetLimits = {
  fileBytes: 5 * MEGABYTE,
  inflatedBytes: 50 * MEGABYTE,
  cells: 250_000,
  columns: 200,
  cpuMs: 60_000,
  memoryMb: 512,
};

/** What the worker hands over, piece by piece, each when the one before was taken: a sheet, then its rows. */
export type WorkerAnswer =
  | { sheet: Omit<Sheet, 'rows'> }
  | { rows: readonly SheetRow[] }
  | { isAll: true }
  | { refused: { code: string; facts: Readonly<Record<string, string | number>> } };

/**
 * Reads an .xlsx or .csv file in a worker thread, so that a hostile file can cost neither the process nor its event loop.
 *
 * @param usedMs - processor time that the thread has used, at most: see `atMost`
 * @param fileName - decides the format by its extension; content of another kind is refused
 * @returns the sheets in their order, hidden ones without their rows; a .csv is one sheet
 * @throws RuleError `import.*` (see `words.ts`) for whatever a file can have wrong
 */
export async function readSheets(
  bytes: Uint8Array,
  fileName: string,
  limits: SheetLimits = SHEET_LIMITS,
  usedMs: (thread: Worker) => number = atMost(),
): Promise<Sheet[]> {
  if (bytes.byteLength > limits.fileBytes) {
    throw new RuleError('import.file-too-large', { limitMb: Math.floor(limits.fileBytes / MEGABYTE) });
  }
  return inWorker({ bytes, fileName, limits }, usedMs);
}

interface Task {
  bytes: Uint8Array;
  fileName: string;
  limits: SheetLimits;
}

async function inWorker(task: Task, usedMs: (thread: Worker) => number): Promise<Sheet[]> {
  const worker = startWorker(task);
  const isTooSlow = () => usedMs(worker) > task.limits.cpuMs;
  const sheets: (Omit<Sheet, 'rows'> & { rows: SheetRow[] })[] = [];
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Sheet[]>((resolve, reject) => {
      const tooSlow = () => reject(new RuleError('import.too-slow'));
      const tooMuch = () => reject(new RuleError('import.too-much-memory'));
      timer = setInterval(() => isTooSlow() && tooSlow(), CHECK_EVERY_MS);
      worker.on('message', (answer: WorkerAnswer) => {
        if (isTooSlow()) return tooSlow();
        if ('refused' in answer) return reject(new RuleError(answer.refused.code, answer.refused.facts));
        if ('isAll' in answer) return resolve(sheets);
        if ('sheet' in answer) sheets.push({ ...answer.sheet, rows: [] });
        else for (const row of answer.rows) sheets.at(-1)?.rows.push(row);
        worker.postMessage('taken');
      });
      worker.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : reject(error),
      );
      worker.once('exit', tooMuch);
    });
  } finally {
    clearInterval(timer);
    await worker.terminate();
  }
}

const CHECK_EVERY_MS = 250;

/**
 * A bound of what a thread has used since now, where Node does not tell the time of one thread: neither more than the whole process has, nor
 * than the time in which the thread was not waiting. A busy machine makes the one small, a busy bot the other.
 */
function atMost(): (thread: Worker) => number {
  const startedMs = processCpuMs();
  return ({ performance }) => Math.min(processCpuMs() - startedMs, performance.eventLoopUtilization().active);
}

function processCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function startWorker(workerData: Task): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: workerData.limits.memoryMb };
  return startThread(import.meta.url, 'sheet-worker', { workerData, resourceLimits });
}
