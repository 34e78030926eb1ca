import type { Listed } from '../../sheets/packed-list.ts';
import type { Problem } from '../../sheets/table.ts';
import type { Absence, CadreRecord, HeldPost, Secondment, UnitRecord } from '../cadre.ts';

/** The information base before the import, and the day by which the sheet is checked. */
export interface RosterPresent {
  units: readonly UnitRecord[];
  cadres: Listed<CadreRecord>;
  /** Today in Beijing: no date in the sheet may be later. */
  todayOn: string;
}

/** `people`: the organisation department's sheet; `units`: the list of units; `posts`: posts over time; `appointments`: who came to a new post; the others: a vendor's contact export. */
export type RosterKind = 'people' | 'units' | 'posts' | 'appointments' | 'wecom' | 'dingtalk';

export type FieldValue = string | number | boolean | Secondment | readonly Absence[] | readonly HeldPost[];

/** A change of one field of an existing record. Without `from` the field is added, without `to` it is removed. */
export interface FieldChange {
  record: 'cadre' | 'unit';
  id: string;
  /** The field's path in the store, e.g. `post`, `identities.wecom`. */
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
  /** Identifies these changes while they are being applied; the same changes have the same id. */
  importId: string;
  addUnits: Listed<UnitRecord>;
  addCadres: Listed<CadreRecord>;
  change: Listed<FieldChange>;
  /** Records that are taken out again, because they were entered just now. */
  remove?: readonly Removal[];
}

/** A record that is taken out of the base. */
export interface Removal {
  record: FieldChange['record'];
  id: string;
  who: string;
}

/** In the history: that a record as a whole was entered. */
export const ENTERED = '';

/** Who changes the base and when, for its history. */
export interface ChangeOrigin {
  /** A cadre's id; absent for the command line. */
  by?: string;
  at: Date;
}

/** Somebody in a vendor's export who is not in the information base. Such people are left out, never added. */
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
  problems: Listed<Problem>;
  /** Empty if there is any problem: a sheet is imported as a whole or not at all. */
  changes: RosterChanges;
  /** Rows that agree with the information base already. */
  same: number;
  leftOut: Listed<LeftOut>;
  /** Headers of columns that are not used. */
  unused: readonly string[];
  /** Remarks for whoever reads the plan, e.g. how a missing column was filled. */
  notes: readonly string[];
}

/** The result of the planner for one kind of sheet. */
export interface PlannedRows {
  addUnits?: Listed<UnitRecord>;
  addCadres?: Listed<CadreRecord>;
  change: Listed<FieldChange>;
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
  /** All or nothing, even after a crash; applying the same changes again gives the same state. */
  apply(changes: RosterChanges, origin: ChangeOrigin): Promise<void>;
}
