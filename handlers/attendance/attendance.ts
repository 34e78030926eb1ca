import { classArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import { classDay, dayHalves, isSignInAhead } from '../../src/training/attendance/class-day.ts';
import { dayWords } from '../../src/training/attendance/day-words.ts';
import { signInToday, signInToSession } from '../../src/training/attendance/presses.ts';
import { attendanceWords } from '../../src/training/attendance/words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { seatName } from '../../src/training/rooms/class-rooms.ts';
import { ownSessionsToday, requireTrainee } from './own-days.ts';
import { isFree, signInAmong } from './sign-in.ts';

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
    .map(({ cadreId, place, facts }) => ({
      cadreId,
      place,
      halves: dayHalves(sessions, facts, rules.attendance, ctx.now),
    }))
    .filter(({ halves }) => isSignInAhead(halves));
  await ctx.sendAll(
    awaited.map(({ cadreId, place, halves }) => ({
      cadreId,
      message: dayWords.card({ trainingClass, dateOn, halves, seat: seatName(trainingClass, place) }),
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
