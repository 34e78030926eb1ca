import { classArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf, startOfMinute } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import { judgeSignIn, type SignInVerdict, signInWindow } from '../../src/training/attendance/attendance.ts';
import { classDay, coveredBy, dayHalves, isSignInAhead } from '../../src/training/attendance/class-day.ts';
import { dayWords } from '../../src/training/attendance/day-words.ts';
import { signInToday, signInToSession } from '../../src/training/attendance/presses.ts';
import { attendanceWords } from '../../src/training/attendance/words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { asSession, type SessionRow } from '../../src/training/class/sessions.ts';
import { type Leave, leaveOver } from '../../src/training/leave/leave.ts';
import { asLeave } from '../../src/training/leave/leaves.ts';
import { showDay } from './day-card.ts';
import { ownSessionsToday, requireTrainee } from './own-days.ts';

/** Signing in: by the card of the day, or by the word 签到, while the session's window is open. */
export function attendance(router: Router): void {
  router.command(
    {
      names: ['签到', 'sign-in'],
      action: 'sign-in.open',
      right: 'class',
      args: [classArg()],
      example: '/签到 {class}',
      about: '向本班今天尚未签到的学员再发一次课程与签到卡',
      next: '尚未签到的学员再次收到课程与签到卡。',
      isFinal: true,
    },
    (ctx, { trainingClass }) => sendCards(ctx, trainingClass),
  );
  const signInNow = async (ctx: Context) => signInAmong(ctx, await ownSessionsToday(ctx));
  router.word(['签到', '我要签到'], signInNow, { ofTrainees: true });
  router.word(['我到了', '到了', '到', '已到', '我已到', '我来了'], signInNow, { mayAnswer: true });
  router.press(signInToday, pressed);
  router.press(signInToSession, pressedFormer);
}

async function sendCards(ctx: Context, trainingClass: ClassRow): Promise<void> {
  const rules = ctx.rulesOf(trainingClass);
  const dateOn = beijingDateOf(ctx.now);
  const { sessions, trainees } = await classDay(ctx.store, trainingClass._id, dateOn);
  if (sessions.every((each) => each.endsAt <= ctx.now)) return ctx.reply(attendanceWords.noMore(trainingClass));
  const awaited = trainees
    .map(({ cadreId, facts }) => ({ cadreId, halves: dayHalves(sessions, facts, rules.attendance, ctx.now) }))
    .filter(({ halves }) => isSignInAhead(halves));
  await ctx.sendAll(
    awaited.map(({ cadreId, halves }) => ({
      cadreId,
      message: dayWords.card({ trainingClass, dateOn, halves }),
      key: `sign-in:${trainingClass._id}:${dateOn}:${cadreId}:${ctx.update.id}`,
      expiresAt: sessions.at(-1)?.endsAt ?? ctx.now,
      urgency: 'urgent',
    })),
  );
  await ctx.reply(attendanceWords.sent(awaited.length));
}

/** 签到 on the card of a day. */
async function pressed(ctx: Context, { classId, dateOn }: { classId: string; dateOn: string }): Promise<void> {
  await requireTrainee(ctx, classId);
  const sessions = (await ctx.store.sessions.ofClass(classId)).filter((each) => each.dateOn === dateOn);
  if (sessions.length === 0) throw new RuleError('sign-in.session-gone', {});
  await signInAmong(ctx, sessions);
}

/** 签到 on a card of an earlier version: it means the lessons of that day. */
async function pressedFormer(ctx: Context, { session: id }: { session: string }): Promise<void> {
  const session = await ctx.store.sessions.byId(id);
  if (session === null) throw new RuleError('sign-in.session-gone', {});
  await pressed(ctx, session);
  const mark = await ctx.store.signIns.byId(id, ctx.person._id);
  if (mark !== null && !isFree(mark)) await ctx.settle(attendanceWords.signed(mark.at));
}

interface Known {
  session: SessionRow;
  leaves: readonly Leave[];
  mark: { at: Date; byUpdate: string; byRoll?: string } | null;
  verdict: SignInVerdict;
  /** A roll said that they were not there, and they are not waited for any more. */
  isAbsent: boolean;
}

/** Signs in to the session whose window is open, or says when the next one opens. @param sessions - of the person's classes, by start */
async function signInAmong(ctx: Context, sessions: readonly SessionRow[]): Promise<void> {
  const known = await Promise.all(sessions.map((session) => knownOf(ctx, session)));
  const open = known.filter(({ verdict }) => isOpen(verdict));
  const mine = open.find(({ mark, isAbsent }) => (isFree(mark) && !isAbsent) || mark?.byUpdate === ctx.update.id);
  const wanted = mine ?? open[0];
  if (wanted !== undefined && !wanted.isAbsent) return signIn(ctx, wanted, sessions);
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

async function knownOf(ctx: Context, session: SessionRow): Promise<Known> {
  const leaves = (await ctx.store.leaves.grantedTo(session.classId, ctx.person._id)).map(asLeave);
  const rules = ctx.rulesOf(await findClass(ctx, session.classId));
  const mark = await ctx.store.signIns.byId(session._id, ctx.person._id);
  const held = asSession(session);
  const verdict = judgeSignIn(ctx.now, held, leaves, rules.attendance);
  const { closesAt } = signInWindow(held, leaves, rules.attendance);
  const isAbsent = mark?.byRoll === 'absent' && startOfMinute(ctx.now) > closesAt;
  return { session, leaves, mark, verdict, isAbsent };
}

/**
 * Signs in as of the time of the press, for the session and those that follow it in the same half of the day; only the first mark counts,
 * however often the person presses. A pressed card shows it, so nothing more is sent; whoever typed is answered.
 */
async function signIn(ctx: Context, { session, leaves }: Known, ofDay: readonly SessionRow[]): Promise<void> {
  const { classId } = session;
  await ctx.require('sign-in.make', { classId, cadreId: ctx.person._id });
  const [mark] = await Promise.all(
    coveredBy(
      session,
      ofDay.filter((each) => each.classId === classId),
    ).map((each) => enter(ctx, each)),
  );
  await showDay(ctx, ctx.person._id, session);
  if (mark === undefined || ctx.update.kind === 'pressed') return;
  const rules = ctx.rulesOf(await findClass(ctx, classId));
  const { reason } = judgeSignIn(mark.at, asSession(session), leaves, rules.attendance);
  const mine = mark.byUpdate === ctx.update.id;
  await ctx.reply(mine ? attendanceWords.signedReply(session, reason) : attendanceWords.signedBefore(session, mark.at));
}

function enter(ctx: Context, { _id, classId }: SessionRow) {
  const mark = { sessionId: _id, classId, cadreId: ctx.person._id, at: ctx.now, byUpdate: ctx.update.id };
  return ctx.store.signIns.add(mark);
}

/** The cards of these days show what holds by now, e.g. that signing in is over. */
async function showDays(ctx: Context, sessions: readonly SessionRow[]): Promise<void> {
  const days = new Map(sessions.map((each) => [`${each.classId} ${each.dateOn}`, each]));
  for (const day of days.values()) await showDay(ctx, ctx.person._id, day);
}

/** Whether the person may still sign in: there is no mark, or a roll missed them. */
function isFree(mark: { byRoll?: string } | null): boolean {
  return mark === null || mark.byRoll === 'absent';
}

function isOpen(verdict: SignInVerdict): boolean {
  return verdict.result === 'present' || verdict.result === 'late';
}
