import { classArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import { judgeSignIn, type SignInVerdict, signInWindow } from '../../src/training/attendance/attendance.ts';
import { makeSignIn } from '../../src/training/attendance/presses.ts';
import { sessionAttendance } from '../../src/training/attendance/session-attendance.ts';
import type { SignInRow } from '../../src/training/attendance/sign-ins.ts';
import { attendanceWords, signInCardId } from '../../src/training/attendance/words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { asSession, type SessionRow } from '../../src/training/class/sessions.ts';
import { type Leave, leaveOver } from '../../src/training/leave/leave.ts';
import { asLeave } from '../../src/training/leave/leaves.ts';

/** Signing in: by the card that class teachers send, or by the word 签到, while the session's window is open. */
export function attendance(router: Router): void {
  router.command(
    {
      names: ['签到', 'sign-in'],
      action: 'sign-in.open',
      right: 'class',
      args: [classArg()],
      example: '/签到 2026-01',
      about: '向本班学员发出本节课或下一节课的签到卡',
    },
    (ctx, { trainingClass }) => sendCards(ctx, trainingClass),
  );
  router.word(['签到', '我要签到'], signInNow, { ofTrainees: true });
  router.press(makeSignIn, async (ctx, facts) => {
    const session = await ctx.store.sessions.byId(facts.session);
    if (session === null) throw new RuleError('sign-in.session-gone', {});
    await requireTrainee(ctx, session.classId);
    await signIn(ctx, session, await ownLeaves(ctx, session.classId));
  });
}

async function sendCards(ctx: Context, trainingClass: ClassRow): Promise<void> {
  const rules = ctx.rulesOf(trainingClass);
  const sessions = await ctx.store.sessions.ofClass(trainingClass._id);
  const session = sessions.find((each) => signInWindow(asSession(each), [], rules.attendance).closesAt >= ctx.now);
  if (session === undefined) return ctx.reply(attendanceWords.noMore(trainingClass));
  const people = await sessionAttendance(ctx.store, session, rules.attendance, ctx.now);
  const awaited = people.filter((each) => each.attendance.presence.includes('pending'));
  const message = attendanceWords.card(
    trainingClass,
    session,
    signInWindow(asSession(session), [], rules.attendance),
    'open',
  );
  await ctx.sendAll(
    awaited.map(({ trainee: { cadreId } }) => ({
      cadreId,
      message,
      key: `sign-in:${session._id}:${cadreId}:${ctx.update.id}`,
      expiresAt: session.endsAt,
      urgency: 'urgent',
    })),
  );
  await ctx.reply(attendanceWords.sent(session, awaited.length));
}

/** The word 签到: signs in to the session whose window is open, or says when the next one opens. */
async function signInNow(ctx: Context): Promise<void> {
  const sessions = await ownSessionsToday(ctx);
  const known = await Promise.all(
    sessions.map(async (session) => {
      const leaves = await ownLeaves(ctx, session.classId);
      const rules = ctx.rulesOf(await findClass(ctx, session.classId));
      const mark = await ctx.store.signIns.byId(session._id, ctx.person._id);
      return { session, leaves, mark, verdict: judgeSignIn(ctx.now, asSession(session), leaves, rules.attendance) };
    }),
  );
  const open = known.filter(({ verdict }) => isOpen(verdict));
  const wanted = open.find(({ mark }) => mark === null || mark.byUpdate === ctx.update.id) ?? open[0];
  if (wanted !== undefined) return signIn(ctx, wanted.session, wanted.leaves);
  const coming = known.find(({ verdict }) => verdict.result === 'tooEarly');
  const past = known.findLast(({ verdict }) => verdict.result === 'closed');
  if (past !== undefined && past.mark === null && leaveOver(asSession(past.session), past.leaves) === undefined) {
    const next = coming === undefined ? undefined : { session: coming.session, reason: coming.verdict.reason };
    return ctx.reply(attendanceWords.missed(past.session, past.verdict.reason, next));
  }
  const next = coming ?? known.at(-1);
  if (next === undefined) return ctx.reply(attendanceWords.nothingNow);
  if (next.mark !== null) return ctx.reply(attendanceWords.signedBefore(next.session, next.mark.at));
  await ctx.reply(attendanceWords.notOpen(next.session, next.verdict.reason));
}

/** Signs in as of the time of the press; only the first mark counts, however often the person presses. */
async function signIn(ctx: Context, row: SessionRow, leaves: readonly Leave[]): Promise<void> {
  await ctx.require('sign-in.make', { classId: row.classId, cadreId: ctx.person._id });
  const session = asSession(row);
  const rules = ctx.rulesOf(await findClass(ctx, row.classId));
  const cardId = signInCardId(row._id);
  const verdict = judgeSignIn(ctx.now, session, leaves, rules.attendance);
  const present = await ctx.store.signIns.byId(row._id, ctx.person._id);
  if (present === null && !isOpen(verdict)) {
    if (verdict.result === 'closed') await settleCopies(ctx, ctx.person._id, cardId, attendanceWords.closed);
    return ctx.reply(attendanceWords.notOpen(row, verdict.reason));
  }
  const mark = present ?? (await ctx.store.signIns.add(markOf(ctx, row)));
  const standing = judgeSignIn(mark.at, session, leaves, rules.attendance);
  const lateMinutes = standing.result === 'late' ? standing.lateMinutes : 0;
  await settleCopies(ctx, ctx.person._id, cardId, attendanceWords.signed(mark.at, lateMinutes));
  const mine = mark.byUpdate === ctx.update.id;
  await ctx.reply(
    mine ? attendanceWords.signedReply(row, standing.reason) : attendanceWords.signedBefore(row, mark.at),
  );
}

function markOf(ctx: Context, row: SessionRow): Omit<SignInRow, '_id' | 'corrections'> {
  return {
    sessionId: row._id,
    classId: row.classId,
    cadreId: ctx.person._id,
    at: ctx.now,
    byUpdate: ctx.update.id,
  };
}

async function requireTrainee(ctx: Context, classId: string): Promise<void> {
  const trainee = await ctx.store.enrollments.byId(classId, ctx.person._id);
  // Told the same of a session that is not there: whoever is not in the class does not learn which sessions it has.
  if (trainee === null) throw new RuleError('sign-in.session-gone', {});
  if (trainee.state === 'withdrawn') throw new RuleError('sign-in.not-trainee', {});
}

/** Today's sessions of the classes this person takes part in, by start. */
async function ownSessionsToday(ctx: Context): Promise<SessionRow[]> {
  const todayOn = beijingDateOf(ctx.now);
  const enrolled = await ctx.store.enrollments.ofCadre(ctx.person._id);
  const classIds = new Set(enrolled.filter((each) => each.state !== 'withdrawn').map((each) => each.classId));
  const sessions = await ctx.store.sessions.startingBetween(
    beijingTime(todayOn, '00:00'),
    beijingTime(addDays(todayOn, 1), '00:00'),
  );
  return sessions.filter((session) => classIds.has(session.classId));
}

async function ownLeaves(ctx: Context, classId: string): Promise<Leave[]> {
  return (await ctx.store.leaves.grantedTo(classId, ctx.person._id)).map(asLeave);
}

function isOpen(verdict: SignInVerdict): boolean {
  return verdict.result === 'present' || verdict.result === 'late';
}
