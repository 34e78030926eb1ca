import type { Worker } from 'node:worker_threads';
import { RuleError } from '../errors.ts';
import { startThread } from '../own-thread.ts';
import { inBoundedThread } from './bounded-thread.ts';
import { SHEET_LIMITS, type Sheet, type SheetLimits } from './sheet.ts';
import { type PackedSheet, ReadRows } from './sheet-rows.ts';

const megabyte = 1024 * 1024;

/** What the thread is given. */
export interface SheetTask {
  bytes: Uint8Array;
  fileName: string;
  limits: SheetLimits;
}

/**
 * Reads an .xlsx or .csv file in a worker thread, so that a hostile file can cost neither the process nor its event loop. The rows stay
 * packed as the thread hands them over.
 *
 * @param usedMs - processor time that the thread has used, at most
 * @param fileName - decides the format by its extension; content of another kind is refused
 * @returns the sheets in their order, hidden ones without their rows; a .csv is one sheet
 * @throws RuleError `import.*` (see `refusals.ts`) for whatever a file can have wrong
 */
export async function readSheets(
  bytes: Uint8Array,
  fileName: string,
  limits: SheetLimits = SHEET_LIMITS,
  usedMs?: (thread: Worker) => number,
): Promise<Sheet[]> {
  if (bytes.byteLength > limits.fileBytes) {
    throw new RuleError('import.file-too-large', { limitMb: Math.floor(limits.fileBytes / megabyte) });
  }
  const workerData: SheetTask = { bytes, fileName, limits };
  const sheets = await inBoundedThread<readonly PackedSheet[]>(
    (resourceLimits) => startThread(import.meta.url, 'sheet-worker', { workerData, resourceLimits }),
    limits,
    usedMs,
  );
  return sheets.map((sheet) => ({ ...sheet, rows: new ReadRows(sheet.rows) }));
}
