import { noticeKey } from '../../src/training/class-messages/notices.ts';
import { roundRow } from '../../src/training/follow-up/round-rows.ts';
import type { BareBot } from './bare-bot.ts';
import { exchangePair } from './exchange.ts';
import { openRound, researchNote } from './needs.ts';
import { planItem } from './plan.ts';
import { teachClass } from './taught-class.ts';

/** Names of things of class 2026-02, by the facts of presses; `person` is its trainee 钱二. */
export type OtherClass = Readonly<Record<string, string>>;

const classId = '2026-02';
const cadreId = 'qian';
const unitId = 'u-fin';
const name = '钱二';

/** Class 2026-01, taught by 郑老师, and beside it class 2026-02, taught by 赵一, in which there is one of everything. */
export async function otherClass(bot: BareBot): Promise<OtherClass> {
  const { store, clock } = bot;
  await teachClass(store, ['sun']);
  await store.classes.create('2026', {
    ...{ name: '第二班', kind: 'mainClass', opensOn: '2026-03-16', closesOn: '2026-03-27', topicTag: '第二班' },
    ...{ teacherId: 'zhao', createdBy: 'school', byUpdate: 'test:other' },
  });
  const sessions = await store.sessions.ofClass('2026-01');
  const own = sessions.map((each) => ({ ...each, _id: each._id.replace('2026-01', classId), classId }));
  await store.sessions.replace(classId, own, clock.now());
  await store.classes.move(classId, ['draft'], 'planned');
  const at = clock.now();
  await store.enrollments.enrol([
    { _id: `${classId}:${cadreId}`, classId, cadreId, unitId, name, state: 'enrolled', enrolledAt: at },
  ]);
  const call = 'quota-1';
  await store.quotaCalls.draw({
    ...{
      _id: call,
      classId,
      seats: 2,
      rankLevels: [],
      closesOn: '2026-03-04',
      closesAt: new Date('2026-03-04T16:00:00Z'),
    },
    ...{ drawnBy: 'org', drawnAt: at },
  });
  await store.unitQuotas.add(call, new Map([[unitId, 2]]));
  const branch = { room: '1', name: '青山镇分课堂', isOpen: true, by: 'teacher', enteredAt: at };
  await store.classes.enterRoom(classId, 'test:branch', () => branch);
  await openElection(bot);
  const frontLine = await followed(bot);
  const about = { ...(await called(bot)), ...(await marked(bot)), ...(await told(bot)), ...(await handedIn(bot)) };
  const [session] = own;
  return {
    ...about,
    call,
    frontLine,
    honour: await honoured(bot),
    classId,
    cadreId,
    teacherId: 'teacher',
    person: name,
    session: session?._id ?? '',
  };
}

/** The action plan of 钱二, a round of the follow-up, and that they were sent to the front line. */
async function followed({ store, clock }: BareBot): Promise<string> {
  const at = clock.now();
  await store.actionPlans.write({ classId, cadreId, name }, { goals: ['甲', '乙'], byUpdate: 'test:plan', at });
  const days = { months: 3, dueOn: '2026-03-02', closesOn: '2026-03-16' };
  await store.followUps.open([roundRow({ classId, cadreId, name }, days, { absences: [] }, at)]);
  const sent = { cadreId, name, place: '青山镇', task: '专班', fromOn: '2026-04-07', toOn: '2026-06-05' };
  return (await store.frontLine.record(sent, { by: 'org', byUpdate: 'test:front-line', at }))._id;
}

/** 钱二 was given an honour. */
async function honoured({ store, clock }: BareBot): Promise<string> {
  const given = { cadreId, name, honour: '全县优秀共产党员', givenOn: '2026-01-05', givenBy: '县委' };
  return (await store.honours.record(given, { by: 'org', byUpdate: 'test:honour', at: clock.now() }))._id;
}

/** The first election of the class's committee goes on. */
async function openElection({ store, clock }: BareBot): Promise<void> {
  const until = { nominatesUntil: new Date('2099-01-01'), votesUntil: new Date('2099-01-02') };
  const by = { by: 'zhao', byUpdate: 'test:election', at: clock.now() };
  await store.elections.open(
    { classId, posts: ['班长'], ...until, openedBy: 'zhao', openedAt: clock.now() },
    { what: 'opened', ...by },
  );
}

/** 钱二 is called up and asks to stay away, is on leave, graded, and their unit's head has the result. */
async function called({ store, clock }: BareBot): Promise<OtherClass> {
  const at = clock.now();
  const proposal = 'proposal-1';
  const row = { classId, cadreId, unitId, name, proposal, rank: 0, issuedAt: at, issuedBy: 'org', answerBy: at };
  const issued = { listed: 'named', state: 'issued', moves: ['test:call-up'] } as const;
  const change = { what: 'added', by: 'org', byUpdate: 'test:call-up', enteredAt: at, reason: '理由' } as const;
  await store.callUps.callUp({ _id: `${classId}:${cadreId}`, ...row, ...issued, reasons: [] }, change);
  await store.callUps.move(classId, cadreId, 'askExemption', 'test:exemption', { exemptionWords: '理由' });
  const leave = 'leave-1';
  const asked = { kind: 'sickLeave', late: false, reason: '就诊', state: 'asked', moves: [leave] } as const;
  const span = { dateOn: '2026-03-17', fromAt: at, toAt: new Date(at.getTime() + 3600_000) };
  await store.leaves.draft({ _id: leave, classId, cadreId, name, ...asked, ...span });
  const by = { proposedBy: 'team2', proposedAt: at, basis: 'basis', notes: [], changes: [] };
  await store.gradings.propose({ _id: classId, proposal, ...by }, undefined);
  const sent = { state: 'sent', headId: 'head-fin', sentAt: at } as const;
  await store.feedbacks.open([{ _id: `${classId}:${cadreId}`, classId, cadreId, name, unitId, ...sent }]);
  const [proof, kept] = ['proof-1', 'proof-2'];
  const bytes = Buffer.from('%PDF-1.7');
  for (const update of [kept, proof])
    await store.proofs.show({ update, cadreId, type: 'pdf', bytes, sentAt: new Date('2099-01-01') });
  const about = `leave:${leave}`;
  const matter = { about, name: '病假', cadreId, classId, closesOn: '2026-03-27', isOpen: true };
  await store.proofs.keep(kept, 'test:kept', matter, '2026-06-26');
  return { proposal, leave, proof, about };
}

/** Something to hand in, what 钱二 handed in, and a test. */
async function handedIn({ store, clock }: BareBot): Promise<OtherClass> {
  const made = { createdBy: 'zhao', byUpdate: 'test:assignment' };
  const { _id: assignment } = await store.assignments.create({
    ...{ classId, kind: 'researchReport', title: '调研报告', closesOn: '2026-03-20', ...made },
  });
  await store.assignments.act(assignment, 'test:issue', () => ({ state: 'open', issuedAt: clock.now() }));
  const { _id: work } = await store.works.create(
    { assignmentId: assignment, classId, cadreId, byUpdate: 'test:work' },
    { file: 'none', type: 'txt', at: clock.now(), lateDays: 0, aiUse: 'none', byUpdate: 'test:work' },
  );
  const { _id: test } = await store.tests.create({
    ...{ classId, name: '入学测试', purpose: 'entry', minutes: 30, questions: [], closesOn: '2026-03-20' },
    ...{ closesAt: new Date('2026-03-20T16:00:00Z'), createdBy: 'zhao', byUpdate: 'test:test' },
  });
  await store.tests.act(test, 'test:issue-test', () => ({ state: 'open', issuedAt: clock.now() }));
  return { assignment, work, test };
}

/** A mark, a roll, and what is about to be recorded or changed. */
async function marked({ store, clock }: BareBot): Promise<OtherClass> {
  const [event, draft, reversal] = ['event-1', 'draft-1', 'draft-2'];
  // Drafts are forgotten by the real clock.
  const kept = { classId, authorId: 'zhao', state: 'draft', at: new Date('2099-01-01') } as const;
  const row = {
    ...{ _id: event, classId, cadreId, item: 'studyAttitude', step: 'taskOnTime', deltaHundredths: 100 },
    ...{ reason: '理由', source: 'entry:test', authorId: 'zhao', at: clock.now() },
  };
  await store.scoreEvents.add([row]);
  await store.scoreEvents.keepDraft({ _id: draft, ...kept, events: [{ ...row, _id: 'event-2' }] });
  await store.scoreEvents.keepDraft({ _id: reversal, ...kept, events: [{ ...row, _id: 'event-3', reverses: event }] });
  await store.timetables.keep(classId, { byUpdate: draft, sessions: [], basis: 'basis', shownAt: new Date(0) });
  const roll = 'roll-1';
  const named = { cadreIds: [cadreId], late: [], absent: [] };
  await store.rolls.show({
    ...{ _id: roll, classId, dateOn: '2026-03-16', half: 'morning', shownAt: clock.now() },
    ...named,
  });
  const sheet = 'sheet-1';
  const entry = { cadreId, name: '赵一', half: 'morning' as const, as: 'present' as const, note: '说明' };
  await store.attendanceSheets.show({
    ...{ _id: sheet, classId, dateOn: '2026-03-16', shownAt: clock.now() },
    entries: [entry],
  });
  const on = { dateOn: '2026-03-16', half: 'morning', askedAt: clock.now() } as const;
  const presence = await store.presenceClaims.ask({ classId, cadreId, name, ...on }, 'test:presence', () => false);
  return { event, draft, reversal, roll, sheet, presence: presence._id };
}

/** A notice, study material and a survey that went out, and a suggestion. */
async function told(bot: BareBot): Promise<OtherClass> {
  await bot.say('zhao', `/通知 ${classId} 明天的课改在第二教室`);
  await bot.press('zhao', '确认发出');
  await bot.say('zhao', `/资料 ${classId} 案例 https://www.example.cn/anli.html`);
  await bot.press('zhao', '确认发出');
  await bot.say('org', '/需求调查 摸底 县财政局 7天');
  await bot.press('org', '确认发出');
  const survey = 'D2026-1';
  const made = { year: '2026', cadreId, words: '建议', madeAt: bot.clock.now(), byUpdate: 'test:suggestion' };
  const objected = { classId, cadreId, eventId: 'event-1', subject: '学习态度加1分', words: '异议', enteredBy: 'zhao' };
  const { _id: objection } = await bot.store.objections.create({
    ...{ ...objected, year: '2026', madeAt: bot.clock.now(), byUpdate: 'test:objection' },
  });
  const { _id: suggestion } = await bot.store.suggestions.create(made);
  const question = (await bot.store.surveys.byId(survey))?.questions[0]?.id ?? '';
  const { _id: item, filing } = await planItem(bot.store);
  const noticeId = `${classId}-T1`;
  const key = noticeKey({ _id: `${noticeId}:${cadreId}` });
  const { _id: round } = await openRound(bot, { unitIds: ['u-fin'] });
  const { _id: note } = await researchNote(bot);
  const hours = await claimedHours(bot);
  const pair = await exchanged(bot);
  return {
    ...hours,
    objection,
    suggestion,
    item,
    one: item,
    other: item,
    filing,
    round,
    note,
    pair,
    activity: await talked(bot),
    noticeId,
    number: noticeId,
    material: `${classId}-Z1`,
    survey,
    question,
    key,
  };
}

/** A forum of the class, at which 钱二 speaks. */
async function talked({ store, clock }: BareBot): Promise<string> {
  const common = { year: '2026', classId, speakers: [cadreId], madeBy: 'zhao', madeAt: clock.now() };
  const planned = { kind: 'traineeForum', state: 'planned', title: '学员论坛', dateOn: '2026-03-16' } as const;
  const { _id } = await store.activities.create({ ...common, ...planned, byUpdate: 'test:forum' });
  return _id;
}

/** A pair of 钱二's, and a proposal with it. */
async function exchanged(bot: BareBot): Promise<string> {
  const proposal = 'proposal-1';
  const sides = [
    { cadreId, unitId, hostUnitId: 'u-org' },
    { cadreId: 'team2', unitId: 'u-org', hostUnitId: unitId },
  ];
  const days = { fromOn: '2026-04-07', toOn: '2026-06-05' };
  const { _id, reasons } = await exchangePair(bot, { classId, sides, ...days, proposal });
  await bot.store.exchangeProposals.keep({
    ...{ _id: proposal, classId, scope: '第二班', ...days, state: 'draft', madeBy: 'school' },
    ...{ madeAt: new Date('2099-01-01'), pairs: [{ kind: 'lineGeneral', sides, reasons }] },
  });
  return _id;
}

/** A claim of 钱二's that waits, and an entry of theirs in the ledger. */
async function claimedHours(bot: BareBot): Promise<OtherClass> {
  const [claim, hourEntry] = ['claim-1', 'hours-1'];
  const course = { cadreId, kind: 'group', title: '专题班', fromOn: '2026-01-12', toOn: '2026-01-14' } as const;
  const amount = { minutes: 1440, halfDays: 6 };
  await bot.store.hourClaims.draft({
    ...{ _id: claim, ...course, ...amount, name: '钱二', unitId: 'u-fin', state: 'asked', moves: [claim] },
  });
  await bot.store.hourEntries.add([
    {
      ...course,
      ...amount,
      _id: hourEntry,
      source: 'sheet',
      sourceId: 's',
      organiser: '',
      spanDays: 3,
      by: 'org',
      at: bot.clock.now(),
    },
  ]);
  return { claim, hourEntry };
}
