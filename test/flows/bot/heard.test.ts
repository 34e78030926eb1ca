import { describe, expect, it, onTestFinished } from 'vitest';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

async function bareBot(): Promise<BareBot> {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await teachClass(bot.store, ['qian']);
  bot.clock.moveTo(new Date('2026-03-17T00:25:00Z'));
  return bot;
}

describe('a voice message', () => {
  it('is shown back and carried out only when its sender says so', async () => {
    const bot = await bareBot();
    await bot.speak('qian', '签到');
    expect(await bot.last('qian')).toContain('您说的是：“签到”');
    expect(await bot.store.signIns.ofClass('2026-01')).toEqual([]);
    await bot.press('qian', '按此办理');
    expect(await bot.store.signIns.ofClass('2026-01')).toHaveLength(1);
  });

  it('is not carried out when it is to be changed', async () => {
    const bot = await bareBot();
    await bot.speak('qian', '签到');
    await bot.press('qian', '改一下');
    expect(await bot.last('qian')).toContain('请重新说一遍');
    expect(await bot.store.signIns.ofClass('2026-01')).toEqual([]);
  });

  it('answers the question that was open when it was said', async () => {
    const bot = await bareBot();
    await bot.say('qian', '意见建议');
    await bot.speak('qian', '希望课程表提前一周发布');
    expect(await bot.store.suggestions.ofYear('2026')).toEqual([]);
    await bot.press('qian', '按此办理');
    expect(await bot.last('qian')).toContain('Y2026-1');
  });

  it('answers nothing once that question is closed', async () => {
    const bot = await bareBot();
    await bot.say('qian', '意见建议');
    await bot.speak('qian', '希望课程表提前一周发布');
    await bot.say('qian', '取消');
    await bot.press('qian', '按此办理');
    expect(await bot.last('qian')).toContain('已经答复或取消');
    expect(await bot.store.suggestions.ofYear('2026')).toEqual([]);
  });

  it('that is a command without a class asks for it like a typed one', async () => {
    const bot = await bareBot();
    await bot.store.classes.create('2026', {
      ...{ name: '专题班', kind: 'mainClass', opensOn: '2026-03-16', closesOn: '2026-03-20' },
      ...{ topicTag: '专题', teacherId: 'teacher', createdBy: 'school', byUpdate: 'test:second' },
    });
    await bot.speak('teacher', '签到情况');
    await bot.press('teacher', '按此办理');
    await bot.press('teacher', '2026-01');
    expect(await bot.last('teacher')).toContain('中青年干部培训班');
  });

  it("of somebody else's cannot be carried out", async () => {
    const bot = await bareBot();
    await bot.speak('teacher', '签到情况');
    expect(await bot.forge('qian', { action: 'heard.carry-out', data: { update: 't:1' } })).toContain('该卡片已失效');
  });

  it('that answers a question is taken once, whenever the process ends in between, and the question is not called over', async () => {
    const bots = await bothRuns(async (bot, crashing) => {
      await bot.say('qian', '意见建议');
      await bot.speak('qian', '希望课程表提前一周发布');
      bot.crashing = crashing;
      await bot.press('qian', '按此办理');
    });
    onTestFinished(async () => void (await Promise.all(bots.map((each) => each.stop()))));
    const [whole, broken] = bots;
    expect(await broken?.screen('qian')).not.toContain('已经答复或取消');
    expect(await broken?.store.suggestions.ofYear('2026')).toHaveLength(1);
    expect(await broken?.dump()).toEqual(await whole?.dump());
  });

  it('is carried out once, whenever the process ends in between', async () => {
    const bots = await bothRuns(async (bot, crashing) => {
      await teachClass(bot.store, ['qian']);
      bot.clock.moveTo(new Date('2026-03-17T00:25:00Z'));
      bot.crashing = crashing;
      await bot.speak('qian', '我到了');
      await bot.press('qian', '按此办理');
    });
    onTestFinished(async () => void (await Promise.all(bots.map((each) => each.stop()))));
    const [whole, broken] = bots;
    expect(await broken?.dump()).toEqual(await whole?.dump());
  });
});

it.each(variants)(
  'a voice message on %s is shown back, or answered where it comes without its words',
  async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    const { wecom, dingtalk } = world.emulator;
    if (variant === 'wecom') wecom.send('zhao', { kind: 'voice', name: 'a.amr', bytes: Buffer.from('#!AMR\n') });
    else dingtalk?.send({ userId: 'zhao', kind: 'audio', text: '我想请假。' });
    await world.settle();
    expect(world.last('zhao')).toMatch(
      variant === 'wecom' ? /暂不能识别语音.*转文字/ : /您说的是：“我想请假”.*按此办理.*改一下/s,
    );
  },
);
