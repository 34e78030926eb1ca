import type { Context } from '../../src/bot/context.ts';
import { screensOfOffice, settleCopies } from '../../src/bot/open-cards.ts';
import { heldClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { halfOf } from '../../src/calendar/half-day.ts';
import { RuleError } from '../../src/errors.ts';
import { missedHalves, ownClassDay } from '../../src/training/attendance/class-day.ts';
import { isEnteredBy } from '../../src/training/attendance/mark-history.ts';
import type { PresenceClaimRow } from '../../src/training/attendance/presence-claims.ts';
import { presenceCardId, presenceWords } from '../../src/training/attendance/presence-words.ts';
import { confirmPresence, givePresenceRefusal, refusePresence } from '../../src/training/attendance/presses.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { SessionRow } from '../../src/training/class/sessions.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { enterCorrection } from './attendance-correct.ts';
import { enteringAttendance } from './attendance-undo.ts';
import { showDay } from './day-card.ts';
import { asNote } from './half-day-acts.ts';
import { marksOf } from './roll.ts';

/** The class teacher decides whether somebody who says so was there; a refusal needs a reason. */
export function presenceDecide(router: Router): void {
  router.press(confirmPresence, confirm);
  router.press(refusePresence, async (ctx, facts) => {
    const { claim } = await shownClaim(ctx, facts);
    await ctx.expect(givePresenceRefusal.with({ presence: claim._id }));
    await ctx.reply(presenceWords.askReason(claim));
  });
  router.press(givePresenceRefusal, refuse);
}

interface Shown {
  claim: PresenceClaimRow;
  trainingClass: ClassRow;
}

async function confirm(ctx: Context, facts: { presence: string }): Promise<void> {
  const { claim, trainingClass } = await shownClaim(ctx, facts);
  const decided = await decide(ctx, claim, 'confirmed');
  const sessions = await sessionsAbout(ctx, trainingClass, claim);
  if (!decided || sessions.length === 0) return settleOtherwise(ctx, trainingClass, claim);
  const { cadreId, dateOn, half } = claim;
  const correction = { cadreId, dateOn, half, note: presenceWords.note, entryId: ctx.update.id, isToldAlready: false };
  await enterCorrection(ctx, sessions, correction);
  await close(ctx, trainingClass, claim, presenceWords.confirmed);
  await answer(ctx, claim, presenceWords.confirmedReply(claim));
}

async function refuse(ctx: Context, facts: { presence: string }): Promise<void> {
  const { claim, trainingClass } = await shownClaim(ctx, facts);
  const reason = asNote((ctx.words ?? '').trim());
  if (reason === '') throw new RuleError('presence.no-reason', {});
  const decided = await decide(ctx, claim, 'refused', reason);
  const sessions = await sessionsAbout(ctx, trainingClass, claim);
  if (!decided || sessions.length === 0) return settleOtherwise(ctx, trainingClass, claim);
  const { cadreId, half } = claim;
  await ctx.store.signIns.callRoll(marksOf(ctx, { sessions }, { present: [], late: [], absent: [cadreId] }), 'staff');
  await showDay(ctx, cadreId, claim);
  const { objectionWorkingDays } = ctx.rulesOf(trainingClass).grading;
  const told = presenceWords.refusedToTrainee(ctx.person.name, claim, sessions, reason, objectionWorkingDays);
  await ctx.send(cadreId, told, `presence-refused:${ctx.update.id}:${cadreId}:${half}`);
  await close(ctx, trainingClass, claim, presenceWords.refused);
  await answer(ctx, claim, presenceWords.refusedReply(claim));
}

/** @returns whether this update decided it */
async function decide(
  ctx: Context,
  { _id }: PresenceClaimRow,
  state: 'confirmed' | 'refused',
  decisionWords?: string,
): Promise<boolean> {
  const decision = { decidedBy: ctx.person._id, decidedAt: ctx.now, ...(decisionWords && { decisionWords }) };
  const row = await ctx.store.presenceClaims.decide(_id, state, ctx.update.id, decision);
  return row?.moves.includes(ctx.update.id) === true;
}

/** The lessons of the half-day for which there is still no mark, or an absence; and those which this update has entered. */
async function sessionsAbout(
  ctx: Context,
  trainingClass: ClassRow,
  { cadreId, classId, dateOn, half }: PresenceClaimRow,
): Promise<SessionRow[]> {
  const { sessions, facts } = await ownClassDay(ctx.store, { classId, dateOn }, cadreId);
  const { attendance } = ctx.rulesOf(trainingClass);
  const missed = missedHalves(sessions, facts, attendance, ctx.now).find((each) => each.half === half)?.sessions ?? [];
  const ofHalf = sessions.filter((each) => halfOf(each) === half);
  const ids = ofHalf.map(({ _id }) => _id);
  const marks = await ctx.store.signIns.history(ids, cadreId);
  const entered = new Set(marks.filter((mark) => isEnteredBy(mark, ctx.update.id)).map(({ sessionId }) => sessionId));
  return ofHalf.filter(({ _id }) => entered.has(_id) || missed.some((each) => each._id === _id));
}

async function settleOtherwise(ctx: Context, trainingClass: ClassRow, claim: PresenceClaimRow): Promise<void> {
  await close(ctx, trainingClass, claim, presenceWords.settledOtherwise(claim));
  await ctx.reply(presenceWords.settledOtherwise(claim));
}

/** Nobody is asked any more. */
async function close(ctx: Context, { teacherId }: ClassRow, claim: PresenceClaimRow, settled: string): Promise<void> {
  await ctx.settle(settled);
  for (const cadreId of new Set([ctx.person._id, ...(await screensOfOffice(ctx, teacherId))]))
    await settleCopies(ctx, cadreId, presenceCardId(claim), settled);
}

function answer(ctx: Context, { classId, dateOn }: PresenceClaimRow, sentence: string): Promise<void> {
  return replyWithUndo(ctx, sentence, enteringAttendance, { classId, dateOn, entry: ctx.update.id });
}

/** The claim that the card shows, if this person may decide on it. */
async function shownClaim(ctx: Context, { presence }: { presence: string }): Promise<Shown> {
  const claim = await ctx.requireFound(
    'sign-in.correct',
    await ctx.store.presenceClaims.byId(presence),
    ({ classId, cadreId }) => ({ classId, cadreId }),
    new RuleError('presence.gone', {}),
  );
  const trainingClass = await heldClass(ctx, claim.classId);
  refuseWhenGraded(trainingClass);
  return { claim, trainingClass };
}
