import { classArg, dateArg, optional, pastedArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass, heldClass } from '../../src/bot/people.ts';
import { pastedSheet, type ReceivedFile } from '../../src/bot/received-file.ts';
import { sentenceOf } from '../../src/bot/refusals.ts';
import type { Router } from '../../src/bot/router.ts';
import { sendSheet } from '../../src/bot/sheet-on-request.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf, formatDay } from '../../src/calendar/beijing-time.ts';
import { type Half, halfOf } from '../../src/calendar/half-day.ts';
import { RuleError } from '../../src/errors.ts';
import { signInWindow } from '../../src/training/attendance/attendance.ts';
import {
  ATTENDANCE_SHEET,
  attendanceSheetName,
  blankAttendanceSheet,
  dayOfSheet,
  readAttendanceSheet,
} from '../../src/training/attendance/attendance-sheet.ts';
import type { AttendanceSheetRow, SheetEntry } from '../../src/training/attendance/attendance-sheets.ts';
import { type HalfDayRoll, halfDayRoll } from '../../src/training/attendance/half-day-roll.ts';
import { dropSheet, enterSheet } from '../../src/training/attendance/presses.ts';
import { sessionLeft } from '../../src/training/attendance/session-left.ts';
import { attendanceSheetWords } from '../../src/training/attendance/sheet-words.ts';
import { filledSheet } from '../../src/training/class/class-sheet.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { asSession } from '../../src/training/class/sessions.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { traineesWithUnits } from '../class/trainees.ts';
import { enterCorrection } from './attendance-correct.ts';
import { enteringAttendance } from './attendance-undo.ts';
import { showDay } from './day-card.ts';
import { enterEarlyLeave } from './early-leave.ts';
import { marksOf } from './roll.ts';

/** `/考勤表`: the sheet of a day of class, to be filled in and sent back; it stores what the roll and corrections by taps would. */
export function attendanceSheet(router: Router): void {
  router.command(
    {
      names: ['考勤表', 'attendance-sheet'],
      action: 'sign-in.correct',
      right: 'class',
      args: [classArg(), optional(dateArg('dateOn', '日期')), pastedArg],
      example: '/考勤表 {class} {lessonDay}',
      about: '领取当天（或某一天）的考勤表，填好后发回，或将表中各行粘贴在命令后面，先核对再登记',
      next: '发来表格，填好后发回，核对确认后登记。',
    },
    (ctx, { trainingClass, dateOn = beijingDateOf(ctx.now), pasted }) =>
      pasted === undefined
        ? handOut(ctx, trainingClass, dateOn)
        : takeRows(ctx, trainingClass, dateOn, pastedSheet(pasted, ATTENDANCE_SHEET)),
  );
  router.file({ action: 'sign-in.correct', offered: async () => attendanceSheetWords.offer, take });
  router.preview(
    {
      confirm: enterSheet,
      drop: dropSheet,
      shown: shownSheet,
      forget: (ctx, { row }) => ctx.store.attendanceSheets.drop(row._id),
      dropped: attendanceSheetWords.dropped,
    },
    enter,
  );
}

async function handOut(ctx: Context, trainingClass: ClassRow, dateOn: string): Promise<void> {
  refuseWhenGraded(trainingClass);
  const rolls = await begunRolls(ctx, trainingClass, dateOn);
  const trainees = await traineesWithUnits(ctx, trainingClass._id);
  const sheet = blankAttendanceSheet(trainingClass, trainees, dateOn, rolls);
  await ctx.reply(attendanceSheetWords.coming(trainingClass, dateOn));
  await sendSheet(ctx, attendanceSheetName(trainingClass, dateOn), sheet);
}

/** The rolls of the halves of a day whose signing in has begun. @throws RuleError `attendance-sheet.nothing-begun` */
export async function begunRolls(ctx: Context, trainingClass: ClassRow, dateOn: string): Promise<HalfDayRoll[]> {
  const { attendance } = ctx.rulesOf(trainingClass);
  const sessions = await ctx.store.sessions.ofClass(trainingClass._id);
  const begun = sessions.filter(
    (each) => each.dateOn === dateOn && signInWindow(asSession(each), [], attendance).opensAt <= ctx.now,
  );
  const halves = [...new Set(begun.map(halfOf))];
  const rolls: HalfDayRoll[] = [];
  for (const half of halves) {
    const found = await halfDayRoll(ctx.store, { classId: trainingClass._id, dateOn, half }, attendance, ctx.now);
    if (found !== undefined) rolls.push(found);
  }
  if (rolls.length === 0) throw new RuleError('attendance-sheet.nothing-begun', { day: formatDay(dateOn) });
  return rolls;
}

async function take(ctx: Context, file: ReceivedFile): Promise<boolean> {
  const filled = filledSheet(file, ATTENDANCE_SHEET);
  if (filled === undefined) return false;
  const dateOn = dayOfSheet(filled.sheet, file.name);
  if (filled.classId === '' || dateOn === undefined) {
    await ctx.reply(attendanceSheetWords.withoutClass);
    return true;
  }
  await takeRows(ctx, await allowedClass(ctx, 'sign-in.correct', filled.classId), dateOn, filled.sheet);
  return true;
}

async function takeRows(
  ctx: Context,
  trainingClass: ClassRow,
  dateOn: string,
  sheet: ReceivedFile['sheets'][number],
): Promise<void> {
  refuseWhenGraded(trainingClass);
  const { _id: classId } = trainingClass;
  const rolls = await begunRolls(ctx, trainingClass, dateOn);
  const trainees = await ctx.store.enrollments.traineesOf(classId);
  const { entries, problems, unchanged } = readAttendanceSheet(sheet, trainees, rolls);
  if (problems.length > 0) await ctx.reply(attendanceSheetWords.bad(problems));
  else if (entries.length === 0) await ctx.reply(attendanceSheetWords.unchanged);
  else {
    await ctx.require('sign-in.correct', { classId, cadreIds: entries.map(({ cadreId }) => cadreId) });
    const row = { _id: ctx.update.id, classId, dateOn, entries, shownAt: ctx.now };
    await ctx.store.attendanceSheets.show(row);
    await ctx.reply(attendanceSheetWords.preview(trainingClass, { ...row, state: 'shown' }, unchanged));
  }
}

interface Shown {
  row: AttendanceSheetRow;
  trainingClass: ClassRow;
}

async function shownSheet(ctx: Context, { sheet }: { sheet: string }): Promise<Shown> {
  const gone = new RuleError('attendance-sheet.gone', {});
  const subjectOf = ({ classId, entries }: AttendanceSheetRow) => ({
    classId,
    cadreIds: entries.map(({ cadreId }) => cadreId),
  });
  const row = await ctx.requireFound('sign-in.correct', await ctx.store.attendanceSheets.byId(sheet), subjectOf, gone);
  if (row.state === 'dropped') throw gone;
  return { row, trainingClass: await heldClass(ctx, row.classId) };
}

/** Somebody who was not entered, and why. */
interface LeftOut {
  name: string;
  sentence: string;
}

/** Enters the sheet, once. Who has signed in or was given leave meanwhile keeps that. */
async function enter(ctx: Context, { row, trainingClass }: Shown): Promise<void> {
  refuseWhenGraded(trainingClass);
  const by = { enteredBy: ctx.person._id, byUpdate: ctx.update.id };
  if (!(await ctx.store.attendanceSheets.enter(row._id, by))) throw new RuleError('attendance-sheet.gone', {});
  const rolls = await begunRolls(ctx, trainingClass, row.dateOn);
  const left: LeftOut[] = [];
  for (const roll of rolls) left.push(...(await enterHalf(ctx, trainingClass, row.entries, roll)));
  const entered = attendanceSheetWords.entered(row.entries.length - left.length);
  await ctx.settle(entered);
  const answer = [`${entered}。`, ...(left.length > 0 ? [attendanceSheetWords.leftOut(left)] : [])].join('\n');
  if (left.length === row.entries.length) return ctx.reply(answer);
  const { classId, dateOn } = row;
  await replyWithUndo(ctx, answer, enteringAttendance, { classId, dateOn, entry: ctx.update.id });
}

async function enterHalf(
  ctx: Context,
  trainingClass: ClassRow,
  all: readonly SheetEntry[],
  roll: HalfDayRoll,
): Promise<LeftOut[]> {
  const entries = all.filter(({ half }) => half === roll.half);
  const rolled = entries.filter(({ as }) => as === 'present' || as === 'late' || as === 'absent');
  const left = await enterRolled(ctx, rolled, roll);
  for (const { cadreId, note } of entries.filter(({ as }) => as === 'onTime')) {
    const correction = { cadreId, note, dateOn: roll.dateOn, half: roll.half as Half, entryId: ctx.update.id };
    await enterCorrection(ctx, roll.sessions, { ...correction, isToldAlready: false });
  }
  for (const entry of entries) {
    if (entry.leftAt === undefined) continue;
    const sentence = await leaveEarly(ctx, trainingClass, entry, entry.leftAt);
    if (sentence !== undefined) left.push({ name: entry.name, sentence });
  }
  return left;
}

/** Enters what a roll would say; those who are not on it any more are left out. */
async function enterRolled(ctx: Context, entries: readonly SheetEntry[], roll: HalfDayRoll): Promise<LeftOut[]> {
  const free = new Set([...roll.unseen, ...roll.rolled].map(({ cadreId }) => cadreId));
  const idsOf = (as: SheetEntry['as']) =>
    entries.filter((each) => each.as === as && free.has(each.cadreId)).map(({ cadreId }) => cadreId);
  const results = { present: idsOf('present'), late: idsOf('late'), absent: idsOf('absent') };
  const lateBy = entries.flatMap(({ cadreId, lateMinutes: minutes }) =>
    minutes === undefined ? [] : [{ cadreId, minutes }],
  );
  await ctx.store.signIns.callRoll(marksOf(ctx, roll, results, lateBy), 'staff');
  for (const cadreId of Object.values(results).flat())
    for (const session of roll.sessions.slice(0, 1)) await showDay(ctx, cadreId, session);
  return entries
    .filter(({ cadreId }) => !free.has(cadreId))
    .map(({ name }) => ({ name, sentence: attendanceSheetWords.changedMeanwhile }));
}

/** @returns why it cannot be entered, if so */
async function leaveEarly(
  ctx: Context,
  trainingClass: ClassRow,
  { cadreId, note }: SheetEntry,
  leftAt: Date,
): Promise<string | undefined> {
  const [trainee] = await ctx.store.cadres.many([cadreId]);
  if (trainee === undefined) return attendanceSheetWords.changedMeanwhile;
  const { objectionWorkingDays } = ctx.rulesOf(trainingClass).grading;
  try {
    const session = await sessionLeft(ctx.store, trainingClass._id, trainee, leftAt, ctx.now);
    await enterEarlyLeave(ctx, session, { cadreId, leftAt, note, entryId: ctx.update.id, objectionWorkingDays });
    return undefined;
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    return sentenceOf(error);
  }
}
