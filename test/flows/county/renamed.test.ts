import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const classId = '2026-01';
let bot: BareBot;

/** 赵一 is a trainee, and only then is put right in the information base as 赵义. */
beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['zhao', 'qian']);
  const [zhao] = await bot.store.cadres.named('赵一');
  if (zhao === undefined) throw new Error('the small county has 赵一');
  await bot.store.cadres.put([{ ...zhao, name: '赵义' }]);
  bot.clock.moveTo(beijingTime('2026-03-16', '12:00'));
});
afterEach(() => bot.stop());

describe('a trainee whose name was changed in the information base', () => {
  it('is found by the present name in every command about the class, and by the former one in none', async () => {
    await bot.say('teacher', `/补签 ${classId} 赵义 3月16日 上午 手机没电，本人到课`);
    expect(await bot.last('teacher')).toContain('赵义');
    await bot.say('teacher', `/记分 ${classId} 赵义 课堂互动 提问 主动提问`);
    expect(await bot.last('teacher')).toMatch(/赵义.*加1分/);
    await bot.say('teacher', `/补签 ${classId} 赵一 3月16日 上午 手机没电，本人到课`);
    expect(await bot.last('teacher')).toContain('学员中没有“赵一”');
  });

  it('stands under the present name in lists of the class', async () => {
    await bot.say('teacher', `/签到情况 ${classId} 3月16日`);
    expect(await bot.screen('teacher')).toContain('赵义');
    await bot.say('teacher', `/成绩 ${classId}`);
    expect(await bot.screen('teacher')).not.toContain('赵一');
    expect((await bot.store.enrollments.traineesOf(classId)).map((trainee) => trainee.name)).toContain('赵义');
  });

  it('keeps the copied name only where the information base knows them no more', async () => {
    await bot.store.enrollments.enrol([
      {
        _id: `${classId}:gone`,
        classId,
        cadreId: 'gone',
        unitId: 'u-fin',
        name: '已调离',
        state: 'enrolled',
        enrolledAt: new Date(0),
      },
    ]);
    expect((await bot.store.enrollments.byId(classId, 'gone'))?.name).toBe('已调离');
  });
});
