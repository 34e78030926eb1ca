import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jobs } from '../../jobs/index.ts';
import { addDays, beijingTime } from '../../src/calendar/beijing-time.ts';
import { enrollmentOf } from '../../src/training/class/enrollments.ts';
import { standardCurriculum } from '../../src/training/class/standard-curriculum.ts';
import { type BareBot, startBareBot } from '../helpers/bare-bot.ts';
import { eightMarks, scoredClass } from '../helpers/scored-class.ts';

/** Times of a day at which jobs run. The National Day holiday of 2026: Thursday, 1 October to Wednesday, 7 October. */
const clocks = ['07:37', '09:17', '09:41', '13:37', '17:37', '20:52'];
let bot: BareBot;

beforeEach(async () => {
  bot = await startBareBot();
});
afterEach(() => bot.stop());

/** The days on which one of these jobs had something for this person, when all are run several times on each of these days. */
async function daysOf(cadreId: string, words: string, names: readonly string[], fromOn: string, toOn: string) {
  const days: string[] = [];
  let seen = await count(cadreId, words);
  for (let dateOn = fromOn; dateOn <= toOn; dateOn = addDays(dateOn, 1)) {
    for (const clock of clocks) {
      bot.clock.moveTo(beijingTime(dateOn, clock));
      for (const name of names) await bot.runJob(name);
      const now = await count(cadreId, words);
      if (now > seen) days.push(`${dateOn} ${clock}`);
      seen = now;
    }
  }
  return days;
}

const count = async (cadreId: string, words: string) => (await bot.screen(cadreId)).split(words).length - 1;

describe('over the National Day holiday', () => {
  it.each([
    ['all are reminded once on the last working day before', '2026-09-29', ['2026-09-30 07:37']],
    ['nobody is reminded within, where the bot was down on that day', '2026-10-01', []],
  ])('of a survey that ends within it %s', async (_what, fromOn, days) => {
    bot.clock.moveTo(beijingTime('2026-09-28', '10:00'));
    await bot.say('org', '/需求调查 培训需求 县财政局 10月5日');
    await bot.press('org', '确认发出');
    expect(await daysOf('zhao', '请填写', ['remind-survey'], fromOn, '2026-10-08')).toEqual(days);
  });

  it('nobody is asked to answer a call-up: what fell on the 7th comes on the 8th', async () => {
    bot.clock.moveTo(beijingTime('2026-09-28', '10:00'));
    await bot.say('school', '/开班 中青年干部培训班 2026-10-19 2026-10-30 郑老师 理论武装');
    await bot.press('school', '确认开班');
    await bot.say('school', '/课程 2026-01 标准');
    await bot.say('org', '/点名 2026-01 3 科级副职');
    await bot.press('org', '确认发出');
    const row = (await bot.store.callUps.ofClass('2026-01')).find(({ listed }) => listed === 'named');
    expect(row?.answerBy).toEqual(beijingTime('2026-10-08', '17:30'));
    const cadreId = row?.cadreId ?? '';
    expect(await daysOf(cadreId, '', ['chase-call-up'], '2026-09-29', '2026-10-08')).toEqual([
      ...['2026-10-08 07:37', '2026-10-08 13:37'],
    ]);
  });

  it('trainees of a class that opens on the 8th are reminded on the last working day before, and never within', async () => {
    await openClass('2026-10-08');
    const days = await daysOf('zhao', '开班', ['chase-call-up'], '2026-09-28', '2026-10-08');
    expect(days).toEqual(['2026-09-30 09:17']);
  });

  it('who joined the class within the holiday is not reminded before it is over', async () => {
    await openClass('2026-10-09');
    expect(await daysOf('zhao', '开班', ['chase-call-up'], '2026-10-01', '2026-10-07')).toEqual([]);
    expect(await daysOf('zhao', '开班', ['chase-call-up'], '2026-10-08', '2026-10-08')).toHaveLength(1);
  });

  it('a class that meets within it gets its sign-in cards all the same', async () => {
    const classId = await openClass('2026-10-03');
    const [session] = await bot.store.sessions.ofClass(classId);
    if (session === undefined) throw new Error('no session');
    const times = { startsAt: beijingTime('2026-10-03', '08:30'), endsAt: beijingTime('2026-10-03', '11:30') };
    await bot.store.sessions.replace(classId, [{ ...session, dateOn: '2026-10-03', ...times }], new Date(0));
    bot.clock.moveTo(beijingTime('2026-10-03', '08:15'));
    await bot.runJob('remind-session');
    expect(await count('zhao', '今日课程与签到')).toBe(1);
  });

  it('nobody is asked to answer a class notice, where the class does not meet', async () => {
    const classId = await openClass('2026-09-28');
    bot.clock.moveTo(beijingTime('2026-09-29', '10:00'));
    await bot.say('teacher', `/通知 ${classId} 节后上午改在第二教室上课`);
    await bot.press('teacher', '确认发出');
    await bot.store.sessions.replace(classId, (await bot.store.sessions.ofClass(classId)).slice(0, 2), new Date(0));
    const days = await daysOf('zhao', '请回执：班级通知', ['chase-notice'], '2026-09-30', '2026-10-08');
    expect(days).toEqual(['2026-10-08 07:37', '2026-10-08 13:37']);
  });

  it('a list of 优秀学员 that was released before it is posted after it, results follow, and heads are not reminded within', async () => {
    await scoredClass(bot.store, eightMarks);
    bot.clock.moveTo(beijingTime('2026-09-30', '18:05'));
    await bot.say('team1', '/评定等次 2026-01');
    await bot.press('team1', '提请确认');
    await bot.press('team2', '确认等次');
    bot.clock.moveTo(beijingTime('2026-09-30', '21:05'));
    await bot.press('org', '公布成绩');
    const jobs = ['post-candidates', 'publish-grades', 'remind-feedback'];
    expect(await daysOf('zhao', '优秀学员人选公示', jobs, '2026-10-01', '2026-10-08')).toEqual(['2026-10-08 07:37']);
    expect(await daysOf('zhao', '培训考核结果', jobs, '2026-10-09', '2026-10-13')).toEqual(['2026-10-13 07:37']);
  });

  it('only these jobs may run on days off', () => {
    const daily = jobs.flatMap(({ name, schedule }) =>
      'dailyAt' in schedule && schedule.onWorkingDays === undefined ? [name] : [],
    );
    expect(daily).toEqual([
      ...[
        'close-survey',
        'score-attendance',
        'enter-hours',
        'reconcile-contacts-wecom',
        'reconcile-contacts-dingtalk',
        'forget-old',
      ],
    ]);
  });
});

/** The class of `teachClass` moved to this day, with 赵一 as its trainee. */
async function openClass(opensOn: string): Promise<string> {
  const closesOn = addDays(opensOn, 11);
  const { _id: classId } = await bot.store.classes.create('2026', {
    ...{ name: '中青年干部培训班', kind: 'youngMidClass', opensOn, closesOn, topicTag: '理论武装' },
    ...{ teacherId: 'teacher', createdBy: 'school', byUpdate: 'test:class' },
  });
  const rows = standardCurriculum(opensOn).map(({ sessionId: _, ...session }, index) => ({
    ...{ _id: `${classId}-${String(index + 1).padStart(2, '0')}`, classId, ...session },
  }));
  await bot.store.sessions.replace(classId, rows, new Date(0));
  await bot.store.classes.move(classId, ['draft'], 'planned');
  const [zhao] = await bot.store.cadres.many(['zhao']);
  if (zhao === undefined) throw new Error('nobody');
  const row = { classId, cadreId: zhao._id, unitId: zhao.unitId, name: zhao.name };
  await bot.store.enrollments.enrol([enrollmentOf(row, beijingTime('2026-09-25', '10:00'))]);
  return classId;
}
