import type { ListSheet } from '../../chat/long-list.ts';
import type { TableKind } from '../../sheets/table.ts';
import { APPOINTMENTS_TABLE, PEOPLE_TABLE, POSTS_TABLE, UNITS_TABLE } from './roster-tables.ts';

/** Columns that older sheets have in place of others; a new sheet does without them. */
const OLDER = ['unitAndPost', 'career', 'newlyPromoted', 'newRecruit', 'youngCadre'];

/** The empty rosters that are filled in and sent back, by the word that asks for them. */
const blanks: ReadonlyMap<string, readonly string[]> = new Map([
  ['任免', labelsOf(APPOINTMENTS_TABLE)],
  ['干部', labelsOf(PEOPLE_TABLE)],
  ['单位', labelsOf(UNITS_TABLE)],
  ['任职经历', labelsOf(POSTS_TABLE)],
]);

export const blankRosterNames: readonly string[] = [...blanks.keys()];

/** The sheet of this name with the columns that the import knows; `undefined` where there is none of the name. */
export function blankRoster(name: string): ListSheet | undefined {
  const labels = blanks.get(name);
  if (labels === undefined) return undefined;
  return {
    fileName: `${name}表.xlsx`,
    title: `${name}表　填好后发给本应用，先核对再导入`,
    columns: labels.map((header) => ({ header, width: 16 })),
    rows: [],
  };
}

/** The columns of an empty sheet, those that must be filled first. */
export function labelsOf<F extends string>({ columns }: TableKind<F>): string[] {
  const wanted = columns.filter(({ field }) => !OLDER.includes(field));
  return [...wanted.filter(({ required }) => required), ...wanted.filter(({ required }) => !required)].map(
    ({ label }) => label,
  );
}
