import type { Problem } from '../../sheets/table.ts';
import type { CadreRecord, Secondment, UnitRecord } from '../cadre.ts';
import type { HoursRules } from '../hours-rules.ts';

/** What the information base holds before the import, and by which day and rules the sheet is judged. */
export interface RosterPresent {
  units: readonly UnitRecord[];
  cadres: readonly CadreRecord[];
  /** Today in Beijing: no date in the sheet may be later. */
  todayOn: string;
  /** Gives the required minutes of people who are new. */
  hours: HoursRules;
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
