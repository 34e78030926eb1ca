import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const classId = '2026-01';
const first = '2026-01-01';
let bot: BareBot;

/** The first morning of the class, 08:30 to 11:30: 赵一 is there from 08:20. */
async function begin(bot: BareBot): Promise<void> {
  await teachClass(bot.store, ['zhao', 'qian']);
  bot.clock.moveTo(beijingTime('2026-03-16', '08:20'));
  await bot.say('zhao', '签到');
  bot.clock.moveTo(beijingTime('2026-03-16', '11:35'));
}

beforeEach(async () => {
  bot = await startBareBot();
  await begin(bot);
});
afterEach(() => bot.stop());

const record = (words: string) => bot.say('teacher', `/早退 ${classId} ${words}`);

describe('leaving early', () => {
  it('is noted by the class teacher, told to the trainee with the right to object, and shown in the list', async () => {
    await record('赵一 今天 10：40 未请假，提前离开');
    expect(await bot.last('teacher')).toContain('已登记赵一3月16日 周一 10:40提前离开“开班式暨入学教育”');
    expect(await bot.last('zhao')).toMatch(/郑老师登记您.*10:40提前离开.*说明：未请假，提前离开。.*2 个工作日内/);
    expect(await bot.store.signIns.byId(first, 'zhao')).toMatchObject({
      leftEarlyAt: beijingTime('2026-03-16', '10:40'),
      earlyLeaves: [{ by: 'teacher', note: '未请假，提前离开' }],
    });
    await bot.say('teacher', `/签到情况 ${classId} 今天`);
    expect(await bot.screen('teacher')).toMatch(/早退 1 人\n(.*\n)*早退：赵一（10:40离开）/);
  });

  it('costs a point in the evening, with the reason among one’s own points', async () => {
    await record('赵一 今天 10:40 未请假');
    bot.clock.moveTo(beijingTime('2026-03-16', '20:43'));
    await bot.runJob('score-attendance');
    const events = await bot.store.scoreEvents.ofTrainee(classId, 'zhao');
    expect(events.map(({ step, deltaHundredths }) => [step, deltaHundredths])).toContainEqual(['earlyLeave', -100]);
    await bot.say('zhao', '我的成绩');
    expect(await bot.last('zhao')).toContain('10:40提前离开');
  });

  it('is taken back when the sign-in is put right, also in the points', async () => {
    await record('赵一 今天 10:40 未请假');
    bot.clock.moveTo(beijingTime('2026-03-16', '12:00'));
    await bot.say('teacher', '/成绩 2026-01');
    await bot.say('teacher', `/补签 ${classId} 赵一 今天 上午 到医务室取药，已返回`);
    expect((await bot.store.signIns.byId(first, 'zhao'))?.leftEarlyAt).toBeUndefined();
    await bot.say('zhao', '我的成绩');
    expect(await bot.last('zhao')).toContain('出勤情况：起评20分，得20/20分');
  });

  it('is refused with a reason where it cannot be', async () => {
    for (const [words, answer] of [
      ['钱二 今天 10:40 未请假', '钱二没有签到“开班式暨入学教育”'],
      ['赵一 今天 11:32 未请假', '没有正在进行的课程'],
      ['赵一 今天 23:30 未请假', '离开时间还没有到'],
      ['赵一 今天 25:00 未请假', '“25:00”不是有效的时间'],
      ['赵一 今天 10:40', '请写明姓名、日期、离开时间和说明'],
      ['孙三 今天 10:40 未请假', '学员中没有“孙三”'],
    ] as const) {
      await record(words);
      expect(await bot.last('teacher')).toContain(answer);
    }
    expect((await bot.store.signIns.byId(first, 'zhao'))?.leftEarlyAt).toBeUndefined();
  });

  it('is refused like any other change of attendance once the class is graded', async () => {
    await bot.store.classes.move(classId, ['planned'], 'graded');
    for (const command of [`/早退 ${classId} 赵一 今天 10:40 未请假`, `/补签 ${classId} 钱二 今天 上午 本人到课`]) {
      await bot.say('teacher', command);
      expect(await bot.last('teacher')).toContain('已评定等次，不能再记分');
    }
    expect(await bot.store.signIns.byId(first, 'qian')).toBeNull();
  });

  it('is no early leave where leave was granted, and nobody but the staff of the class may note it', async () => {
    const half = { fromAt: beijingTime('2026-03-16', '10:00'), toAt: beijingTime('2026-03-16', '12:00') };
    const leave = { _id: 'leave:1', classId, cadreId: 'zhao', name: '赵一', kind: 'sickLeave' as const, ...half };
    const more = { dateOn: '2026-03-16', late: false, reason: '就诊', moves: ['test'], state: 'granted' as const };
    await bot.store.leaves.draft({ ...leave, ...more });
    await record('赵一 今天 10:40 未请假');
    expect(await bot.last('teacher')).toContain('已请假，无需登记早退');
    await bot.say('qian', `/早退 ${classId} 赵一 今天 09:40 未请假`);
    expect(await bot.last('qian')).toContain('没有办理这一事项的权限');
  });
});

it('an early leave broken off at any point leaves the same marks and messages', async () => {
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    onTestFinished(() => bot.stop());
    await begin(bot);
    bot.crashing = crashing;
    await bot.say('teacher', `/早退 ${classId} 赵一 今天 10:40 未请假`);
    await bot.say('teacher', `/早退 ${classId} 赵一 今天 10:50 未请假，时间有误`);
    await bot.say('teacher', `/补签 ${classId} 赵一 今天 上午 登记有误`);
  });
  expect(broken?.crashes).toBeGreaterThan(2);
  expect(await broken?.dump()).toEqual(await whole?.dump());
  expect((await whole?.store.signIns.byId(first, 'zhao'))?.earlyLeaves).toHaveLength(2);
});
