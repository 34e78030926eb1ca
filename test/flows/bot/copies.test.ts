import { afterEach, beforeEach, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { timetableLines } from '../../helpers/timetable-lines.ts';
import { startWorld } from '../../helpers/world.ts';

let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
});
afterEach(() => bot.stop());

it('已阅 on a reminder shows on the notice it reminds of too, and both still wait for the answer', async () => {
  const classId = await teachClass(bot.store, ['zhao']);
  bot.clock.moveTo(beijingTime('2026-03-16', '09:00'));
  await bot.say('teacher', `/通知 ${classId} 明天参观`);
  await bot.press('teacher', '确认发出');
  bot.clock.moveTo(beijingTime('2026-03-17', '17:41'));
  await bot.runJob('chase-notice');
  await bot.press('zhao', '已阅');
  const cards = await bot.store.sentCards.openCards('zhao', bot.clock.now(), 5);
  expect(cards.length).toBeGreaterThan(1);
  for (const { message } of cards) {
    expect(JSON.stringify(message)).toContain('已阅，办理后请点');
    expect(JSON.stringify(message)).not.toContain('"label":"已阅"');
  }
  await bot.press('zhao', '收到，照办');
  expect(await bot.store.sentCards.openCards('zhao', bot.clock.now(), 5)).toEqual([]);
});

it('a number typed after the help of one task carries out nothing that goes to many at once', async () => {
  const classId = await teachClass(bot.store, ['zhao', 'qian']);
  bot.clock.moveTo(beijingTime('2026-03-16', '08:05'));
  await bot.say('teacher', '帮助');
  await bot.press('teacher', '签到考勤');
  const shown = await bot.last('teacher');
  expect(shown).toContain('签到：');
  for (const number of ['1', '2', '3', '4', '5', '6']) await bot.say('teacher', number);
  expect(await bot.screen('zhao')).toBe('');
  await bot.say('teacher', `/签到 ${classId}`);
  expect(await bot.screen('zhao')).toContain('课程与签到');
});

it('the week of which receipts are gone says so, and shows no 0', async () => {
  await teachClass(bot.store, ['zhao']);
  bot.clock.moveTo(beijingTime('2026-03-16', '09:00'));
  await bot.say('teacher', '/通知 2026-01 明天参观');
  await bot.press('teacher', '确认发出');
  bot.clock.moveTo(beijingTime('2026-03-20', '09:00'));
  expect(await bot.ask('org', '/减负周报 2026-03-16')).toContain('点选、回复卡片，每人');
  bot.clock.moveTo(beijingTime('2026-05-04', '09:00'));
  const later = await bot.ask('org', '/减负周报 2026-03-16');
  expect(later).toContain('点选和填写次数只保留 30 天，这一周已无记录。');
  expect(later).not.toContain('0 次');
});

it('dates of a timetable without a year are of the year of the class', async () => {
  await teachClass(bot.store, []);
  const before = await bot.store.sessions.ofClass('2026-01');
  const lines = (await timetableLines(bot.store, '2026-01')).map((line) =>
    line.replace(/^2026-0?(\d+)-0?(\d+)/, '$1月$2日'),
  );
  await bot.say('teacher', `/课程 2026-01\n日期\t开始\t结束\t课程\t类型\t方式\n${lines.join('\n')}`);
  expect(await bot.last('teacher')).not.toContain('请写明年份');
  expect((await bot.store.sessions.ofClass('2026-01')).map(({ startsAt }) => startsAt)).toEqual(
    before.map(({ startsAt }) => startsAt),
  );
});

it.each(variants)(
  'on %s an accepted timetable is one message, and the class teacher knows the first steps',
  async (variant) => {
    const world = await startWorld(variant);
    try {
      await world.say('school', '/开班 中青年干部培训班 2026-03-16 2026-03-27 郑老师 理论武装');
      await world.press('school', '确认开班');
      expect(world.screen('teacher')).toMatch(/您担任班主任[\s\S]*第一步：录入课程表/);
      await world.say('school', '/课程 2026-01 标准');
      expect(world.screen('school')).not.toContain('全文见上一条消息');
      expect(world.last('school')).toMatch(/党的理论教育和党性教育占77.7%，其中党性教育占27.7%，符合要求/);
      await world.say('school', '/开班 乡村振兴专题培训班 2026-04-13 2026-04-24 郑老师');
      await world.press('school', '确认开班');
      await world.press('school', '撤销');
      const [card] = await world.running.store.sentCards.latestCards('teacher', 1);
      expect(card?.settled).toBe('班次已撤销，无需办理');
    } finally {
      await world.stop();
    }
  },
);
