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
