import { afterEach, beforeEach, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const classId = '2026-01';
let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['zhao', 'qian']);
  bot.clock.moveTo(beijingTime('2026-03-16', '10:00'));
  const inspector = await bot.store.cadres.byId('li');
  if (inspector === null) throw new Error('nobody');
  await bot.store.cadres.put([{ ...inspector, roles: [...inspector.roles, 'inspector'] }]);
});
afterEach(() => bot.stop());

it('an inspector enters breaches of discipline with time, place and facts, takes them back, and enters nothing else', async () => {
  await bot.say('li', `/记分 ${classId} 赵一 纪律建设 手机`);
  expect(await bot.last('li')).toContain('督查登记“纪律建设”，请在后面写明时间、地点和情况。');
  await bot.say('li', `/记分 ${classId} 赵一 课堂互动 提问 主动提问`);
  expect(await bot.last('li')).toContain('督查员登记“纪律建设”，其他指标由班主任、县委党校或考评工作小组登记。');
  await bot.say('li', `/记分 ${classId} 赵一 纪律建设 手机 9时40分，301教室，看短视频`);
  expect(await bot.last('li')).toContain('已为赵一记分：纪律建设扣1分，事由：9时40分，301教室，看短视频。');
  expect(await bot.last('zhao')).toContain('看短视频');
  await bot.press('li', '撤销');
  expect(await bot.store.scoreEvents.ofClass(classId)).toHaveLength(2);
});

it('the evaluation team enters by itself', async () => {
  await bot.say('team1', `/记分 ${classId} 赵一 课堂互动 提问 主动提问`);
  expect(await bot.last('team1')).toContain('已为赵一记分：课堂互动加1分');
});
