import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { plainRequests } from '../../../src/bot/polite.ts';
import { CAPABILITIES } from '../../../src/chat/capabilities.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

async function bareBot(): Promise<BareBot> {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await teachClass(bot.store, ['qian', 'sun']);
  bot.clock.moveTo(new Date('2026-03-17T00:00:00Z'));
  return bot;
}

describe.each(variants)('plain words on %s', (variant) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(variant);
    const classId = await openClass(world, { named: 2 });
    for (const person of ['zhao', 'qian']) await world.press(person, '确认参加');
    await world.say('teacher', `/通知 ${classId} 明天上午改在第二教室上课`);
    await world.press('teacher', '确认发出');
  });
  afterAll(() => world.stop());

  it('收到 is the answer to a notice; 好的 says that it was read, which may be answered again', async () => {
    await world.say('zhao', '好的');
    await world.say('teacher', '/通知进度 2026-01-T1');
    expect(world.last('teacher')).toContain('已读 1 人，已回执 0 人');
    await world.say('zhao', '收到');
    expect(world.last('zhao')).toContain('已回执：收到，照办。');
    await world.say('teacher', '/通知进度 2026-01-T1');
    expect(world.last('teacher')).toContain('已回执 1 人');
  });

  it('好的 carries out nothing that cannot be taken back', async () => {
    await world.say('org', '/撤班 2026-01 与全县重点工作冲突');
    await world.say('org', '好的');
    expect(world.last('org')).not.toContain('已撤销');
    await world.say('school', '/班级');
    expect(world.last('school')).not.toContain('已撤销');
  });

  it('what is not understood is answered with what waits, as buttons', async () => {
    await world.say('qian', '今天天气不错');
    expect(world.last('qian')).toMatch(/未能识别您的回复。.*您有 \d+ 项待办/s);
    expect(world.last('qian')).not.toContain('没有听懂');
    await world.say('li', '今天天气不错');
    expect(world.last('li')).toMatch(/未能识别您的回复。.*您可能要办理：.*我的成绩/s);
  });

  it('a sentence that names what the person may do is answered with that, the longer name first', async () => {
    await world.say('org', '给财政局发通知');
    expect(world.last('org')).toContain('通知：向班级');
    await world.press('org', '通知');
    expect(world.last('org')).toContain('请写明通知正文');
    await world.say('org', '我要看通知进度在哪里看');
    expect(world.last('org')).toContain('通知进度：查看');
    expect(world.last('org')).not.toContain('通知：向班级');
    await world.say('qian', '怎么给财政局发通知');
    expect(world.last('qian')).not.toContain('向班级');
    await world.say('org', '帮助 发通知');
    expect(world.last('org')).toContain('通知：向班级');
  });

  it('a leave is asked for, the timetable and the leave left are shown, however it is put', async () => {
    for (const said of ['请假', '我想请假', '请 假', '老师我要请假', '请问请假怎么办理？', '我想请假，孩子发烧了']) {
      await world.say('zhao', said);
      expect(world.last('zhao')).toContain('病假');
    }
    for (const said of ['课程表', '课表', '看一下课表', '我的课程表']) {
      await world.say('zhao', said);
      expect(world.last('zhao')).toMatch(/课程表.*3月16日 周一.*08:30—/s);
    }
    expect(world.items('zhao').filter(({ body }) => body.kind === 'file')).toEqual([]);
    await world.say('zhao', '我还能请几天假？');
    expect(world.last('zhao')).toContain('请假');
    expect(world.logged).toEqual([]);
  });

  it('the timetable goes into the phone’s calendar for who asks for it, where the client takes such files', async () => {
    await world.say('zhao', '日历');
    expect(world.last('zhao')).toMatch(variant === CAPABILITIES.anyFiles ? /［文件］.*课程表\.ics/ : /课程表.*08:30—/s);
  });

  it('what was confirmed before is told as done when it is typed again', async () => {
    await world.say('qian', '确认参加');
    expect(world.last('qian')).toMatch(/该卡片已答复.*，无需重复办理/);
  });
});

describe('days', () => {
  it.each([
    ['今天课表', '3月17日 周二'],
    ['明天几点', '3月18日 周三'],
    ['明天几点上课？', '3月18日 周三'],
    ['请问明天有课吗', '3月18日 周三'],
  ])('%s shows that day', async (said, day) => {
    const bot = await bareBot();
    expect(await bot.ask('qian', said)).toContain(`${day}\n08:30—`);
  });

  it('without lessons name the next ones', async () => {
    const bot = await bareBot();
    bot.clock.moveTo(new Date('2026-03-20T04:00:00Z'));
    expect(await bot.ask('qian', '明天几点')).toMatch(/3月21日 周六没有课。下一次课：3月23日 周一 08:30—/);
  });
});

describe('我到了', () => {
  it('signs in to the lesson that is open', async () => {
    const bot = await bareBot();
    bot.clock.moveTo(new Date('2026-03-17T00:25:00Z'));
    expect(await bot.ask('qian', '我到了')).toContain('签到');
    expect(await bot.store.signIns.ofClass('2026-01')).toHaveLength(1);
  });

  it('is the answer of an open question, and so are all such words', async () => {
    const bot = await bareBot();
    bot.clock.moveTo(new Date('2026-03-17T00:25:00Z'));
    for (const said of ['我到了', '我想请假', '明天几点']) {
      await bot.say('qian', '意见建议');
      expect(await bot.ask('qian', said)).toContain('Y2026-');
    }
    expect(await bot.store.signIns.ofClass('2026-01')).toEqual([]);
  });
});

describe('courtesies', () => {
  it('are answered when nothing waits', async () => {
    const bot = await bareBot();
    expect(await bot.ask('zhou', '好的')).toBe('好的。您目前没有待办事项。');
    expect(await bot.ask('zhou', '谢谢！')).toBe('不客气。');
  });

  it('are taken off a request', () => {
    expect([...plainRequests('请问明天几点上课啊？')]).toContain('明天几点上课');
    expect([...plainRequests('我想请假')]).toContain('请假');
    expect([...plainRequests('签到')]).toEqual(expect.not.arrayContaining(['']));
  });
});
