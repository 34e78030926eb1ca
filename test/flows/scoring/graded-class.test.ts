import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { classGoingOn } from '../../helpers/class-going-on.ts';

let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
});
afterEach(() => bot.stop());

/** Every command that changes what a score rests on, with somebody who may use it otherwise. */
const commands = [
  ...['记分', '加分', '一票否决', '撤销记分', '活动记分', '办活动', '改活动', '取消活动'].map((name) => [
    'teacher',
    name,
  ]),
  ...['评阅', '改作业', '取消作业', '改测试', '改答案', '取消测试', '补签', '早退', '撤签'].map((name) => [
    'teacher',
    name,
  ]),
  ...[
    ['school', '改考核方案'],
    ['teacher', '记分表'],
    ['teacher', '跟班记分'],
    ['head-agri', '跟班评价'],
  ],
] as const;

describe('a graded class', () => {
  it('takes no change of what its scores rest on, and says how it is opened again', async () => {
    await classGoingOn(bot, '2026-03-19');
    const without: Record<string, string> = {};
    const before: Record<string, string> = {};
    const ask = async (userId: string, name: string) => {
      const example = /例如：(.*)/.exec(await bot.ask(userId, `/帮助 ${name}`))?.[1] ?? `no example of ${name}`;
      return bot.ask(userId, example);
    };
    await bot.store.classes.move('2026-01', ['planned'], 'graded');
    for (const [userId = '', name = ''] of commands) {
      const answer = await ask(userId, name);
      if (!/已评定等次[\s\S]*(退回等次评定|异议程序)/.test(answer)) without[name] = answer;
    }
    expect(without).toEqual({});
    await bot.store.classes.move('2026-01', ['graded'], 'planned');
    for (const [userId = '', name = ''] of commands) {
      const answer = await ask(userId, name);
      if (/已评定等次/.test(answer)) before[name] = answer;
    }
    expect(before).toEqual({});
  });
});
