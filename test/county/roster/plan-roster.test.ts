import { describe, expect, it } from 'vitest';
import type { CadreRecord } from '../../../src/county/cadre.ts';
import { planRoster } from '../../../src/county/roster/plan-roster.ts';
import { PackedList } from '../../../src/sheets/packed-list.ts';
import type { Sheet } from '../../../src/sheets/sheet.ts';
import { smallCounty } from '../../helpers/county.ts';
import { planRosterFile } from '../../helpers/whole-plan.ts';
import { sheetOf } from '../../sheets/workbooks.ts';

const HEADER = [
  '人员编号',
  '姓名',
  '单位',
  '职务',
  '性别',
  '出生年月',
  '参加工作时间',
  '任现职时间',
  '层级',
  '类别',
  '联系电话',
];
const row = (id: string, name: string, post: string, unit = '县财政局') => [
  ...[id, name, unit, post, '女', '1990-05', '2012-07', '2020-03', '科员及以下', '党政机关', '13900000001'],
];
const { units, cadres } = smallCounty('wecom');
const base = { units: async () => units, packedCadres: async () => PackedList.of<CadreRecord>(cadres) };
const todayOn = '2026-03-02';

async function inBothWays(sheet: Sheet) {
  const { problems, leftOut, changes, ...plan } = await planRoster([sheet], base, todayOn);
  const { importId, addUnits, addCadres, change } = changes;
  const inThread = {
    ...plan,
    ...{ problems: [...problems], leftOut: [...leftOut] },
    changes: { importId, addUnits: [...addUnits], addCadres: [...addCadres], change: [...change] },
  };
  return { inThread, here: planRosterFile([sheet], { units, cadres, todayOn }) };
}

describe('a plan worked out in its thread', () => {
  it.each([
    ['people who come and people who change', [row('X1', '林新', '科员'), row('zhao', '赵一', '局长')]],
    ['a sheet with problems', [row('X1', '林新', '科员', '县没有局'), row('X1', '林新', '科员')]],
  ])('is the one that is worked out here: %s', async (_what, rows) => {
    const { inThread, here } = await inBothWays(sheetOf(HEADER, ...rows));
    expect(inThread).toEqual(JSON.parse(JSON.stringify(here)));
    expect(here.changes.addCadres.length + here.changes.change.length + here.problems.length).toBeGreaterThan(0);
  });

  it('refuses what is refused here', async () => {
    await expect(planRoster([sheetOf(['甲', '乙'], ['1', '2'])], base, todayOn)).rejects.toMatchObject({
      code: 'import.no-table',
    });
  });

  it('gives up when it takes more processor time than allowed', async () => {
    const sheet = sheetOf(HEADER, row('X1', '林新', '科员'));
    await expect(planRoster([sheet], base, todayOn, { cpuMs: -1, memoryMb: 512 })).rejects.toMatchObject({
      code: 'import.too-slow',
    });
  });
});
