import { startThread } from '../../own-thread.ts';
import { inBoundedThread } from '../../sheets/bounded-thread.ts';
import { type PackedItems, PackedList } from '../../sheets/packed-list.ts';
import { SHEET_LIMITS, type Sheet, type SheetLimits } from '../../sheets/sheet.ts';
import { type PackedSheet, packedSheet } from '../../sheets/sheet-rows.ts';
import type { CadreRecord, UnitRecord } from '../cadre.ts';
import type { RosterPlan } from './roster-plan.ts';

/** What the thread is given: the sheets of the file, and the information base as it is. */
export interface PlanTask {
  sheets: readonly PackedSheet[];
  units: readonly UnitRecord[];
  cadres: PackedItems;
  todayOn: string;
}

/** A plan as the thread hands it over. */
export type PackedPlan = Omit<RosterPlan, 'problems' | 'changes' | 'leftOut'> & {
  importId: string;
  lists: Readonly<Record<'problems' | 'leftOut' | 'addUnits' | 'addCadres' | 'change', PackedItems>>;
};

/**
 * What importing a file would do (`planRosterFile`), worked out in a thread of its own, so that others are answered meanwhile. People stay packed,
 * those of the information base and those of the plan.
 *
 * @throws RuleError `import.*`
 */
export async function planRoster(
  sheets: readonly Sheet[],
  base: { units(): Promise<readonly UnitRecord[]>; packedCadres(): Promise<PackedList<CadreRecord>> },
  todayOn: string,
  limits: Pick<SheetLimits, 'cpuMs' | 'memoryMb'> = SHEET_LIMITS,
): Promise<RosterPlan> {
  const [units, cadres] = await Promise.all([base.units(), base.packedCadres()]);
  const workerData: PlanTask = { sheets: sheets.map(packedSheet), units, cadres: cadres.packed, todayOn };
  const { importId, lists, ...plan } = await inBoundedThread<PackedPlan>(
    (resourceLimits) => startThread(import.meta.url, 'plan-worker', { workerData, resourceLimits }),
    limits,
  );
  return {
    ...plan,
    problems: new PackedList(lists.problems),
    leftOut: new PackedList(lists.leftOut),
    changes: {
      importId,
      addUnits: new PackedList(lists.addUnits),
      addCadres: new PackedList(lists.addCadres),
      change: new PackedList(lists.change),
    },
  };
}
