import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import { startOfMinute } from '../../src/calendar/beijing-time.ts';
import { judgeSignIn, type SignInVerdict, signInWindow } from '../../src/training/attendance/attendance.ts';
import { coveredBy } from '../../src/training/attendance/class-day.ts';
import { attendanceWords } from '../../src/training/attendance/words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { asSession, type SessionRow } from '../../src/training/class/sessions.ts';
import { type Leave, leaveOver } from '../../src/training/leave/leave.ts';
import { asLeave } from '../../src/training/leave/leaves.ts';
import { giveRoomCode } from '../../src/training/rooms/presses.ts';
import { roomWords } from '../../src/training/rooms/words.ts';
import { showDay } from './day-card.ts';

/** One session as it is for the person who signs in. */
export interface Known {
  session: SessionRow;
  trainingClass: ClassRow;
  leaves: readonly Leave[];
  mark: { at: Date; byUpdate: string; byRoll?: string } | null;
  verdict: SignInVerdict;
  /** A roll said that they were not there, and they are not waited for any more. */
  isAbsent: boolean;
}

/** Signs in to the session whose window is open, or says when the next one opens. @param sessions - of the person's classes, by start */
export async function signInAmong(ctx: Context, sessions: readonly SessionRow[]): Promise<void> {
  const known = await Promise.all(sessions.map((session) => knownOf(ctx, session)));
  const open = known.filter(isOpen);
  const mine = open.find(({ mark, isAbsent }) => (isFree(mark) && !isAbsent) || mark?.byUpdate === ctx.update.id);
  const wanted = mine ?? open[0];
  if (wanted !== undefined && !wanted.isAbsent) {
    if (!wantsCode(ctx, wanted)) return signIn(ctx, wanted, sessions);
    await ctx.expect(giveRoomCode.with({}));
    return ctx.reply(roomWords.askCode(wanted.session.title));
  }
  await showDays(ctx, sessions);
  if (wanted !== undefined) return ctx.reply(attendanceWords.absentAlready(wanted.session));
  const coming = known.find(({ verdict, mark }) => verdict.result === 'tooEarly' && isFree(mark));
  const past = known.findLast(({ verdict }) => verdict.result === 'closed');
  if (past !== undefined && past.mark === null && leaveOver(asSession(past.session), past.leaves) === undefined) {
    const next = coming === undefined ? undefined : { session: coming.session, reason: coming.verdict.reason };
    return ctx.reply(attendanceWords.missed(past.session, past.verdict.reason, next));
  }
  const next = coming ?? known.at(-1);
  if (next === undefined) return ctx.reply(attendanceWords.nothingNow);
  if (next.mark !== null && !isFree(next.mark))
    return ctx.reply(attendanceWords.signedBefore(next.session, next.mark.at));
  await ctx.reply(attendanceWords.notOpen(next.session, next.verdict.reason));
}

/** What signing in to a session rests on. */
export async function knownOf(ctx: Context, session: SessionRow): Promise<Known> {
  const leaves = (await ctx.store.leaves.grantedTo(session.classId, ctx.person._id)).map(asLeave);
  const trainingClass = await findClass(ctx, session.classId);
  const rules = ctx.rulesOf(trainingClass);
  const mark = await ctx.store.signIns.byId(session._id, ctx.person._id);
  const held = asSession(session);
  const verdict = judgeSignIn(ctx.now, held, leaves, rules.attendance);
  const { closesAt } = signInWindow(held, leaves, rules.attendance);
  const isAbsent = mark?.byRoll === 'absent' && startOfMinute(ctx.now) > closesAt;
  return { session, trainingClass, leaves, mark, verdict, isAbsent };
}

/**
 * Signs in as of the time of the press, for the session and those that follow it in the same half of the day; only the first mark counts,
 * however often the person presses. A pressed card shows it, so nothing more is sent; whoever typed is answered.
 */
export async function signIn(
  ctx: Context,
  { session, trainingClass, leaves }: Known,
  ofDay: readonly SessionRow[],
  room?: string,
): Promise<void> {
  const { classId } = session;
  await ctx.require('sign-in.make', { classId, cadreId: ctx.person._id });
  const ofClass = ofDay.filter((each) => each.classId === classId);
  const covered = trainingClass.signInPer === 'session' ? [session] : coveredBy(session, ofClass);
  const [mark] = await Promise.all(covered.map((each) => enter(ctx, each, room)));
  await showDay(ctx, ctx.person._id, session);
  if (mark === undefined || ctx.update.kind === 'pressed') return;
  const rules = ctx.rulesOf(trainingClass);
  const { reason } = judgeSignIn(mark.at, asSession(session), leaves, rules.attendance);
  const mine = mark.byUpdate === ctx.update.id;
  await ctx.reply(mine ? attendanceWords.signedReply(session, reason) : attendanceWords.signedBefore(session, mark.at));
}

function enter(ctx: Context, { _id, classId }: SessionRow, room: string | undefined) {
  const mark = { sessionId: _id, classId, cadreId: ctx.person._id, at: ctx.now, byUpdate: ctx.update.id };
  return ctx.store.signIns.add({ ...mark, ...(room === undefined ? {} : { room }) });
}

/** Whether the class wants the code of the room, and this is not the update that signed in before. */
function wantsCode(ctx: Context, { trainingClass, mark }: Known): boolean {
  return (
    trainingClass.signInBy === 'code' &&
    (isFree(mark) || mark?.byUpdate === ctx.update.id) &&
    ctx.store.roomScreens.hasKey
  );
}

/** The cards of these days show what holds by now, e.g. that signing in is over. */
async function showDays(ctx: Context, sessions: readonly SessionRow[]): Promise<void> {
  const days = new Map(sessions.map((each) => [`${each.classId} ${each.dateOn}`, each]));
  for (const day of days.values()) await showDay(ctx, ctx.person._id, day);
}

/** Whether the person may still sign in: there is no mark, or a roll missed them. */
export function isFree(mark: { byRoll?: string } | null): boolean {
  return mark === null || mark.byRoll === 'absent';
}

/** Whether one may sign in now. */
export function isOpen({ verdict }: Pick<Known, 'verdict'>): boolean {
  return verdict.result === 'present' || verdict.result === 'late';
}
