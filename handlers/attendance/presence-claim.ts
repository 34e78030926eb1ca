import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { MissedHalf } from '../../src/training/attendance/class-day.ts';
import { missedHalves, ownClassDay } from '../../src/training/attendance/class-day.ts';
import type { PresenceClaimRow } from '../../src/training/attendance/presence-claims.ts';
import { presenceWords } from '../../src/training/attendance/presence-words.ts';
import { claimPresence } from '../../src/training/attendance/presses.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { isGraded, refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { requireTrainee } from './own-days.ts';

/** 我在场: a trainee who was not seen, or was called absent, asks the class teacher to look into it. */
export function presenceClaim(router: Router): void {
  router.press(claimPresence, async (ctx, { classId, dateOn }) => {
    await requireTrainee(ctx, classId);
    await claimDay(ctx, await findClass(ctx, classId), dateOn);
  });
  router.word(['我在场', '我在课', '我当时在场', '我到课了'], claimLastDay, { mayAnswer: true });
}

/** What was missed on the last day on which something was. */
async function claimLastDay(ctx: Context): Promise<void> {
  const enrolled = await ctx.store.enrollments.ofCadre(ctx.person._id);
  const days: { trainingClass: ClassRow; dateOn: string }[] = [];
  for (const { classId } of enrolled.filter(({ state }) => state !== 'withdrawn')) {
    const trainingClass = await findClass(ctx, classId);
    if (isGraded(trainingClass)) continue;
    const sessions = await ctx.store.sessions.ofClass(classId);
    const begun = [...new Set(sessions.filter((each) => each.startsAt <= ctx.now).map((each) => each.dateOn))];
    for (const dateOn of begun.toReversed()) {
      if ((await missedOn(ctx, trainingClass, dateOn)).length === 0) continue;
      days.push({ trainingClass, dateOn });
      break;
    }
  }
  const last = days.sort((a, b) => (a.dateOn < b.dateOn ? -1 : 1)).at(-1);
  if (last === undefined) return ctx.reply(presenceWords.nothingMissed);
  await claimDay(ctx, last.trainingClass, last.dateOn);
}

async function claimDay(ctx: Context, trainingClass: ClassRow, dateOn: string): Promise<void> {
  await ctx.require('sign-in.make', { classId: trainingClass._id, cadreId: ctx.person._id });
  refuseWhenGraded(trainingClass);
  const missed = dateOn > beijingDateOf(ctx.now) ? [] : await missedOn(ctx, trainingClass, dateOn);
  const claims: PresenceClaimRow[] = [];
  for (const half of missed) claims.push(await ask(ctx, trainingClass, dateOn, half));
  const asked = claims.filter(({ state }) => state === 'asked');
  const refused = claims.filter(({ state }) => state === 'refused');
  if (asked.length > 0) await ctx.reply(presenceWords.asked(dateOn, asked));
  for (const claim of refused) await ctx.reply(presenceWords.refusedBefore(claim));
  if (asked.length + refused.length === 0) await ctx.reply(presenceWords.nothingMissed);
}

async function missedOn(ctx: Context, trainingClass: ClassRow, dateOn: string): Promise<MissedHalf[]> {
  const { sessions, facts } = await ownClassDay(ctx.store, { classId: trainingClass._id, dateOn }, ctx.person._id);
  return missedHalves(sessions, facts, ctx.rulesOf(trainingClass).attendance, ctx.now);
}

/** Asks of half a day; the class teacher gets one card, also when it is asked again. */
async function ask(
  ctx: Context,
  trainingClass: ClassRow,
  dateOn: string,
  missed: MissedHalf,
): Promise<PresenceClaimRow> {
  const { _id: classId, teacherId } = trainingClass;
  const { _id: cadreId, name } = ctx.person;
  const claim = await ctx.store.presenceClaims.ask(
    { classId, cadreId, name, dateOn, half: missed.half, askedAt: ctx.now },
    ctx.update.id,
    // What was decided was taken out since.
    ({ state }) => state === 'confirmed' || !missed.isAbsent,
  );
  if (claim.state === 'asked' && claim.moves.at(-1) === ctx.update.id)
    await ctx.send(
      teacherId,
      presenceWords.card(trainingClass, claim, missed),
      `presence-claim:${claim._id}:${ctx.update.id}`,
    );
  return claim;
}
