import { afterEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { cardOf } from '../../../src/chat/card.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});

const trainees = ['zhao', 'qian', 'sun', 'li'];
const classId = '2026-01';
const firstSession = '2026-01-01';

describe.each(variants)('attendance on %s', (variant) => {
  const start = async (): Promise<World> => {
    const world = await startWorld(variant);
    running.push(world);
    await teachClass(world.running.store, trainees);
    return world;
  };

  it('takes a card of an earlier version, for one session, by what it meant', async () => {
    const world = await start();
    await world.at('2026-03-16', '08:14');
    const press = { action: 'sign-in.make', data: { session: firstSession } };
    const former = cardOf({
      id: `sign-in:${firstSession}`,
      title: '上课签到',
      buttons: [{ label: '到课签到', press }],
    });
    await world.running.app.outbox.add([
      { cadreId: 'zhao', message: former, key: 'sign-in:former', urgency: 'urgent' },
    ]);
    await world.settle();
    await world.press('zhao', '到课签到');
    expect(await world.running.store.signIns.byId(firstSession, 'zhao')).not.toBeNull();
    expect(world.screen('zhao')).toContain(variant === 'dingtalk-markdown' ? '签到成功' : '已签到 08:14');
  });

  it('sends the card of the day before class, shows on it that one has signed in, and judges by when one pressed', async () => {
    const world = await start();
    await world.at('2026-03-16', '08:14');
    expect(world.last('zhao')).toContain('开班式暨入学教育');
    await world.advanceMinutes(7);
    const before = world.items('zhao').filter(({ from }) => from === 'bot').length;
    await world.press('zhao', '签到');
    if (variant === 'dingtalk-markdown')
      expect(world.last('zhao')).toContain('签到成功。“开班式暨入学教育”08:21签到，按时出勤。');
    else {
      expect(world.screen('zhao')).toContain('上午签到：已签到 08:21');
      await world.press('zhao', '签到');
      expect(world.items('zhao').filter(({ from }) => from === 'bot')).toHaveLength(before);
    }
    await world.say('zhao', '签到');
    expect(world.last('zhao')).toContain('您已于3月16日 周一 08:21签到');
    await world.at('2026-03-16', '08:46');
    expect(world.count('zhao', '您还没有签到')).toBe(0);
    expect(world.count('qian', '您还没有签到')).toBe(1);
    await world.press('qian', '签到');
    if (variant !== 'dingtalk-markdown') expect(world.screen('qian')).toContain('已签到 08:46（迟到16分钟）');
    await world.at('2026-03-16', '09:10');
    await world.press('sun', '签到');
    if (variant !== 'dingtalk-markdown') expect(world.screen('sun')).toContain('已签到 09:10（迟到40分钟）');
    expect(world.last('teacher')).toContain('未签到：李四、孙三');
    await world.say('teacher', `/签到情况 ${classId}`);
    expect(world.last('teacher')).toContain(
      '应到 4 人，已签到 3 人（迟到 2 人），请假 0 人，未签到待确认 1 人，缺课 0 人',
    );
    expect(world.last('teacher')).toMatch(/迟到：.*钱二（08:46，16分钟）/);
    expect(world.last('teacher')).toMatch(/迟到：.*孙三（09:10，40分钟）/);
  });
});

describe('attendance, wherever people are', () => {
  const start = async (now: Date): Promise<BareBot> => {
    const bot = await startBareBot();
    running.push(bot);
    await teachClass(bot.store, trainees);
    bot.clock.moveTo(now);
    return bot;
  };

  it('tells when signing in begins, and that there is nothing to sign in to', async () => {
    const bot = await start(beijingTime('2026-03-16', '07:50'));
    await bot.say('zhao', '签到');
    expect(await bot.last('zhao')).toContain('签到将于3月16日 周一 08:00开始');
    await bot.say('wu', '签到');
    expect(await bot.last('wu')).toContain('现在没有需要您签到的课程');
  });

  it('tells who says so too late that the running session has closed, and who signed in when the next begins', async () => {
    const bot = await start(beijingTime('2026-03-16', '08:21'));
    await bot.say('zhao', '签到');
    bot.clock.moveTo(beijingTime('2026-03-16', '11:40'));
    await bot.say('qian', '签到');
    expect(await bot.last('qian')).toContain('签到已于3月16日 周一 11:30结束，已到课或有特殊情况的，请联系班主任');
    await bot.say('zhao', '签到');
    expect(await bot.last('zhao')).toContain('签到将于3月16日 周一 14:00开始');
    bot.clock.moveTo(beijingTime('2026-03-16', '12:00'));
    await bot.say('qian', '签到');
    expect(await bot.last('qian')).toContain('签到将于3月16日 周一 14:00开始');
  });

  it('sends the card to all who have not signed in when the class teacher asks for it, but not when a trainee does', async () => {
    const bot = await start(beijingTime('2026-03-16', '08:05'));
    await bot.say('teacher', `/签到 ${classId}`);
    expect(await bot.last('teacher')).toContain('已向 4 名今天尚未签完到的学员发出');
    await bot.press('zhao', '签到');
    expect((await bot.store.signIns.byId(firstSession, 'zhao'))?.at).toEqual(bot.clock.now());
    await bot.say('zhao', `/签到 ${classId}`);
    expect(await bot.last('zhao')).toContain('没有办理这一事项的权限');
  });

  it('takes whoever comes after half an hour as late, but not whom a roll has called absent by then', async () => {
    const bot = await start(beijingTime('2026-03-16', '09:05'));
    await bot.say('zhao', '签到');
    expect(await bot.last('zhao')).toContain('09:05签到，迟到35分钟');
    await bot.say('teacher', `/点到 ${classId} 缺课：钱二；迟到：孙三40分钟`);
    expect(await bot.last('teacher')).toContain('迟到：孙三（40分钟）');
    await bot.press('teacher', '确认点到');
    await bot.say('qian', '签到');
    expect(await bot.last('qian')).toContain('点到登记缺课。确已到课的，请回复“我在场”');
    expect((await bot.store.signIns.byId(firstSession, 'qian'))?.byRoll).toBe('absent');
    await bot.say('teacher', `/签到情况 ${classId}`);
    expect(await bot.last('teacher')).toContain('孙三（点到，40分钟）');
    await bot.say('teacher', `/点到 ${classId} 迟到：孙三300分钟`);
    expect(await bot.last('teacher')).toContain('迟到时间已超过课程时长');
  });

  it('tells of leave beyond the limit in a message of its own', async () => {
    const bot = await start(beijingTime('2026-03-15', '19:00'));
    for (const day of ['3月16日', '3月17日']) {
      await bot.say('qian', `/请假 公假 ${day} 参加县里会议`);
      await bot.press('qian', '提交');
      expect(await bot.screen('qian')).not.toContain('已超过规定');
      await bot.press('teacher', '同意');
    }
    const [granted, beyond] = (await bot.screen('qian')).split('\n----\n').slice(-2);
    expect(granted).toBe('您3月17日 周二 全天的公假已获同意。提前返课的，请回复“销假”。');
    expect(beyond).toBe('累计请假已超过规定，班主任将与您联系。');
  });

  it('tells whoever says 签到 after the window of the lesson they missed first, then of the next one', async () => {
    const bot = await start(beijingTime('2026-03-16', '11:40'));
    await bot.say('zhao', '签到');
    const [missed, next] = (await bot.last('zhao')).split('\n');
    expect(missed).toContain('“开班式暨入学教育”签到已于3月16日 周一 11:30结束');
    expect(next).toMatch(/^下一节“[^”]+”签到将于3月16日 周一 14:00开始/);
    await bot.say('teacher', `/补签 ${classId} 赵一 3月16日 上午 本人到课`);
    await bot.say('zhao', '签到');
    expect(await bot.last('zhao')).not.toContain('11:30结束');
  });

  it('leaves the same marks and the same messages when it is broken off before any write', async () => {
    const [whole, broken] = await bothRuns(async (bot, crashing) => {
      running.push(bot);
      await teachClass(bot.store, trainees);
      bot.clock.moveTo(beijingTime('2026-03-15', '20:00'));
      bot.crashing = crashing;
      await bot.say('qian', '请假');
      await bot.press('qian', '下一步', ['kind=personalLeave', 'day=2026-03-16', 'part=上午']);
      await bot.say('qian', '参加县里会议');
      await bot.press('qian', '提交');
      await bot.press('teacher', '同意');
      await bot.say('sun', '请假');
      await bot.press('sun', '病假');
      await bot.press('sun', '明天下午');
      await bot.say('sun', '发热就诊');
      await bot.press('sun', '提交');
      await bot.press('teacher', '不同意');
      await bot.say('teacher', '请先到校报告');
      bot.clock.moveTo(beijingTime('2026-03-16', '08:10'));
      await bot.say('teacher', `/签到 ${classId}`);
      await bot.press('zhao', '签到');
      bot.clock.moveTo(beijingTime('2026-03-16', '08:41'));
      await bot.say('sun', '签到');
      await bot.say('teacher', `/补签 ${classId} 孙三 今天 上午 路上帮助伤员`);
    });
    expect(broken?.crashes).toBeGreaterThan(13);
    expect(await broken?.dump()).toEqual(await whole?.dump());
    expect((await whole?.store.signIns.ofClass(classId))?.map((row) => row.cadreId).sort()).toEqual(['sun', 'zhao']);
    expect((await whole?.store.leaves.grantedIn(classId))?.map((row) => row.cadreId)).toEqual(['qian']);
  });
});

describe('one sign-in a half-day', () => {
  it('counts for every lesson of it that is still to come, and the card stays for the afternoon', async () => {
    const bot = await startBareBot();
    running.push(bot);
    await teachClass(bot.store, trainees);
    const [first, afternoon, ...others] = await bot.store.sessions.ofClass(classId);
    if (first === undefined || afternoon === undefined) throw new Error('the class has a timetable');
    const endsAt = beijingTime('2026-03-16', '10:00');
    const second = { ...first, _id: '2026-01-99', startsAt: beijingTime('2026-03-16', '10:10') };
    await bot.store.sessions.replace(classId, [{ ...first, endsAt }, second, afternoon, ...others], new Date(0));
    bot.clock.moveTo(beijingTime('2026-03-16', '08:03'));
    await bot.runJob('remind-session');
    await bot.press('zhao', '签到');
    expect((await bot.store.signIns.ofTrainee(classId, 'zhao')).map(({ sessionId }) => sessionId).sort()).toEqual([
      first._id,
      second._id,
    ]);
    await bot.say('teacher', `/签到情况 ${classId} 今天`);
    expect((await bot.screen('teacher')).match(/按时签到：赵一（08:03）/g)).toHaveLength(2);
    bot.clock.moveTo(beijingTime('2026-03-16', '14:10'));
    await bot.press('zhao', '签到');
    expect(await bot.last('zhao')).toContain('（已签到 14:10）');
  });
});
