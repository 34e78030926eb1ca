import * as roster from '../../src/county/roster/roster.ts';
import type { RosterPlan, RosterPresent } from '../../src/county/roster/roster-plan.ts';
import type { Sheet } from '../../src/sheets/sheet.ts';

/** The plan of `planRosterImport` with its lists as arrays. */
export function planRosterImport(sheet: Sheet, present: RosterPresent) {
  return whole(roster.planRosterImport(sheet, present));
}

/** The plan of `planRosterFile` with its lists as arrays. */
export function planRosterFile(sheets: readonly Sheet[], present: RosterPresent) {
  return whole(roster.planRosterFile(sheets, present));
}

function whole({ problems, leftOut, changes, ...plan }: RosterPlan) {
  const { importId, addUnits, addCadres, change } = changes;
  return {
    ...plan,
    ...{ problems: [...problems], leftOut: [...leftOut] },
    changes: { importId, addUnits: [...addUnits], addCadres: [...addCadres], change: [...change] },
  };
}

export type WholePlan = ReturnType<typeof whole>;
