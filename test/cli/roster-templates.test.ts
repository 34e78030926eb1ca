import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeRosterTemplates } from '../../src/cli/roster-templates.ts';
import { APPOINTMENTS_TABLE, PEOPLE_TABLE, POSTS_TABLE, UNITS_TABLE } from '../../src/county/roster/roster-tables.ts';
import { findTable } from '../../src/sheets/find-table.ts';
import { parseSheets } from '../../src/sheets/parse-sheets.ts';
import { SHEET_LIMITS } from '../../src/sheets/sheet.ts';
import type { TableKind } from '../../src/sheets/table.ts';
import { HOURS_TABLE } from '../../src/training/hours/hours-sheet.ts';

it('empty sheets are each known by the import they are for, with no column missing or unknown', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'xuece-template-'));
  try {
    expect(await writeRosterTemplates(folder, () => undefined)).toBe(0);
    const kinds: readonly (readonly [string, TableKind<string>])[] = [
      ...[['单位名册', UNITS_TABLE] as const, ['干部名册', PEOPLE_TABLE] as const],
      ...[['任免', APPOINTMENTS_TABLE] as const],
      ...[['任职经历', POSTS_TABLE] as const, ['历年学时', HOURS_TABLE] as const],
    ];
    for (const [name, kind] of kinds) {
      const file = `${name}模板.xlsx`;
      const [sheet] = await parseSheets(await readFile(join(folder, file)), file, SHEET_LIMITS);
      const table = sheet && findTable(sheet, kind);
      expect([name, table?.problems, table?.unused]).toEqual([name, [], []]);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
