import { once } from 'node:events';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { RuleError } from '../errors.ts';
import { parseSheets } from './parse-sheets.ts';
import type { SheetLimits, SheetRow, WorkerAnswer } from './sheet.ts';

const { bytes, fileName, limits } = workerData as { bytes: Uint8Array; fileName: string; limits: SheetLimits };

/** So many cells go over at a time: what takes them has other things to do. */
const cellsAtATime = 2_000;

if (parentPort !== null) await answer(parentPort);

async function answer(port: MessagePort): Promise<void> {
  const say = (part: WorkerAnswer) => port.postMessage(part);
  try {
    for (const { rows, ...sheet } of await parseSheets(bytes, fileName, limits)) {
      say({ sheet });
      for (const some of pieces(rows)) {
        await once(port, 'message');
        say({ rows: some });
      }
      await once(port, 'message');
    }
    say({ isAll: true });
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    say({ refused: { code: error.code, facts: error.facts } });
  }
}

function* pieces(rows: readonly SheetRow[]): Generator<readonly SheetRow[]> {
  let from = 0;
  let cells = 0;
  for (const [at, row] of rows.entries()) {
    cells += row.cells.size;
    if (cells < cellsAtATime) continue;
    yield rows.slice(from, at + 1);
    from = at + 1;
    cells = 0;
  }
  if (from < rows.length) yield rows.slice(from);
}
