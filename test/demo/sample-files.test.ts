import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import type { CadreRecord, UnitRecord } from '../../src/county/cadre.ts';
import { applyRosterPlan, planRosterFile } from '../../src/county/roster/roster.ts';
import { makeDemoCounty } from '../../src/demo/county.ts';
import {
  dingtalkGrid,
  type Grid,
  gridToGbkCsv,
  gridToXlsx,
  peopleGrid,
  postsGrid,
  unitsGrid,
  wecomGrid,
  writeSampleFiles,
} from '../../src/demo/sample-files.ts';
import { parseSheets } from '../../src/sheets/parse-sheets.ts';
import { SHEET_LIMITS, type Sheet } from '../../src/sheets/sheet.ts';
import { standardCurriculum } from '../../src/training/class/standard-curriculum.ts';
import { readCurriculum } from '../../src/training/class/timetable-sheet.ts';
import { defaultRulePack } from '../../src/training/rule-pack.ts';
import { MemoryRoster } from '../county/roster/memory-roster.ts';

const TODAY = '2026-03-02';
const pack = defaultRulePack();
const county = makeDemoCounty(7, TODAY, pack);

async function importFile(port: MemoryRoster, bytes: Uint8Array, fileName: string) {
  const present = { units: await port.units(), cadres: await port.cadres(), todayOn: TODAY, hours: pack.hours };
  const plan = planRosterFile(await parseSheets(bytes, fileName, SHEET_LIMITS), present);
  await applyRosterPlan(port, plan, { at: new Date(0) });
  return plan;
}

/** A person as a roster can tell them: without what the product itself keeps. */
function rosterPart(cadre: CadreRecord): object {
  const { roles: _roles, training: _training, otherPosts: _posts, ...rest } = cadre;
  return rest;
}

function withoutOfficers(unit: UnitRecord): object {
  const { headId: _head, liaisonId: _liaison, ...rest } = unit;
  return rest;
}

describe('sample files of the demo county', () => {
  it('bring the whole county in again, person by person, and nothing the second time', async () => {
    const port = new MemoryRoster();
    await importFile(port, gridToXlsx(unitsGrid(county.units), '单位名册'), '单位名册.xlsx');
    expect(await port.units()).toEqual(county.units.map(withoutOfficers));
    const people = gridToGbkCsv(peopleGrid(county));
    await importFile(port, people, '干部名册.csv');
    expect((await port.cadres()).map(rosterPart)).toEqual(county.cadres.map(rosterPart));
    expect(await port.units()).toEqual(county.units);
    const again = await importFile(port, people, '干部名册.csv');
    expect([again.kind === 'people' && again.same, [...again.changes.change]]).toEqual([5_000, []]);
  });

  it('bring the former posts in, and none twice', async () => {
    const bare = county.cadres.map(({ otherPosts: _, ...cadre }) => cadre);
    const port = new MemoryRoster(county.units, bare);
    const posts = gridToGbkCsv(postsGrid(county));
    expect((await importFile(port, posts, '任职经历.csv')).problems).toEqual([]);
    expect((await port.cadres()).map(({ otherPosts }) => otherPosts)).toEqual(
      county.cadres.map(({ otherPosts }) => otherPosts),
    );
    expect((await importFile(port, posts, '任职经历.csv')).changes.change).toEqual([]);
  });

  it('bring the accounts in from both vendors’ exports', async () => {
    const bare = county.cadres.map((cadre) => ({ ...cadre, identities: {} }));
    const port = new MemoryRoster(county.units, bare);
    // Namesakes in one unit cannot be told apart by a WeCom export; the roster sheet gives their accounts.
    const namesakes = new Set(
      county.cadres
        .map((cadre) => `${cadre.unitId} ${cadre.name}`)
        .filter((key, index, keys) => keys.indexOf(key) !== index),
    );
    const told = county.cadres.filter((cadre) => !namesakes.has(`${cadre.unitId} ${cadre.name}`));
    const wecom = await importFile(port, gridToGbkCsv(wecomGrid({ ...county, cadres: told })), '通讯录.csv');
    const dingtalk = await importFile(port, gridToGbkCsv(dingtalkGrid(county)), '通讯录.csv');
    expect([wecom.problems, wecom.leftOut, dingtalk.problems, dingtalk.leftOut]).toEqual([[], [], [], []]);
    const after = new Map((await port.cadres()).map((cadre) => [cadre.id, cadre.identities]));
    for (const cadre of told) expect(after.get(cadre.id)).toEqual(cadre.identities);
  });

  it('are written with a timetable that reads back as the standard curriculum', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'samples-'));
    try {
      const few = { ...county, cadres: county.cadres.slice(0, 50), hourEntries: county.hourEntries.slice(0, 9) };
      const names = await writeSampleFiles(join(folder, 'new'), few, TODAY);
      const tables = names.filter((name) => !name.endsWith('.docx'));
      const sheets = await Promise.all(
        tables.map(async (name) => parseSheets(await readFile(join(folder, 'new', name)), name, SHEET_LIMITS)),
      );
      expect(sheets.map(([sheet]) => sheet?.rows.length)).toEqual([
        121,
        51,
        51,
        expect.any(Number),
        expect.any(Number),
        expect.any(Number),
        10,
        21,
        11,
      ]);
      const timetable = sheets[tables.indexOf('课程表.xlsx')]?.[0] as Sheet;
      expect(readCurriculum(timetable, pack.curriculum)).toEqual({ sessions: standardCurriculum(TODAY), problems: [] });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('hold no cell that a spreadsheet would run', async () => {
    const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', '＝1+1', '\t=1', '普通'];
    const grid: Grid = [['姓名', '备注'], ...hostile.map((text) => [text, '无'])];
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(gridToXlsx(grid, '表') as unknown as ExcelJS.Buffer);
    const cells: unknown[] = [];
    workbook.worksheets[0]?.eachRow((row) => void cells.push(row.getCell(1).value));
    expect(cells).toEqual(['姓名', "'=1+1", "'+1", "'-1", "'@SUM(A1)", "'＝1+1", "'\t=1", '普通']);
    const [sheet] = await parseSheets(gridToGbkCsv(grid), '表.csv', SHEET_LIMITS);
    expect([...(sheet?.rows ?? [])].flatMap((row) => [...row.cells.values()].map((cell) => cell.kind))).not.toContain(
      'formula',
    );
  });
});
