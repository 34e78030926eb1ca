import { addDays, addMonths, beijingTime } from '../../src/calendar/beijing-time.ts';
import { standardCurriculum } from '../../src/training/class/standard-curriculum.ts';
import { roundRow } from '../../src/training/follow-up/round-rows.ts';
import { exampleQuestions } from '../../src/training/tests/test-form.ts';
import type { BareBot } from './bare-bot.ts';
import { exchangePair } from './exchange.ts';
import { openRound, researchNote } from './needs.ts';
import { planItem } from './plan.ts';

/** A class in its first week, with everything in it that examples name. */
export async function classGoingOn(bot: BareBot, todayOn: string): Promise<void> {
  const { store, clock } = bot;
  const opensOn = addDays(todayOn, -3);
  clock.moveTo(beijingTime(todayOn, '10:07'));
  const { _id: classId } = await store.classes.create(opensOn.slice(0, 4), {
    ...{ name: '中青年干部培训班', kind: 'youngMidClass', opensOn, closesOn: addDays(opensOn, 11) },
    ...{ topicTag: '理论武装', teacherId: 'teacher', createdBy: 'school', byUpdate: 'test:class' },
  });
  const rows = standardCurriculum(opensOn).map(({ sessionId: _, ...session }, index) => ({
    ...{ _id: `${classId}-${String(index + 1).padStart(2, '0')}`, classId },
    ...session,
  }));
  await store.sessions.replace(classId, rows, new Date(0));
  await store.classes.move(classId, ['draft'], 'planned');
  const at = clock.now();
  const trainees = await store.cadres.many(['zhao', 'qian', 'sun', 'li']);
  await store.enrollments.enrol(
    trainees.map(({ _id: cadreId, unitId, name }) => ({
      ...{ _id: `${classId}:${cadreId}`, classId, cadreId, unitId, name, state: 'enrolled' as const, enrolledAt: at },
    })),
  );
  const branch = { room: '1', name: '青山镇分课堂', isOpen: true, by: 'teacher', enteredAt: at };
  await store.classes.enterRoom(classId, 'test:branch', () => branch);
  for (const session of rows.filter(({ startsAt }) => startsAt < at))
    for (const cadreId of ['zhao', 'sun'])
      await store.signIns.add({
        ...{ sessionId: session._id, classId, cadreId, at: session.startsAt, byUpdate: `test:${session._id}` },
      });
  await handedIn(bot, classId, addDays(todayOn, 3));
  await tested(bot, classId, addDays(todayOn, 3));
  await sentOut(bot, todayOn);
  await openRound(bot, { unitIds: ['u-org', 'u-fin', 'u-agri'] });
  await researchNote(bot);
  await exchangePair(bot, { classId });
  await endedClass(bot, todayOn);
  for (const title of ['我为基层治理献一策', '我为乡村振兴献一策']) {
    const forum = await store.activities.create({
      ...{ year: todayOn.slice(0, 4), classId, kind: 'traineeForum', state: 'planned', title, speakers: ['zhao'] },
      ...{ dateOn: addDays(todayOn, -1), madeBy: 'teacher', madeAt: at, byUpdate: `test:${title}` },
    });
    const recording = { act: 'change', by: 'teacher', byUpdate: 'test:recorder', at } as const;
    await store.activities.change(forum._id, { ...recording, from: ['planned'], set: () => ({ recorder: 'qian' }) });
  }
  await planItem(store, { year: todayOn.slice(0, 4), month: 12 });
  await bot.say('zhao', '/意见建议 希望课程表提前一周发布');
  await bot.say('teacher', `/通知 ${classId} 明天的课改在第二教室`);
  await bot.press('teacher', '确认发出');
  await bot.say('teacher', `/记分 ${classId} 赵一 课堂互动 提问 主动提问`);
  await bot.say('org', '/需求调查 摸底 县财政局 7天');
  await bot.press('org', '确认发出');
}

/** 赵一 was in a class that ended three months ago, is asked about it now, and was sent to the front line. */
async function endedClass({ store, clock }: BareBot, todayOn: string): Promise<void> {
  const closesOn = addMonths(todayOn, -3);
  const { _id: classId } = await store.classes.create(closesOn.slice(0, 4), {
    ...{ name: '科级干部轮训班', kind: 'mainClass', opensOn: addDays(closesOn, -4), closesOn, topicTag: '基层治理' },
    ...{ teacherId: 'school', createdBy: 'school', byUpdate: 'test:ended-class' },
  });
  await store.classes.move(classId, ['draft'], 'planned');
  const at = clock.now();
  const round = { months: 3, dueOn: todayOn, closesOn: addDays(todayOn, 14) };
  for (const { _id: cadreId, unitId, name } of await store.cadres.many(['zhao', 'qian'])) {
    const trainee = { classId, cadreId, unitId, name };
    await store.enrollments.enrol([{ ...trainee, _id: `${classId}:${cadreId}`, state: 'enrolled', enrolledAt: at }]);
    await store.actionPlans.write(trainee, { goals: ['甲', '乙'], byUpdate: `test:plan:${cadreId}`, at });
    await store.followUps.open([roundRow(trainee, round, { absences: [] }, at)]);
  }
  const sent = { cadreId: 'zhao', name: '赵一', place: '青山镇', task: '专班', fromOn: todayOn, toOn: todayOn };
  await store.frontLine.record(sent, { by: 'org', byUpdate: 'test:front-line', at });
  const given = { cadreId: 'zhao', name: '赵一', honour: '全县优秀共产党员', givenOn: todayOn, givenBy: '县委' };
  await store.honours.record(given, { by: 'org', byUpdate: 'test:honour', at });
}

/** A test that nobody has taken yet. */
async function tested({ store, clock }: BareBot, classId: string, closesOn: string): Promise<void> {
  const { _id: test } = await store.tests.create({
    ...{ classId, name: '入学测试', purpose: 'entry', minutes: 30, questions: exampleQuestions, closesOn },
    ...{ closesAt: beijingTime(addDays(closesOn, 1), '00:00'), createdBy: 'teacher', byUpdate: 'test:test' },
  });
  await store.tests.act(test, 'test:issue-test', () => ({ state: 'open', issuedAt: clock.now() }));
}

/** Something to hand in, and a work that the staff have marked. */
async function handedIn({ store, clock }: BareBot, classId: string, closesOn: string): Promise<void> {
  const at = clock.now();
  const markers = ['org', 'teacher', 'school', 'team1'];
  const { _id: assignmentId } = await store.assignments.create({
    ...{ classId, kind: 'researchReport', title: '基层治理调研', closesOn },
    ...{ createdBy: 'teacher', byUpdate: 'test:assignment' },
  });
  await store.assignments.act(assignmentId, 'test:issue', () => ({ state: 'open', issuedAt: at, markers }));
  const byUpdate = 'test:work';
  const { _id: work } = await store.works.create(
    { assignmentId, classId, cadreId: 'zhao', byUpdate },
    { file: 'none', type: 'txt', at, lateDays: 0, aiUse: 'none', byUpdate },
  );
  for (const markerId of markers)
    await store.works.act(work, `test:mark:${markerId}`, () => ({
      mark: { markerId, markHundredths: 1300, words: '', version: 1, at, byUpdate: `test:mark:${markerId}` },
    }));
}

/** A class that others held some time ago, with one person who was sent to it. */
async function sentOut({ store }: BareBot, todayOn: string): Promise<void> {
  const opensOn = addDays(todayOn, -75);
  const { _id: classId } = await store.classes.create(opensOn.slice(0, 4), {
    ...{ name: '领导干部研修班', kind: 'upperClass', organiser: '省委党校', opensOn, closesOn: addDays(opensOn, 4) },
    ...{ topicTag: '领导干部研修', teacherId: 'org', createdBy: 'org', byUpdate: 'test:sent-out' },
  });
  const enrolledAt = beijingTime(opensOn, '09:00');
  for (const { _id: cadreId, unitId, name } of await store.cadres.many(['li']))
    await store.enrollments.enrol([
      { _id: `${classId}:${cadreId}`, classId, cadreId, unitId, name, state: 'enrolled', enrolledAt },
    ]);
}
