import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendScores } from '../../../src/training/scoring/presses.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { smallCounty } from '../../helpers/county.ts';
import { keptList } from '../../helpers/kept-list.ts';
import { finishedClass } from '../../helpers/scored-class.ts';

const classId = '2026-01';
let bot: BareBot;

/** Everybody who is not of the staff: twelve people. */
const staff = ['teacher', 'org', 'school', 'team1', 'team2', 'admin'];
const trainees = smallCounty('wecom')
  .cadres.map(({ id }) => id)
  .filter((id) => !staff.includes(id));

/** A class of twelve, half an hour after its last session. */
beforeEach(async () => {
  bot = await startBareBot();
  await finishedClass(bot, Object.fromEntries(trainees.map((id, at) => [id, { research: at, practice: 5 }])));
});
afterEach(() => bot.stop());

async function rowsSent(to: string): Promise<string[][]> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await bot.fileTo(to)) as unknown as ArrayBuffer);
  const rows: string[][] = [];
  workbook.worksheets[0]?.eachRow((row) => {
    rows.push((row.values as unknown[]).slice(1).map(String));
  });
  return rows;
}

describe('a list beyond the screen of a phone', () => {
  it('is told by its figures and sent as a sheet when it is asked for, as often as it is', async () => {
    await bot.say('teacher', '/报到');
    const card = await bot.last('teacher');
    expect(card).toContain('应报到 12 人');
    expect(card.split('\n').length).toBeLessThan(12);
    for (const time of [1, 2]) {
      await bot.press('teacher', '发送表格');
      const rows = await rowsSent('teacher');
      expect(rows[0]?.[0], `time ${time}`).toContain('报到');
      expect(rows).toHaveLength(14);
    }
    await bot.say('teacher', '待办');
    expect(await bot.last('teacher')).not.toContain('发送表格');
  });

  it('of places leads to the staff page instead', async () => {
    await bot.say('team1', '/名次');
    expect(await bot.last('team1')).toContain('共 12 人');
    expect(await bot.last('team1')).toMatch(/点此查看：https:\/\/xuece.example\/staff\/file\/[\w-]{43}\n/);
    expect((await keptList(bot, 'team1')).split('\n')).toHaveLength(14);
    await expect(bot.fileTo('team1')).rejects.toThrow();
  });

  it('is sent to nobody who may not see it at that moment', async () => {
    const answer = await bot.forge('li', sendScores.with({ classId }));
    expect(answer).not.toContain('.xlsx');
    expect(answer).toContain('权限');
  });

  it('of a notice nobody has read counts, and its sheet names everybody with their unit', async () => {
    await bot.say('teacher', `/通知 ${classId} 明早八点半集合`);
    await bot.press('teacher', '确认发出');
    await bot.say('teacher', `/通知进度 ${classId}-T1`);
    expect(await bot.last('teacher')).toContain('未读 12 人，已读未回执 0 人');
    await bot.press('teacher', '发送表格');
    expect((await rowsSent('teacher')).filter((row) => row[3] === '未读')).toHaveLength(12);
  });
});
