import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { photo } from '../../helpers/proof-files.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const classId = '2026-01';
let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['zhao', 'qian', 'sun']);
  bot.clock.moveTo(beijingTime('2026-03-16', '10:00'));
});
afterEach(() => bot.stop());

const mark = () => bot.say('teacher', `/记分 ${classId} 赵一 课堂互动 提问 课上主动提问`);
const kept = () => bot.store.proofs.keptBy('teacher');
const attach = async () => {
  await bot.send('teacher', 'a.jpg', photo());
  await bot.press('teacher', '作为依据');
};

describe('evidence of a mark', () => {
  it('is what its author sends within ten minutes of the answer, and the trainee sees it', async () => {
    await mark();
    await bot.send('teacher', 'a.jpg', photo());
    expect(await bot.last('teacher')).toContain('收到图片 1 张，作为“赵一课堂互动加1分（课上主动提问）”的依据？');
    await bot.press('teacher', '作为依据');
    await bot.say('zhao', '我的成绩');
    expect(await bot.last('zhao')).toContain('1. 课堂互动加1分（课上主动提问）：依据 1 份');
    await bot.press('zhao', '查看依据');
    expect(await bot.proofsTo('zhao')).toEqual([photo()]);
    await bot.say('qian', '我的成绩');
    await expect(bot.press('qian', '查看依据')).rejects.toThrow('has no button');
  });

  it('is not taken later without a tap, and with 附上依据 it is', async () => {
    await mark();
    bot.clock.advanceMs(11 * 60_000);
    await bot.send('teacher', 'a.jpg', photo());
    expect(await bot.last('teacher')).toContain('目前没有需要它的事项。\n如需随通知发出');
    await bot.press('teacher', '附上依据');
    expect(await bot.last('teacher')).toContain('请在10分钟内发送“赵一课堂互动加1分（课上主动提问）”的依据');
    await attach();
    expect(await kept()).toHaveLength(1);
  });

  it('that is not wanted any more is not asked for', async () => {
    await mark();
    bot.clock.advanceMs(11 * 60_000);
    await bot.press('teacher', '附上依据');
    await bot.press('teacher', '不附了');
    await bot.send('teacher', 'a.jpg', photo());
    expect(await bot.last('teacher')).toContain('目前没有需要它的事项。\n如需随通知发出');
  });

  it('goes with marks that were entered together, and is gone if they are not recorded', async () => {
    const lines = ['赵一 课堂互动 提问 主动提问', '钱二 课堂互动 提问 主动提问'].join('\n');
    await bot.say('teacher', `/记分 ${classId}\n${lines}`);
    await attach();
    await bot.press('teacher', '确认记分');
    for (const userId of ['zhao', 'qian']) {
      await bot.say(userId, '我的成绩');
      expect(await bot.last(userId)).toContain('依据 1 份');
    }
    bot.clock.advanceMs(11 * 60_000);
    await bot.say('teacher', `/记分 ${classId}\n${lines}`);
    await attach();
    expect(await kept()).toHaveLength(2);
    await bot.press('teacher', '取消');
    expect(await kept()).toHaveLength(1);
  });
});

describe('evidence of a bonus', () => {
  const propose = () => bot.say('teacher', `/加分 ${classId} 赵一 班长 担任班长，履职良好`);

  it('stands on the card of the evaluation team, who see it before they confirm', async () => {
    await propose();
    await attach();
    const card = async () => (await bot.store.sentCards.openCards('team1', bot.clock.now(), 1))[0]?.message;
    expect(await card()).toMatchObject({ fields: expect.arrayContaining([{ label: '依据', value: '1 份' }]) });
    await bot.press('team1', '查看依据');
    expect(await bot.proofsTo('team1')).toEqual([photo()]);
    await bot.press('team1', '确认加分');
    await bot.press('teacher', '撤回依据');
    expect(await bot.last('teacher')).toContain('已经办理，依据不能撤回');
  });

  it('for several people is one for all of them', async () => {
    await bot.say('teacher', `/加分 ${classId} 赵一、钱二 班长 轮流担任班长`);
    await bot.press('teacher', '确认办理');
    await attach();
    await bot.press('team2', '查看依据');
    expect(await bot.proofsTo('team2')).toEqual([photo()]);
  });

  it.each(['sun', 'org', 'head-fin', 'admin'])('is not for %s', async (userId) => {
    await propose();
    await attach();
    const [proof] = await kept();
    await bot.forge(userId, { action: 'proof.show', data: { about: proof?.about ?? '' } });
    expect(await bot.proofsTo(userId)).toEqual([]);
  });
});
