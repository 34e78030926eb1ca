import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { lastDayOn, scoredClass } from '../../helpers/scored-class.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { timetableLines } from '../../helpers/timetable-lines.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('taking back what one has just done, on %s', (variant) => {
  let world: World;
  let classId: string;
  beforeAll(async () => {
    world = await startWorld(variant);
    classId = await openClass(world, { named: 2 });
    for (const person of ['zhao', 'qian']) await world.press(person, '确认参加');
  });
  afterAll(() => world.stop());

  it('withdraws a class without a timetable, whose number stays used', async () => {
    await world.say('school', '/开班 乡村振兴专题培训班 2026-04-13 2026-04-15 郑老师');
    await world.press('school', '确认开班');
    await world.press('school', '撤销');
    await world.say('school', '/班级');
    expect(world.last('school')).toMatch(/2026-02.*已撤销/);
  });

  it('recalls a notice that nobody has read', async () => {
    await world.say('teacher', `/通知 ${classId} 明天停课`);
    await world.press('teacher', '确认发出');
    await world.say('teacher', '1');
    expect(world.last('teacher')).toMatch(/须写明.*“撤销”/);
    await world.say('teacher', '撤销');
    expect(world.screen('teacher')).toContain(`通知（${classId}-T1）已作废`);
    await world.press('teacher', '撤销').catch(() => undefined);
    expect(world.count('teacher', '已作废')).toBe(1);
  });

  it('leaves a notice that somebody has read, and names the command', async () => {
    await world.say('teacher', `/通知 ${classId} 后天参观`);
    await world.press('teacher', '确认发出');
    await world.press('zhao', '已阅');
    await world.press('teacher', '撤销');
    expect(world.last('teacher')).toBe(
      `已有后续办理，不能直接撤销，未作任何改动。更正请用“/更正通知 ${classId}-T2”或“/撤回 ${classId}-T2”。`,
    );
  });

  it('reverses marks, one or several, and who was not told yet is never told', async () => {
    await world.at('2026-03-16', '15:00');
    await world.say('teacher', `/记分 ${classId} 赵一 课堂互动 提问 主动提问`);
    await world.press('teacher', '撤销');
    await world.say('teacher', `/记分 ${classId}\n赵一 课堂互动 提问 主动提问\n钱二 课堂互动 提问 主动提问`);
    await world.press('teacher', '确认记分');
    await world.press('teacher', '撤销');
    await world.say('teacher', `/撤销记分 ${classId} 赵一`);
    expect(world.last('teacher')).toMatch(/共 2 笔[\s\S]*录入有误，当即撤销[\s\S]*录入有误，当即撤销/);
    await world.at('2026-03-17', '08:10');
    expect(world.screen('zhao')).not.toContain('主动提问');
  });

  it('recalls study material, and gives back a role that was taken', async () => {
    await world.say('teacher', `/资料 ${classId} 乡村振兴案例 https://www.example.cn/anli.html`);
    await world.press('teacher', '确认发出');
    await world.press('teacher', '撤销');
    expect(world.screen('teacher')).toMatch(new RegExp(`学习资料（${classId}-Z1）已作废|${classId}-Z1.*撤回`));
    const rolesOf = async () => (await world.running.store.cadres.byId('team1'))?.roles;
    const before = await rolesOf();
    await world.say('admin', '/收回授权 team1 考评工作小组');
    await world.press('admin', '确认收回');
    expect(await rolesOf()).not.toEqual(before);
    await world.press('admin', '撤销');
    expect(await rolesOf()).toEqual(before);
  });

  it('withdraws a bonus that is not confirmed', async () => {
    await world.say('teacher', `/加分 ${classId} 赵一 班长 担任班长，履职良好`);
    await world.press('teacher', '撤销');
    // A card that cannot change on the screen says so to whoever presses it.
    if (variant === 'dingtalk-markdown') await world.press('team1', '确认加分');
    expect(world.last('team1')).toContain('已撤销这一项');
  });

  it('is over after ten minutes, and says what to use then', async () => {
    await world.say('teacher', `/记分 ${classId} 赵一 课堂互动 提问 主动提问`);
    await world.advanceMinutes(11);
    await world.press('teacher', '撤销');
    expect(world.last('teacher')).toContain('已超过10分钟，不能直接撤销，未作任何改动。更正请用“/撤销记分');
  });

  it('takes a role back, and gives back one that was taken', async () => {
    const rolesOf = async () => (await world.running.store.cadres.byId('teacher'))?.roles;
    await world.say('admin', '/授权 郑老师 考评工作小组');
    await world.press('admin', '确认授予');
    expect(await rolesOf()).toEqual(['evaluationTeam']);
    await world.press('admin', '撤销');
    expect(await rolesOf()).toEqual([]);
  });

  it('fails at nothing on the way', () => {
    expect(world.logged.filter((line) => line.includes('could not be handled'))).toEqual([]);
  });
});

describe('taking back while somebody else acts on it', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
  });
  afterEach(() => bot.stop());

  const makeClass = async () => {
    await bot.say('school', '/开班 乡村振兴专题培训班 2026-04-13 2026-04-24 郑老师');
    await bot.press('school', '确认开班');
  };

  it('leaves a class for which a timetable is entered just then', async () => {
    await makeClass();
    const { classes } = bot.store;
    const withdraw = classes.withdraw.bind(classes);
    vi.spyOn(classes, 'withdraw').mockImplementationOnce(async (...what) => {
      await bot.say('teacher', '/课程 2026-01 标准');
      return withdraw(...what);
    });
    await bot.press('school', '撤销');
    expect((await classes.byId('2026-01'))?.state).toBe('planned');
    expect(await bot.last('school')).toContain('已有后续办理');
  });

  it('enters no timetable for a class that is taken back just then, and says so', async () => {
    await makeClass();
    const { timetables } = bot.store;
    const begin = timetables.begin.bind(timetables);
    vi.spyOn(timetables, 'begin').mockImplementationOnce(async (...what) => {
      await bot.press('school', '撤销');
      return begin(...what);
    });
    await bot.say('teacher', '/课程 2026-01 标准');
    expect(await bot.last('teacher')).toContain('班次 2026-01 已撤销，不能再办理');
    expect(await bot.store.sessions.ofClass('2026-01')).toEqual([]);
  });

  it('takes a notice back to the end, also when somebody reads it as that begins and the bot dies in it', async () => {
    const classId = await teachClass(bot.store, ['zhao', 'qian']);
    await bot.say('teacher', `/通知 ${classId} 明天停课`);
    await bot.press('teacher', '确认发出');
    const { notices } = bot.store;
    const recall = notices.recall.bind(notices);
    let isRead = false;
    vi.spyOn(notices, 'recall').mockImplementation(async (...what) => {
      const hasBegun = (await notices.byId(`${classId}-T1`))?.recalledByUpdate !== undefined;
      if (hasBegun && !isRead) {
        isRead = true;
        await notices.read(`${classId}-T1`, 'zhao', bot.clock.now());
      }
      return recall(...what);
    });
    bot.crashing = true;
    await bot.press('teacher', '撤销');
    expect(isRead).toBe(true);
    expect(await bot.last('teacher')).toContain(`通知（${classId}-T1）`);
    for (const person of ['zhao', 'qian'])
      expect((await bot.store.sentCards.latestCards(person, 1))[0]?.settled).toContain('已撤回');
  });

  it('does not take a role that somebody else has given again since', async () => {
    bot.admins = [{ platform: 'wecom', userId: 'org' }];
    await bot.say('admin', '/授权 郑老师 考评工作小组');
    await bot.press('admin', '确认授予');
    await bot.say('org', '/取消授权 郑老师 考评工作小组');
    await bot.press('org', '确认收回');
    await bot.say('org', '/授权 郑老师 考评工作小组');
    await bot.press('org', '确认授予');
    await bot.press('admin', '撤销');
    expect((await bot.store.cadres.byId('teacher'))?.roles).toEqual(['evaluationTeam']);
    expect(await bot.last('admin')).toContain('已有后续办理');
  });
});

describe.each(variants)('taking back what went out to many, on %s', (variant) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(variant);
    await world.say('school', '/开班 中青年干部培训班 2026-03-16 2026-03-27 郑老师 理论武装');
    await world.press('school', '确认开班');
    await world.say('school', '/课程 2026-01 标准');
  });
  afterAll(() => world.stop());

  it('gives the class no timetable again where there was none, and the next one stands', async () => {
    await world.press('school', '撤销');
    expect(world.last('school')).toContain('目前没有课程表');
    expect((await world.running.store.classes.byId('2026-01'))?.state).toBe('draft');
    await world.say('school', '/课程 2026-01 标准');
    expect((await world.running.store.sessions.ofClass('2026-01')).length).toBeGreaterThan(0);
  });

  it('brings a former timetable back, with the numbers its lessons had', async () => {
    const { sessions } = world.running.store;
    const former = await sessions.ofClass('2026-01');
    const lines = [
      ...(await timetableLines(world.running.store, '2026-01')),
      '2026-03-27\t19:00\t20:00\t晚自习\t\t自学',
    ];
    await world.say('school', `/课程 2026-01\n日期\t开始\t结束\t课程\t类型\t方式\n${lines.join('\n')}`);
    expect((await sessions.ofClass('2026-01')).at(-1)?.title).toBe('晚自习');
    await world.press('school', '撤销');
    expect(await sessions.ofClass('2026-01')).toEqual(former);
  });

  it('recalls a call-up list that nobody has answered; it is drawn and sent again', async () => {
    await world.say('org', '/点名 2026-01 2 科级副职');
    await world.press('org', '确认发出');
    expect(world.screen('zhao')).toContain('调训通知');
    await world.press('org', '撤销');
    expect(world.last('org')).toContain('2 名干部和所在单位的通知已撤回');
    await expect(world.press('zhao', '确认参加')).rejects.toThrow('sees no button');
    await world.say('org', '/点名 2026-01 2 科级副职');
    await world.press('org', '确认发出');
    await world.press('zhao', '确认参加');
    expect((await world.running.store.callUps.byId('2026-01', 'zhao'))?.state).toBe('confirmed');
    await world.press('org', '撤销');
    expect(world.last('org')).toContain('已有后续办理，不能直接撤销');
  });

  it('recalls a survey that nobody has begun to answer, and leaves one that somebody has', async () => {
    await world.say('org', '/需求调查 培训需求 科级副职 7天');
    await world.press('org', '确认发出');
    await world.press('org', '撤销');
    expect(world.last('org')).toMatch(/D2026-1.*已撤回/);
    await expect(world.press('zhao', '开始填写')).rejects.toThrow('sees no button');
    await world.say('org', '/需求调查 培训需求二 科级副职 7天');
    await world.press('org', '确认发出');
    const { surveyAnswers } = world.running.store;
    await surveyAnswers.finish('D2026-2:zhao', world.clock.now());
    await world.press('org', '撤销');
    expect(world.last('org')).toContain('更正请用“/结束调查 D2026-2”');
  });

  it('fails at nothing on the way', () => {
    expect(world.logged.filter((line) => line.includes('could not be handled'))).toEqual([]);
  });
});

describe.each(variants)('taking back the release of results, on %s', (variant) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(variant);
    await scoredClass(world.running.store);
    await world.at(lastDayOn, '18:05');
    await world.say('team1', '/评定等次 2026-01');
    await world.press('team1', '提请确认');
    await world.press('team2', '确认等次');
    await world.press('org', '公布成绩');
  });
  afterAll(() => world.stop());

  it('is possible before anything went out; then nobody is told, and they may be released again', async () => {
    await world.press('org', '撤销');
    expect(world.last('org')).toContain('结果尚未发给任何人');
    await world.at('2026-03-30', '08:05');
    expect(world.screen('zhao')).not.toContain('等次：');
    // Without its slash it is the label of the card that was answered, too.
    await world.say('org', '公布成绩');
    expect(world.last('org')).not.toContain('已答复');
    await world.press('org', '公布成绩');
    await world.at('2026-03-30', '08:45');
    expect(world.screen('zhao')).toMatch(/优秀|良好|合格/);
    await world.press('org', '撤销');
    expect(world.last('org')).toMatch(/不能直接撤销，未作任何改动。更正请用“\/退回等次评定/);
  });
});
