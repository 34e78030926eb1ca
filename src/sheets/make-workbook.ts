import { once } from 'node:events';
import { RuleError } from '../errors.ts';
import { startThread } from '../own-thread.ts';
import { type RowToWrite, type WorkbookFrame, writeWorkbook } from './write-workbook.ts';

/** Rows are handed over so many cells at a time; a sheet that has no more is written at once, which takes less than to start a thread. */
const chunkCells = 5_000;
/** What a file sent in chat may have, and a thread that writes it. */
const mostBytes = 10 * 1024 * 1024;
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
export async function makeWorkbook({
  rows,
  ...frame
}: WorkbookFrame & { rows: Iterable<RowToWrite> | AsyncIterable<RowToWrite> }): Promise<Buffer> {
  const chunks = chunksOf(rows);
  const { value: first = [] } = await chunks.next();
  const { value: second } = await chunks.next();
  if (second === undefined) return writeWorkbook({ ...frame, rows: first });
  const written = last.then(() => writtenInThread(frame, [first, second], chunks));
  last = written.catch(() => undefined);
  return written;
}

async function writtenInThread(
  frame: WorkbookFrame,
  begun: readonly RowToWrite[][],
  chunks: AsyncIterable<RowToWrite[]>,
): Promise<Buffer> {
  const resourceLimits = { maxOldGenerationSizeMb: threadMemoryMb };
  const worker = startThread(import.meta.url, 'workbook-worker', { workerData: frame, resourceLimits });
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
    if (Number(await ask({ rows })) > mostBytes) throw tooLarge();
  };
  try {
    for (const rows of begun) await add(rows);
    for await (const rows of chunks) await add(rows);
    const file = (await ask('end')) as Uint8Array;
    if (file.byteLength > mostBytes) throw tooLarge();
    return Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  } finally {
    await worker.terminate();
  }
}

function tooLarge(): RuleError {
  return new RuleError('sheet.too-large', { limitMb: mostBytes / 1024 / 1024 });
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
