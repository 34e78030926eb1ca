import { expect, it, onTestFinished } from 'vitest';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

it('a class notice that is taken back while it goes out is not posted into the group any more', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  const classId = await teachClass(bot.store, ['zhao', 'qian']);
  const { classGroups } = bot.store;
  const groupId = 'robot:0123456789abcdef';
  await classGroups.bind({ classId, platform: 'wecom', groupId, boundBy: 'teacher', boundAt: bot.clock.now() });
  await bot.say('teacher', `/通知 ${classId} 明天上午改在第二教室上课`);
  const ofClass = classGroups.ofClass.bind(classGroups);
  // It is on its way to the trainees, and not in the group yet.
  classGroups.ofClass = async (id) => {
    classGroups.ofClass = ofClass;
    await bot.say('org', `/撤回 ${classId}-T1`);
    await bot.press('org', '确认撤回');
    return ofClass(id);
  };
  await bot.press('teacher', '发出并同步到班级群');
  const posted = await bot.store.deliveries.byKey(`notice:${classId}-T1:group:wecom`);
  expect(posted?.state).toBe('cancelled');
});

it('the result of taking a notice back is not told before all of it was begun', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  const classId = await teachClass(bot.store, ['zhao', 'qian']);
  await bot.say('teacher', `/通知 ${classId} 明天上午改在第二教室上课`);
  await bot.press('teacher', '确认发出');
  await bot.say('teacher', `/撤回 ${classId}-T1`);
  const { recalls, deliveries } = bot.store;
  const result = () => deliveries.byKey(`recall-result:${classId}-T1`);
  const cancel = recalls.cancel.bind(recalls);
  const early: unknown[] = [];
  recalls.cancel = async (keys, by) => {
    recalls.cancel = cancel;
    await bot.runJob('report-recall');
    early.push(await result());
    await cancel(keys, by);
  };
  await bot.press('teacher', '确认撤回');
  expect(early).toEqual([null]);
  await bot.runJob('report-recall');
  expect(await result()).not.toBeNull();
});
