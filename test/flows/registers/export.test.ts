import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { keptFileOf } from '../../helpers/kept-list.ts';
import { lastDayOn, scoredClass } from '../../helpers/scored-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('the register of a class on %s', (variant) => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld(variant);
    await scoredClass(world.running.store);
    await world.at(lastDayOn, '18:05');
  });
  afterAll(() => world.stop());

  it('comes under a link to the class teacher, with unit, attendance, points, grade and why, and without places', async () => {
    await world.say('teacher', '/导出 2026-01');
    expect(world.last('teacher')).toContain(`“2026-01班登记册${lastDayOn}.xlsx”不在聊天中发送`);
    const rows = await rowsOf(await keptFileOf(world, 'teacher'));
    expect(rows[1]).toEqual(expect.arrayContaining(['姓名', '单位', '出勤次数', '总分', '等次', '依据']));
    const own = rows.find((cells) => cells[0] === '赵一');
    expect(own?.slice(0, 3)).toEqual(['赵一', '县财政局', 2]);
    expect(own?.[10]).toBe(92);
    expect(JSON.stringify(rows)).not.toContain('。；');
    expect(own?.[12]).toMatch(/^总分92分/);
    expect(JSON.stringify(rows)).not.toMatch(/名次|列第 \d+ 名/);
    expect(rows).toHaveLength(10);
  });

  it('comes with the places to the evaluation team alone', async () => {
    await world.say('team1', '/导出 2026-01');
    const rows = await rowsOf(await keptFileOf(world, 'team1'));
    expect(rows[1]?.[0]).toBe('名次');
    expect(rows[2]?.slice(0, 4)).toEqual([1, '赵一', '县财政局', 2]);
    expect(rows[2]?.[13]).toMatch(/^总分92分.*。在 8 名参加排名的学员中列第 1 名。/);
  });

  it('comes as CSV from the staff page to whoever asks for that, with places to the evaluation team alone', async () => {
    for (const [user, word, begins] of [
      ['teacher', 'csv', /^\uFEFF姓名,单位[^\n]*\r\n/],
      ['team1', 'CSV', /^\uFEFF名次,[^\n]*姓名[^\n]*\r\n/],
    ] as const) {
      await world.say(user, `/导出 2026-01 ${word}`);
      expect(world.last(user)).toContain(`“2026-01班登记册${lastDayOn}.csv”不在聊天中发送`);
      expect((await keptFileOf(world, user)).toString('utf8')).toMatch(begins);
    }
    await world.say('teacher', '/导出 2026-01 PDF');
    expect(world.last('teacher')).toContain('未能识别“PDF”。请写班号；需要 CSV 文件的');
  });

  it('is refused to those who may not read its scores', async () => {
    await world.say('zhao', '/export 2026-01');
    expect(world.last('zhao')).toContain('没有办理这一事项的权限');
  });
});

async function rowsOf(bytes: Buffer): Promise<unknown[][]> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as never);
  const found: unknown[][] = [];
  workbook.worksheets[0]?.eachRow((row) => {
    found.push((row.values as unknown[]).slice(1));
  });
  return found;
}
