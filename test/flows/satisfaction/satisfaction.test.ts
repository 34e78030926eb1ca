import { afterEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';
const trainees = ['zhao', 'qian', 'sun', 'li', 'zhou', 'wu'];
/** The lesson of the first afternoon. */
const lesson = '习近平新时代中国特色社会主义思想的世界观和方法论';
const running: { stop(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});

it.each(variants)(
  'on %s a lesson is rated by one tap on a card that is there, without any message',
  async (variant) => {
    const world = await startWorld(variant);
    running.push(world);
    await teachClass(world.running.store, trainees);
    await world.at('2026-03-16', '08:06');
    for (const who of trainees) await world.press(who, '签到');
    await world.at('2026-03-16', '14:06');
    for (const who of trainees) await world.press(who, '签到');
    await world.at('2026-03-17', '08:06');
    expect(world.last('zhao')).toContain(`请评价“${lesson}”（县委党校教研室）。不记名，点选后不能更改。`);
    const before = world.count('zhao', '今日课程与签到');
    for (const who of trainees) await world.press(who, who === 'wu' ? '匿名·合格' : '匿名·非常满意');
    // Without cards a press comes as words, and is answered in words.
    if (variant === 'dingtalk-markdown') expect(world.last('zhao')).toBe('已评价，谢谢。');
    else expect(world.last('zhao')).not.toMatch(/评价|匿名/);
    expect(world.count('zhao', '今日课程与签到')).toBe(before);
    await world.say('teacher', `/满意度 ${classId}`);
    expect(world.last('teacher')).toMatch(/还没有汇总的满意度[\s\S]*正在评价的课程 1 节，每节课结束24小时后汇总/);
    await world.at('2026-03-17', '17:48');
    await world.say('teacher', `/满意度 ${classId}`);
    expect(world.last('teacher')).toContain(`“${lesson}”95 分（6 份）`);
  },
);

/** Everybody was at the first afternoon and rates it on the next morning. */
async function rateLesson(bot: BareBot, levels: readonly string[]): Promise<void> {
  await teachClass(bot.store, trainees);
  const lessons = await bot.store.sessions.ofClass(classId);
  const given = lessons.map((each) => (each.title === lesson ? { ...each, lecturer: '张三丰' } : each));
  await bot.store.sessions.replace(classId, given, new Date(0));
  bot.clock.moveTo(beijingTime('2026-03-16', '14:10'));
  for (const who of trainees) await bot.say(who, '签到');
  bot.clock.moveTo(beijingTime('2026-03-17', '07:45'));
  for (const [at, who] of trainees.entries()) {
    await bot.say(who, '评课');
    await bot.press(who, `匿名·${levels[at]}`);
  }
}

async function rateClass(bot: BareBot, levels: readonly string[]): Promise<void> {
  bot.clock.moveTo(beijingTime('2026-03-27', '17:47'));
  await bot.runJob('open-satisfaction');
  for (const who of trainees) await bot.say(who, '评课');
  for (const [at, who] of trainees.entries())
    for (let question = 0; question < 2; question += 1) await bot.press(who, `匿名·${levels[at]}`);
}

/** The receipts as they are stored, what is sealed in them by its length alone. */
async function receiptsIn(bot: BareBot): Promise<unknown[]> {
  const rows = (await bot.receipts()) as Record<string, unknown>[];
  return rows.map(({ order: _, sealed, ...row }) => ({ ...row, sealed: String(sealed ?? '').length }));
}

const levels = ['非常满意', '非常满意', '满意', '满意', '合格', '不满意'];

describe('what was answered', () => {
  it('is the same on the disk whoever answered what, while it is open and after it was counted', async () => {
    const stages: [open: unknown, counted: unknown][] = [];
    for (const given of [levels, [...levels].reverse()]) {
      const bot = await startBareBot();
      running.push(bot);
      await rateLesson(bot, given);
      await rateClass(bot, given);
      const open = [await bot.dump(), await receiptsIn(bot)];
      expect(bot.storedBytes().includes('"level":"')).toBe(false);
      bot.clock.moveTo(beijingTime('2026-03-30', '18:08'));
      await bot.runJob('close-satisfaction');
      const counted = [await bot.dump(), await receiptsIn(bot)];
      expect(bot.storedBytes().includes('"level":"')).toBe(false);
      stages.push([open, counted]);
      const forms = await bot.store.satisfactionForms.ofClass(classId);
      expect(forms.find(({ kind }) => kind === 'class')?.results?.[0]).toMatchObject({
        answered: 6,
        people: [2, 2, 1, 1],
      });
      const box = await bot.store.ballotBoxes.byId(`satisfaction:class:${classId}:plan`);
      expect(box).toMatchObject({ state: 'closed', ballots: [] });
    }
    expect(stages[1]).toEqual(stages[0]);
  });

  it('counts once, whatever breaks off, and is in the record of who gave the lesson', async () => {
    const [whole, broken] = await bothRuns(async (bot, crashing) => {
      await bot.store.lecturers.put(
        [
          {
            ...{ name: '张三丰', unit: '县委党校', post: '', kind: 'expert', rank: '', tags: [], courses: [] },
            ...{ proposer: '', approvedBy: '', feeClass: '' },
          },
        ],
        { validFromOn: '2026-01-01', validToOn: '2027-12-31' },
        { by: 'school', byUpdate: 'test', enteredAt: new Date(0) },
        '入库',
      );
      bot.crashing = crashing;
      await rateLesson(bot, levels);
      bot.clock.moveTo(beijingTime('2026-03-17', '17:48'));
      await bot.runJob('close-satisfaction');
    });
    if (whole === undefined || broken === undefined) throw new Error('no run');
    running.push(whole, broken);
    expect(await broken.dump()).toEqual(await whole.dump());
    expect(broken.crashes).toBeGreaterThan(0);
    const [lecturer] = await whole.store.lecturers.all();
    expect(lecturer?.evaluations).toMatchObject([{ title: lesson, hundredths: 8000, count: 6 }]);
  });
});

describe('whoever answers', () => {
  it('may leave a question out, answers each once, and none after the end', async () => {
    const bot = await startBareBot();
    running.push(bot);
    await teachClass(bot.store, trainees);
    bot.clock.moveTo(beijingTime('2026-03-27', '17:47'));
    await bot.runJob('open-satisfaction');
    await bot.say('zhao', '评课');
    expect(await bot.last('zhao')).toMatch(/第 1 题，共 9 题：培训计划[\s\S]*截止3月30日 周一 18:00/);
    await bot.press('zhao', '匿名·此项不评');
    await bot.say('zhao', '评课');
    expect(await bot.last('zhao')).toContain('第 2 题，共 9 题：现场教学安排');
    bot.clock.moveTo(beijingTime('2026-03-30', '18:00'));
    const late = { action: 'satisfaction.class', data: { classId, question: 'fieldPart', sealed: 'very' } };
    expect(await bot.forge('zhao', late)).toContain('这项评价已截止或已取消');
    await bot.runJob('close-satisfaction');
    await bot.say('teacher', `/满意度 ${classId}`);
    expect(await bot.last('teacher')).not.toMatch(/办班|后勤/);
  });

  it('rates no lesson at which they were not, or that is not theirs', async () => {
    const bot = await startBareBot();
    running.push(bot);
    await teachClass(bot.store, ['zhao', 'qian']);
    bot.clock.moveTo(beijingTime('2026-03-16', '18:00'));
    const press = {
      action: 'satisfaction.lesson',
      data: { session: `${classId}-02`, question: 'overall', sealed: 'very' },
    };
    expect(await bot.forge('zhao', press)).toContain('这一课没有您的到课记录');
    expect(await bot.forge('wu', press)).toContain('这项评价已截止或已取消');
    expect(await bot.store.ballotBoxes.byId(`satisfaction:lesson:${classId}-02:overall`)).toBeNull();
  });

  it('and is handled only after the count is told so: nothing lies in a box that nobody counts', async () => {
    const bot = await startBareBot();
    running.push(bot);
    await rateLesson(bot, levels);
    const [session] = (await bot.store.sessions.ofClass(classId)).filter(({ title }) => title === lesson);
    bot.clock.moveTo(beijingTime('2026-03-17', '17:48'));
    await bot.runJob('close-satisfaction');
    // It came in before the end and waited.
    bot.clock.moveTo(beijingTime('2026-03-17', '08:00'));
    const { questions } = (await bot.store.satisfactionForms.ofClass(classId))[0] ?? { questions: [] };
    const aspect = questions.at(-1)?.id ?? '';
    expect(aspect).not.toBe('overall');
    const data = { session: session?._id ?? '', question: aspect, sealed: 'very' };
    const late = { action: 'satisfaction.lesson', data };
    expect(await bot.forge('zhao', late)).toContain('这项评价已截止或已取消');
    expect(await bot.store.ballotBoxes.leftOpen(new Date('2027-01-01'))).toEqual([]);
  });

  it('of a lesson that is counted by nobody has answered nothing: the ballots and their keys are destroyed', async () => {
    const bot = await startBareBot();
    running.push(bot);
    await rateLesson(bot, levels);
    const others = (await bot.store.sessions.ofClass(classId)).filter(({ title }) => title !== lesson);
    await bot.store.sessions.replace(classId, others, bot.clock.now());
    const [box = ''] = await bot.store.ballotBoxes.leftOpen(new Date('2027-01-01'));
    expect((await bot.store.ballotBoxes.byId(box))?.ballots.length).toBe(trainees.length);
    bot.clock.moveTo(beijingTime('2026-03-31', '08:08'));
    await bot.runJob('close-satisfaction');
    expect((await bot.store.ballotBoxes.byId(box))?.state).toBe('open');
    bot.clock.moveTo(beijingTime('2026-04-03', '08:08'));
    await bot.runJob('close-satisfaction');
    expect(await bot.store.ballotBoxes.byId(box)).toMatchObject({ state: 'closed', ballots: [] });
  });
});
