import { once } from 'node:events';
import { RuleError } from '../errors.ts';
import { startThread } from '../own-thread.ts';
import type { RowToWrite, SheetToWrite, WorkbookFrame } from './write-workbook.ts';
import { type WritingForm, writerOf } from './writer-of.ts';

/** Rows are handed over so many cells at a time; a sheet that has no more is written at once, which takes less than to start a thread. */
const chunkCells = 5_000;
/** What a file sent in chat may have, and a thread that writes it. */
const mostBytes = 10 * 1024 * 1024;
/** The same sheet is longer where nothing is packed. */
const mostCsvBytes = 20 * 1024 * 1024;
const threadMemoryMb = 96;

/** What the thread is asked for: to take more rows, or to end the file. */
export type WritingOrder = { rows: readonly RowToWrite[] } | 'end';
/** What it answers: how long the file is so far, or the file. */
export type WritingAnswer = number | Uint8Array;

let last: Promise<unknown> = Promise.resolve();

/**
 * The bytes of an .xlsx file with these rows, however many they are and wherever they come from. Many are written in a thread, one file at a
 * time, so that the bot answers meanwhile; neither the plain file nor, where they come one by one, the rows lie in memory as a whole.
 *
 * @throws RuleError `sheet.too-large`
 */
export function makeWorkbook({
  rows,
  ...frame
}: WorkbookFrame & { rows: Iterable<RowToWrite> | AsyncIterable<RowToWrite> }): Promise<Buffer> {
  return made(frame, rows);
}

/**
 * The same sheet as CSV: from the names of its columns on, and what belongs to it behind an empty line each.
 * @throws RuleError `sheet.too-large`
 */
export function makeCsv({ rows, headerRow, behind = [] }: SheetToWrite & WorkbookFrame): Promise<Buffer> {
  return made('csv', [...rows.slice(headerRow - 1), ...behind.flatMap((each) => [[], ...each.rows])]);
}

async function made(form: WritingForm, rows: Iterable<RowToWrite> | AsyncIterable<RowToWrite>): Promise<Buffer> {
  const chunks = chunksOf(rows);
  const { value: first = [] } = await chunks.next();
  const { value: second } = await chunks.next();
  if (second === undefined) {
    const writer = writerOf(form);
    writer.add(first);
    return writer.end();
  }
  const written = last.then(() => writtenInThread(form, [first, second], chunks));
  last = written.catch(() => undefined);
  return written;
}

async function writtenInThread(
  form: WritingForm,
  begun: readonly RowToWrite[][],
  chunks: AsyncIterable<RowToWrite[]>,
): Promise<Buffer> {
  const most = form === 'csv' ? mostCsvBytes : mostBytes;
  const resourceLimits = { maxOldGenerationSizeMb: threadMemoryMb };
  const worker = startThread(import.meta.url, 'workbook-worker', { workerData: form, resourceLimits });
  const ended = new Promise<never>((_, reject) =>
    worker.once('error', reject).once('exit', () => reject(new Error('the thread that writes a sheet ended'))),
  );
  ended.catch(() => undefined);
  const ask = async (order: WritingOrder): Promise<WritingAnswer> => {
    worker.postMessage(order);
    const [answer] = await Promise.race([once(worker, 'message'), ended]);
    return answer as WritingAnswer;
  };
  const add = async (rows: RowToWrite[]) => {
    if (Number(await ask({ rows })) > most) throw tooLarge(most);
  };
  try {
    for (const rows of begun) await add(rows);
    for await (const rows of chunks) await add(rows);
    const file = (await ask('end')) as Uint8Array;
    if (file.byteLength > most) throw tooLarge(most);
    return Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  } finally {
    await worker.terminate();
  }
}

function tooLarge(most: number): RuleError {
  return new RuleError('sheet.too-large', { limitMb: most / 1024 / 1024 });
}

async function* chunksOf(rows: Iterable<RowToWrite> | AsyncIterable<RowToWrite>): AsyncGenerator<RowToWrite[]> {
  let chunk: RowToWrite[] = [];
  let cells = 0;
  for await (const row of rows) {
    chunk.push(row);
    cells += row.length;
    if (cells < chunkCells) continue;
    yield chunk;
    chunk = [];
    cells = 0;
  }
  if (chunk.length > 0) yield chunk;
}
