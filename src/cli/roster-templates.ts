import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { labelsOf } from '../county/roster/blank-rosters.ts';
import { APPOINTMENTS_TABLE, PEOPLE_TABLE, POSTS_TABLE, UNITS_TABLE } from '../county/roster/roster-tables.ts';
import { type SheetToWrite, writeWorkbook } from '../sheets/write-workbook.ts';
import { HOURS_TABLE } from '../training/hours/hours-sheet.ts';
import type { Print } from './fault.ts';
import { commandWords } from './words.ts';

/** `xuece template rosters DIR`: empty sheets with the columns that the imports know, those that must be filled first. */
export async function writeRosterTemplates(folder: string, print: Print): Promise<number> {
  const sheets: readonly (readonly [string, readonly string[]])[] = [
    ['单位名册', labelsOf(UNITS_TABLE)],
    ['干部名册', labelsOf(PEOPLE_TABLE)],
    ['任职经历', labelsOf(POSTS_TABLE)],
    ['任免', labelsOf(APPOINTMENTS_TABLE)],
    ['历年学时', labelsOf(HOURS_TABLE)],
  ];
  await mkdir(folder, { recursive: true });
  for (const [name, labels] of sheets)
    await writeFile(join(folder, `${name}模板.xlsx`), writeWorkbook({ name, rows: [labels], headerRow: 1 }));
  print(
    commandWords.templates(
      folder,
      sheets.map(([name]) => `${name}模板.xlsx`),
    ),
  );
  return 0;
}

/** The sheet of appointments alone. */
export function blankAppointments(): SheetToWrite {
  return { name: '任免', rows: [labelsOf(APPOINTMENTS_TABLE)], headerRow: 1 };
}
