import { parentPort, workerData } from 'node:worker_threads';
import { answerOf } from '../../sheets/bounded-thread.ts';
import { type Listed, type PackedItems, PackedList } from '../../sheets/packed-list.ts';
import { ReadRows } from '../../sheets/sheet-rows.ts';
import type { CadreRecord } from '../cadre.ts';
import type { PackedPlan, PlanTask } from './plan-roster.ts';
import { planRosterFile } from './roster.ts';

parentPort?.postMessage(await answerOf(() => planned(workerData as PlanTask)));

function planned({ sheets, units, cadres, todayOn }: PlanTask): PackedPlan {
  const read = sheets.map((sheet) => ({ ...sheet, rows: new ReadRows(sheet.rows) }));
  const present = { units, cadres: new PackedList<CadreRecord>(cadres), todayOn };
  const { problems, leftOut, changes, ...plan } = planRosterFile(read, present);
  const { importId, addUnits, addCadres, change } = changes;
  return {
    ...{ ...plan, importId },
    lists: {
      ...{ problems: packed(problems), leftOut: packed(leftOut) },
      ...{ addUnits: packed(addUnits), addCadres: packed(addCadres), change: packed(change) },
    },
  };
}

function packed(list: Listed<object>): PackedItems {
  return (list instanceof PackedList ? list : PackedList.of(list)).packed;
}
