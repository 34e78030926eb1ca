import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

async function secondClass({ store }: BareBot, teacherId = 'teacher'): Promise<string> {
  const { _id } = await store.classes.create('2026', {
    ...{ name: '年轻干部专题班', kind: 'mainClass', opensOn: '2026-03-09', closesOn: '2026-03-13' },
    ...{ topicTag: '专题', teacherId, createdBy: 'school', byUpdate: 'test:second' },
  });
  return _id;
}

async function bareBot(): Promise<BareBot> {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await teachClass(bot.store, ['qian', 'sun']);
  return bot;
}

describe.each(variants)('a command on %s', (variant) => {
  let world: World;
  let classId: string;
  beforeAll(async () => {
    world = await startWorld(variant);
    classId = await openClass(world);
  });
  afterAll(() => world.stop());

  it('needs neither slash nor number of the class where there is one', async () => {
    await world.say('org', '点名 2 科级副职');
    expect(world.last('org')).toContain('赵一');
    await world.press('org', '取消');
    await world.say('teacher', '签到情况');
    expect(world.last('teacher')).toContain('中青年干部培训班');
  });

  it('asks with buttons for one of several classes, and goes on with the words that were given', async () => {
    await world.say('school', '/开班 年轻干部专题班 2026-03-09 2026-03-13 郑老师 专题');
    await world.press('school', '确认开班');
    await world.say('org', '点名 2 科级副职');
    expect(world.last('org')).toMatch(/请选择班次：.*2026-01　中青年干部培训班/s);
    await world.press('org', classId);
    expect(world.last('org')).toContain('赵一');
    await world.press('org', '取消');
  });

  it('whose name is not known offers the nearest one as a button, which shows its preview', async () => {
    await world.say('org', `/点明 ${classId} 2 科级副职`);
    await world.press('org', '点名');
    expect(world.last('org')).toContain('赵一');
    expect(world.screen('zhao')).toBe('');
  });

  it('offers a name that differs in one letter as a button', async () => {
    await world.say('org', `/为什么 ${classId} 赵亿`);
    expect(world.last('org')).toContain('赵一　县财政局');
    await world.press('org', '赵一');
    expect(world.last('org')).toMatch(/赵一/);
    expect(world.logged).toEqual([]);
  });
});

describe('the class of a command', () => {
  it.each(['2026-1', '2026/01', '２０２６－０１', '2026年1', '202601', '中青年干部培训班', '2026-01班'])(
    'may be written %s',
    async (typed) => {
      const bot = await bareBot();
      await secondClass(bot);
      expect(await bot.ask('teacher', `/签到情况 ${typed}`)).toContain('中青年干部培训班');
    },
  );

  it('that is not there is answered with those that are, as buttons', async () => {
    const bot = await bareBot();
    expect(await bot.ask('school', '/签到情况 2026-30')).toMatch(/没有编号为“2026-30”的班次.*2026-01/s);
    await bot.press('school', '2026-01');
    expect(await bot.last('school')).toContain('中青年干部培训班');
  });

  it('is chosen once and carried through a second question', async () => {
    const bot = await bareBot();
    await secondClass(bot);
    await bot.say('teacher', '补签 钱儿 今天 上午 手机没电');
    await bot.press('teacher', '2026-01');
    expect(await bot.last('teacher')).toContain('钱二　县财政局');
    await bot.press('teacher', '钱二');
    expect(await bot.last('teacher')).toContain('没有课');
  });

  it('is never guessed from a word that may be its number', async () => {
    const bot = await bareBot();
    expect(await bot.ask('school', '/导出 一班')).toContain('未能识别“一班”');
  });

  it('is for the head of a unit the one to which people of the unit were called up', async () => {
    const world = await startWorld('wecom');
    onTestFinished(() => world.stop());
    await openClass(world, { named: 2 });
    await world.say('head-fin', '/调训进度');
    expect(world.last('head-fin')).toMatch(/中青年干部培训班.*赵一/s);
    await world.say('head-agri', '/调训进度');
    expect(world.last('head-agri')).toContain('目前没有您可以办理的班次');
  });

  it('of others is not offered', async () => {
    const bot = await bareBot();
    await secondClass(bot, 'zhao');
    expect(await bot.ask('zhao', '签到情况')).toContain('年轻干部专题班');
    expect(await bot.screen('zhao')).not.toContain('中青年干部培训班');
  });
});

describe('words that begin with the name of a command', () => {
  it('are none for those who may not use it', async () => {
    const bot = await bareBot();
    expect(await bot.ask('qian', '点名 什么时候开始')).toContain('未能识别您的回复');
  });

  it('are no command while a question is open', async () => {
    const bot = await bareBot();
    await bot.say('teacher', '意见建议');
    expect(await bot.ask('teacher', '成绩 公布得太晚')).toContain('Y2026-1');
  });

  it('are neither answer nor command to a question that was asked long ago', async () => {
    const bot = await bareBot();
    await bot.say('teacher', '意见建议');
    bot.clock.advanceMs(11 * 60_000);
    expect(await bot.ask('teacher', '成绩 公布得太晚')).toContain('要办理“成绩”的，请先回复“取消”');
    expect(await bot.ask('teacher', '成绩公布得太晚')).toContain('Y2026-1');
  });

  it('are a command when the question was closed', async () => {
    const bot = await bareBot();
    await bot.say('teacher', '意见建议');
    await bot.say('teacher', '取消');
    expect(await bot.ask('teacher', '成绩')).toContain('中青年干部培训班');
  });

  it('are a command with the number right behind the name', async () => {
    const bot = await bareBot();
    expect(await bot.ask('teacher', '成绩2026-01')).toContain('中青年干部培训班');
  });
});

describe('a button that carries out a command again', () => {
  it("carries out nobody else's", async () => {
    const bot = await bareBot();
    await bot.say('org', '/撤班 2026-01 与全县重点工作冲突');
    const forged = { action: 'command.again', data: { update: 't:1' } };
    expect(await bot.forge('school', forged)).toContain('该卡片已失效');
  });

  it('does it once, whenever the process ends in between', async () => {
    const bot = await bareBot();
    await secondClass(bot);
    bot.crashing = true;
    await bot.say('teacher', '通知 明天上午改在第二教室');
    await bot.press('teacher', '2026-01');
    await bot.press('teacher', '确认发出');
    expect(bot.crashes).toBeGreaterThan(0);
    expect(await bot.store.notices.byId('2026-01-T1')).not.toBeNull();
    expect(await bot.store.notices.byId('2026-01-T2')).toBeNull();
  });
});

describe('a day', () => {
  it('may be typed as one word with the part of the day', async () => {
    const bot = await bareBot();
    expect(await bot.ask('qian', '请假 病假 3月17日下午 到医院就诊')).toMatch(/到医院就诊.*3月17日 周二 下午/s);
    expect(await bot.ask('teacher', '补签 钱二 昨天上午 手机没电')).not.toContain('用法');
    expect(await bot.ask('qian', '请假 病假 3月18日全天 到医院就诊')).toContain('3月18日 周三 全天');
  });
});

describe('days', () => {
  it('may be typed as one word where a command takes the first and the last', async () => {
    const bot = await startBareBot();
    onTestFinished(() => bot.stop());
    await bot.say('school', '开班 专题班 3.16-3.27 郑老师');
    expect(await bot.screen('school')).toContain('3月16日 周一至3月27日 周五');
  });

  it('are offered one by one where a command takes one', async () => {
    const bot = await bareBot();
    expect(await bot.ask('teacher', '/值日 2026-01 钱二 3.16-3.18')).toContain('一次只能写一天');
    await bot.press('teacher', '3月17日');
    expect(await bot.last('teacher')).toMatch(/钱二.*3月17日/s);
  });
});
