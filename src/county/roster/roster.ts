import { createHash } from 'node:crypto';
import { RuleError } from '../../errors.ts';
import type { Sheet } from '../../sheets/sheet.ts';
import { findTable, type Problem, type Table } from '../../sheets/table.ts';
import type { RulePack } from '../../training/rule-pack.ts';
import type { CadreRecord, Secondment, UnitRecord } from '../cadre.ts';
import { planDirectory } from './directory-plan.ts';
import { planPeople } from './people-plan.ts';
import { DINGTALK_TABLE, PEOPLE_TABLE, UNITS_TABLE, WECOM_TABLE } from './roster-tables.ts';
import { planUnits } from './units-plan.ts';

/** What the information base holds before the import, and by which day and rules the sheet is judged. */
export interface RosterPresent {
  units: readonly UnitRecord[];
  cadres: readonly CadreRecord[];
  /** Today in Beijing: no date in the sheet may be later. */
  todayOn: string;
  /** Gives the required minutes of people who are new. */
  pack: RulePack;
}

/** `people`: the organisation department's sheet; `units`: the list of units; the others: a vendor's contact export. */
export type RosterKind = 'people' | 'units' | 'wecom' | 'dingtalk';

export type FieldValue = string | number | boolean | Secondment;

/** One field of one record that is there already. Without `from` the record did not have it, without `to` it loses it. */
export interface FieldChange {
  record: 'cadre' | 'unit';
  id: string;
  /** A path as the store names it, e.g. `post`, `identities.wecom`. */
  field: string;
  from?: FieldValue;
  to?: FieldValue;
  /** The same for people: whose field, what it is called, and both values in words. */
  who: string;
  label: string;
  fromText: string;
  toText: string;
}

export interface RosterChanges {
  /** Names these changes while they are being applied; the same changes have the same id. */
  importId: string;
  addUnits: readonly UnitRecord[];
  addCadres: readonly CadreRecord[];
  change: readonly FieldChange[];
}

/** Someone in a vendor's export who is not in the information base: left out, never added. */
export interface LeftOut {
  row: number;
  who: string;
  why: string;
}

export interface RosterPlan {
  kind: RosterKind;
  sheetName: string;
  rowsRead: number;
  /** Rows without a problem. */
  rowsOk: number;
  problems: readonly Problem[];
  /** Empty as soon as there is one problem: a sheet is taken whole or not at all. */
  changes: RosterChanges;
  /** Rows that are in the information base already, exactly so. */
  same: number;
  leftOut: readonly LeftOut[];
  /** Headers of columns that are not used. */
  unused: readonly string[];
  /** What the reader of the plan should know, e.g. how a missing column was filled. */
  notes: readonly string[];
}

/** What a planner of one kind of sheet hands back. */
export interface PlannedRows {
  addUnits?: readonly UnitRecord[];
  addCadres?: readonly CadreRecord[];
  change: readonly FieldChange[];
  same: number;
  rowsOk: number;
  problems: readonly Problem[];
  leftOut?: readonly LeftOut[];
  notes?: readonly string[];
}

/** The information base as the import needs it. */
export interface RosterPort {
  units(): Promise<readonly UnitRecord[]>;
  cadres(): Promise<readonly CadreRecord[]>;
  /** All or nothing, also after a crash; applying the same changes again leaves the same state. */
  apply(changes: RosterChanges): Promise<void>;
}

/**
 * Works out what importing a sheet would do; changes nothing itself. The kind of sheet is told by its headers.
 *
 * @throws RuleError `import.no_table` when no header row of a known kind is found
 */
export function planRosterImport(sheet: Sheet, present: RosterPresent): RosterPlan {
  const plan = planAs(sheet, present);
  if (plan !== undefined) return plan;
  throw new RuleError('import.no_table', {
    known:
      '干部名册应有“姓名”“单位”“出生年月”等列，单位名册应有“单位名称”“单位类别”等列，企业微信导出表应有“姓名”“账号”“部门”列，钉钉导出表应有“员工UserID”“姓名”列。',
  });
}

/**
 * Chooses the one sheet of a file that can be imported.
 * @throws RuleError `import.no_table`, `import.several_tables`
 */
export function planRosterFile(sheets: readonly Sheet[], present: RosterPresent): RosterPlan {
  const [first, ...others] = sheets;
  if (first === undefined) throw new RuleError('import.empty_file');
  if (others.length === 0) return planRosterImport(first, present);
  const plans = sheets.flatMap((sheet) => planAs(sheet, present) ?? []);
  const [plan, ...more] = plans;
  if (plan === undefined) return planRosterImport(first, present);
  if (more.length > 0) {
    throw new RuleError('import.several_tables', { sheets: plans.map((one) => one.sheetName).join('、') });
  }
  return plan;
}

/**
 * Applies a plan as a whole.
 * @throws RuleError `import.has_problems` when the plan has any
 */
export async function applyRosterPlan(port: RosterPort, plan: RosterPlan): Promise<void> {
  if (plan.problems.length > 0) throw new RuleError('import.has_problems', { count: plan.problems.length });
  const { addUnits, addCadres, change } = plan.changes;
  if (addUnits.length + addCadres.length + change.length > 0) await port.apply(plan.changes);
}

function planAs(sheet: Sheet, present: RosterPresent): RosterPlan | undefined {
  const dingtalk = findTable(sheet, DINGTALK_TABLE);
  if (dingtalk !== undefined) return asPlan('dingtalk', dingtalk, planDirectory(dingtalk, 'dingtalk', present));
  const wecom = findTable(sheet, WECOM_TABLE);
  if (wecom !== undefined) return asPlan('wecom', wecom, planDirectory(wecom, 'wecom', present));
  const people = findTable(sheet, PEOPLE_TABLE);
  if (people !== undefined) return asPlan('people', people, planPeople(people, present));
  const units = findTable(sheet, UNITS_TABLE);
  return units === undefined ? undefined : asPlan('units', units, planUnits(units, present));
}

function asPlan<F extends string>(kind: RosterKind, table: Table<F>, planned: PlannedRows): RosterPlan {
  const problems = [...table.problems, ...planned.problems].sort((a, b) => a.row - b.row);
  const nothing = problems.length > 0;
  const changes = {
    addUnits: nothing ? [] : (planned.addUnits ?? []),
    addCadres: nothing ? [] : (planned.addCadres ?? []),
    change: nothing ? [] : planned.change,
  };
  return {
    kind,
    sheetName: table.sheetName,
    rowsRead: table.rows.length,
    rowsOk: planned.rowsOk,
    problems,
    changes: { importId: importIdOf(changes), ...changes },
    same: planned.same,
    leftOut: planned.leftOut ?? [],
    unused: table.unused,
    notes: planned.notes ?? [],
  };
}

function importIdOf(changes: Omit<RosterChanges, 'importId'>): string {
  return createHash('sha256').update(JSON.stringify(changes)).digest('hex').slice(0, 32);
}
