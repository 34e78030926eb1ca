import { classArg, optional, restArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { screensOfOffice, settleCopies } from '../../src/bot/open-cards.ts';
import { heldClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { halfDayName } from '../../src/calendar/half-day.ts';
import { namedAs } from '../../src/county/people-meant.ts';
import { RuleError } from '../../src/errors.ts';
import { fitsIn } from '../../src/training/attendance/attendance.ts';
import {
  type HalfDayRoll,
  halfDayRoll,
  type OnRoll,
  presentHalf,
  rollOfRoom,
} from '../../src/training/attendance/half-day-roll.ts';
import {
  allAbsent,
  allPresent,
  askExceptions,
  callRoll,
  dropRoll,
  giveExceptions,
} from '../../src/training/attendance/presses.ts';
import { type Exceptions, readExceptions, readRoll } from '../../src/training/attendance/roll.ts';
import { presentIn, rollCardId, rollWords } from '../../src/training/attendance/roll-words.ts';
import type { LateBy, RollRow } from '../../src/training/attendance/rolls.ts';
import type { RolledMark } from '../../src/training/attendance/sign-ins.ts';
import { type ClassRow, keepersOn } from '../../src/training/class/classes.ts';
import {
  branchesOf,
  type ClassRoom,
  looksAfter,
  presentRoom,
  roomNamed,
} from '../../src/training/rooms/class-rooms.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { callingRoll } from './attendance-undo.ts';
import { showDay } from './day-card.ts';

/**
 * `/点到`: the equal way to sign in without a phone. Class teacher, monitor or duty trainee see who has not signed in, all taken to be
 * there, and name the exceptions. Only staff of the class record that somebody was not there.
 */
export function roll(router: Router): void {
  router.command(
    {
      names: ['点到', 'roll'],
      saidAs: ['点名'],
      action: 'sign-in.roll',
      right: 'class',
      args: [classArg(), optional(restArg('words', '课堂 日期 上午|下午 例外'))],
      example: '/点到 {class} {halfDay} 缺课：{trainee}；迟到：{other}',
      about: '为未用手机签到的学员登记到课、迟到、缺课，等同于签到',
      next: '先核对例外人员，确认后登记，与签到同等。',
    },
    show,
  );
  router.press(askExceptions, async (ctx, facts) => {
    const { row } = await shownRoll(ctx, facts);
    await ctx.expect(giveExceptions.with({ roll: row._id }));
    await ctx.reply(rollWords.ask);
  });
  router.press(giveExceptions, async (ctx, facts) => {
    const { row, trainingClass } = await shownRoll(ctx, facts);
    const found = await rollOf(ctx, trainingClass, row.dateOn, row.half, roomOnRow(trainingClass, row));
    await previewOf(ctx, trainingClass, found, readExceptions(ctx.words ?? ''));
  });
  router.press(allPresent, async (ctx, facts) => call(ctx, await shownRoll(ctx, facts)));
  router.press(allAbsent, async (ctx, facts) => {
    const found = await shownRoll(ctx, facts);
    await call(ctx, { ...found, row: { ...found.row, absent: found.row.cadreIds } });
  });
  router.preview(
    {
      confirm: callRoll,
      drop: dropRoll,
      shown: shownRoll,
      forget: (ctx, { row }) => ctx.store.rolls.drop(row._id),
      dropped: rollWords.dropped,
    },
    call,
  );
}

interface Shown {
  row: RollRow;
  trainingClass: ClassRow;
}

async function show(
  ctx: Context,
  { trainingClass, words = '' }: { trainingClass: ClassRow; words?: string | undefined },
): Promise<void> {
  refuseWhenGraded(trainingClass);
  const todayOn = beijingDateOf(ctx.now);
  const [room, left] = await roomMeant(ctx, trainingClass, words);
  const said = readRoll(left, todayOn);
  const found = await rollOf(ctx, trainingClass, said.dateOn ?? todayOn, said.half, room);
  if (said.exceptions !== undefined) return previewOf(ctx, trainingClass, found, said.exceptions);
  const unseen = found.unseen.filter(({ cadreId }) => cadreId !== ctx.person._id);
  if (unseen.length === 0) return ctx.reply(rollWords.complete(trainingClass, found));
  const row = await ctx.store.rolls.show({
    ...{ _id: ctx.update.id, classId: trainingClass._id, dateOn: found.dateOn, half: found.half, ...ofRoom(found) },
    cadreIds: unseen.map(({ cadreId }) => cadreId),
    ...{ late: [], absent: [], shownAt: ctx.now },
  });
  const by = { isStaff: await isStaff(ctx, trainingClass._id) };
  await ctx.reply(rollWords.card(trainingClass, { ...found, unseen }, row._id, by));
}

/** The roll of this half of the day; without one, of the half whose signing in began last. */
async function rollOf(
  ctx: Context,
  trainingClass: ClassRow,
  dateOn: string,
  half: HalfDayRoll['half'] | undefined,
  room: ClassRoom | undefined,
): Promise<HalfDayRoll> {
  // The duty trainee of one day keeps no other day's roll, and who looks after a room that of no other.
  const keeps =
    keepersOn(trainingClass, dateOn).includes(ctx.person._id) ||
    (room !== undefined && looksAfter(trainingClass, ctx.person._id, room.room));
  if (!keeps && !(await isStaff(ctx, trainingClass._id)))
    throw new RuleError('policy.not-yours', { action: 'sign-in.roll' });
  const { attendance } = ctx.rulesOf(trainingClass);
  const sessions = await ctx.store.sessions.ofClass(trainingClass._id);
  const begun = presentHalf(sessions, dateOn, attendance, ctx.now);
  const wanted = half ?? begun;
  if (wanted === undefined) throw new RuleError('roll.nothing-begun', { day: dateOn });
  const found = await halfDayRoll(ctx.store, { classId: trainingClass._id, dateOn, half: wanted }, attendance, ctx.now);
  const day = halfDayName({ dateOn, half: wanted });
  if (found === undefined) throw new RuleError('sign-in.no-session', { day });
  if (
    found.sessions.every((each) => each.startsAt.getTime() - attendance.opensBeforeMinutes * 60_000 > ctx.now.getTime())
  )
    throw new RuleError('roll.nothing-begun', { day });
  return room === undefined ? found : rollOfRoom(trainingClass, found, room);
}

/** The room that the words begin with; whoever only looks after a room means their own. */
async function roomMeant(
  ctx: Context,
  trainingClass: ClassRow,
  words: string,
): Promise<[room: ClassRoom | undefined, words: string]> {
  const [first = '', ...others] = words.trim().split(/\s+/u);
  const named = branchesOf(trainingClass).length === 0 ? undefined : roomNamed(trainingClass, first);
  if (named !== undefined) return [named, others.join(' ')];
  const own = branchesOf(trainingClass).find(({ teacherId }) => teacherId === ctx.person._id);
  const isKeeper = keepersOn(trainingClass, beijingDateOf(ctx.now)).includes(ctx.person._id);
  return [isKeeper || (await isStaff(ctx, trainingClass._id)) ? undefined : own, words];
}

const ofRoom = ({ room }: HalfDayRoll) => (room === undefined ? {} : { room: room.room });

function roomOnRow(trainingClass: ClassRow, { room }: RollRow): ClassRoom | undefined {
  return room === undefined ? undefined : presentRoom(trainingClass, room);
}

/** Shows what is about to be recorded. @throws RuleError `trainee.unknown`, `person.ambiguous`, `roll.signed-in`, `roll.absent-already`, `roll.late-too-long` */
async function previewOf(
  ctx: Context,
  trainingClass: ClassRow,
  found: HalfDayRoll,
  said: Exceptions<string>,
): Promise<void> {
  const open = (await openTo(ctx, found)).filter(({ cadreId }) => cadreId !== ctx.person._id);
  const idsOf = (typed: readonly string[]) => typed.map((name) => meant(name, open, found, trainingClass._id));
  const late = idsOf(said.late.map(({ person }) => person));
  const lateBy = said.late.flatMap(({ minutes }, index) => {
    const cadreId = late[index];
    return minutes === undefined || cadreId === undefined ? [] : [{ cadreId, minutes }];
  });
  for (const { minutes } of lateBy) refuseTooLong(found, minutes);
  const onLeave = idsOf(said.onLeave);
  const absent = idsOf(said.absent).filter((id) => !late.includes(id));
  const row = await ctx.store.rolls.show({
    ...{ _id: `${ctx.update.id}:roll`, classId: trainingClass._id, dateOn: found.dateOn, half: found.half },
    ...ofRoom(found),
    cadreIds: [...new Set([...found.unseen.map(({ cadreId }) => cadreId), ...late, ...absent])].filter(
      (id) => id !== ctx.person._id && !onLeave.includes(id),
    ),
    ...{ late, lateBy, absent, shownAt: ctx.now },
  });
  const names = new Map(open.map(({ cadreId, name }) => [cadreId, name]));
  await ctx.reply(
    rollWords.preview(trainingClass, row, names, { isStaff: await isStaff(ctx, trainingClass._id), onLeave }),
  );
}

/** @throws RuleError `roll.late-too-long` where nothing would be left of the first lesson */
function refuseTooLong({ sessions }: HalfDayRoll, minutes: number): void {
  const [first] = sessions;
  if (first !== undefined && !fitsIn(first, minutes)) throw new RuleError('roll.late-too-long', {});
}

/** Those of whom this person may say something: whoever was not seen, and whom a roll has called; an absence staff alone take back. */
async function openTo(ctx: Context, { unseen, rolled, sessions }: HalfDayRoll): Promise<OnRoll[]> {
  const staff = await isStaff(ctx, sessions[0]?.classId ?? '');
  return [...unseen, ...rolled.filter(({ isAbsent }) => staff || !isAbsent)];
}

/** The one person on the roll who is meant by a name or a cadre id. */
function meant(
  typed: string,
  open: readonly { cadreId: string; name: string }[],
  roll: HalfDayRoll,
  classId: string,
): string {
  const [first, ...others] = namedAs(open, typed);
  if (first !== undefined && others.length > 0)
    throw new RuleError('person.ambiguous', {
      name: typed,
      choices: [first, ...others].map((each) => `${each.cadreId}　${each.name}`).join('\n'),
    });
  if (first !== undefined) return first.cadreId;
  if (namedAs([...roll.signed, ...roll.onLeave], typed).length > 0)
    throw new RuleError('roll.signed-in', { name: typed });
  if (namedAs(roll.rolled, typed).length > 0) throw new RuleError('roll.absent-already', { name: typed });
  throw new RuleError('trainee.unknown', { name: typed, classId });
}

/** The roll that the card shows, if this person may call it. */
async function shownRoll(ctx: Context, { roll: id }: { roll: string }): Promise<Shown> {
  const gone = new RuleError('roll.gone', {});
  const row = await ctx.requireFound(
    'sign-in.roll',
    await ctx.store.rolls.byId(id),
    ({ classId, cadreIds }) => ({ classId, cadreIds }),
    gone,
  );
  if (row.state === 'dropped') throw gone;
  return { row, trainingClass: await heldClass(ctx, row.classId) };
}

/** Records the roll, once. Who has signed in or was given leave meanwhile keeps that; who was not there is recorded by staff alone. */
async function call(ctx: Context, { row, trainingClass }: Shown): Promise<void> {
  refuseWhenGraded(trainingClass);
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  if (!(await ctx.store.rolls.call(row._id, by))) throw new RuleError('roll.gone', {});
  const staff = await isStaff(ctx, trainingClass._id);
  const found = await rollOf(ctx, trainingClass, row.dateOn, row.half, roomOnRow(trainingClass, row));
  const free = new Set((await openTo(ctx, found)).map(({ cadreId }) => cadreId));
  const freeOf = (ids: readonly string[]) => ids.filter((id) => free.has(id));
  const results = {
    present: freeOf(presentIn(row)),
    late: freeOf(row.late),
    absent: staff ? freeOf(row.absent) : [],
  };
  await ctx.store.signIns.callRoll(marksOf(ctx, found, results, row.lateBy), staff ? 'staff' : 'keeper');
  for (const cadreId of [...results.present, ...results.late, ...results.absent]) await showDay(ctx, cadreId, row);
  const counts = { present: results.present.length, late: results.late.length, absent: results.absent.length };
  await ctx.settle(rollWords.called(counts));
  await closeRollCards(ctx, trainingClass, row, rollWords.called(counts));
  const left = staff || row.absent.length === 0 ? [] : [rollWords.leftToTeacher];
  const answer = [rollWords.calledReply(row, counts), ...left].join('');
  const { classId, dateOn } = row;
  await replyWithUndo(ctx, answer, callingRoll, { classId, dateOn, entry: ctx.update.id });
}

/** Nobody is asked again for what was called: one's own cards are closed, the others' too once nobody is left unseen. */
async function closeRollCards(ctx: Context, trainingClass: ClassRow, row: RollRow, settled: string): Promise<void> {
  const { unseen } = await rollOf(ctx, trainingClass, row.dateOn, row.half, roomOnRow(trainingClass, row));
  const teachers = await screensOfOffice(ctx, trainingClass.teacherId);
  const others = unseen.length > 0 ? [] : [...teachers, ...keepersOn(trainingClass, row.dateOn)];
  for (const cadreId of new Set([ctx.person._id, ...others]))
    await settleCopies(ctx, cadreId, rollCardId(trainingClass._id, row, row.room), settled);
}

/** The marks of a roll: who came late to the half-day is late for its first session and there for the others. */
export function marksOf(
  ctx: Context,
  { sessions }: Pick<HalfDayRoll, 'sessions'>,
  results: Readonly<Record<'present' | 'late' | 'absent', readonly string[]>>,
  lateBy: readonly LateBy[] = [],
): RolledMark[] {
  const entry = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now };
  return sessions.flatMap(({ _id, classId, startsAt }, index) =>
    (['present', 'late', 'absent'] as const).flatMap((result) =>
      results[result].map((cadreId) => {
        const lateMinutes = lateBy.find((each) => each.cadreId === cadreId)?.minutes;
        const said =
          result !== 'late' || index > 0
            ? { result: result === 'late' ? ('present' as const) : result }
            : { result, ...(lateMinutes === undefined ? {} : { lateMinutes }) };
        return { ...{ classId, sessionId: _id, cadreId, at: startsAt }, entry: { ...entry, ...said } };
      }),
    ),
  );
}

/** Whether the person may record that somebody was not there. */
function isStaff(ctx: Context, classId: string): Promise<boolean> {
  return ctx.may('sign-in.correct', { classId, cadreIds: [] });
}
