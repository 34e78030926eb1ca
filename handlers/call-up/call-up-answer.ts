import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { reasonsNow } from '../../src/training/call-up/call-up-changes.ts';
import { callUpStateLabel, isLetOff, statesBefore } from '../../src/training/call-up/call-up-state.ts';
import { type CallUpRow, callUpNoticeKey, exemptionRequestKey } from '../../src/training/call-up/call-ups.ts';
import { enrolCalledUp } from '../../src/training/call-up/enrolling.ts';
import { ownCallUpWords } from '../../src/training/call-up/own-words.ts';
import {
  askExemption,
  askWhyNamed,
  chooseExemptionReason,
  confirmCallUp,
  giveExemptionWords,
} from '../../src/training/call-up/presses.ts';
import { callUpWords } from '../../src/training/call-up/words.ts';
import { type ClassRow, isHeldHere } from '../../src/training/class/classes.ts';
import { reportingOf } from '../../src/training/class/reporting.ts';
import { proofAbout } from '../../src/training/proofs/matter.ts';
import { arrivalCard } from '../arrival/own-arrival.ts';
import { closeIfAsked, decidersOf, exemptionCard } from './exemption-card.ts';

/** The person named confirms, asks for the reasons, or asks to be excused and says why. */
export function callUpAnswer(router: Router): void {
  router.press(confirmCallUp, confirm);
  router.press(askWhyNamed, async (ctx, { classId }) => {
    const { trainingClass, row } = await ownCallUp(ctx, classId);
    await ctx.reply(callUpWords.why(trainingClass, reasonsNow(row)));
  });
  router.press(askExemption, async (ctx, { classId }) => {
    const { trainingClass, row } = await ownCallUp(ctx, classId);
    await ctx.revise(callUpWords.askReason(trainingClass, row, ctx.rulesOf(trainingClass).callUp.exemptionReasons));
  });
  router.word(['申请免调', '申请不参加', '申请不参加调训'], askAgain);
  router.press(chooseExemptionReason, chooseReason);
  router.press(giveExemptionWords, giveWords);
}

async function confirm(ctx: Context, { classId }: { classId: string }): Promise<void> {
  const { trainingClass, row } = await ownCallUp(ctx, classId);
  const moved = await ctx.store.callUps.move(trainingClass._id, row.cadreId, 'confirm', ctx.update.id, {
    answeredAt: ctx.now,
  });
  const { state } = moved ?? row;
  if (isLetOff(state)) throw new RuleError('call-up.not-now', { state: callUpStateLabel(state) });
  await enrolCalledUp(ctx.store, [moved ?? row], ctx.now);
  // Who comes after all needs no proof any more why they could not.
  if (row.exemptionWords !== undefined) await ctx.store.proofs.takeBack(proofAbout('callUp', row._id), ctx.update.id);
  // Who comes after all withdraws the request by it.
  if (moved !== null) await closeIfAsked(ctx, trainingClass, moved, ownCallUpWords.withdrawn);
  await ctx.settle(callUpWords.confirmed);
  const reporting = reportingOf(trainingClass, ctx.rulesOf(trainingClass).callUp.reporting);
  const confirmed = callUpWords.confirmedReply(trainingClass, reporting);
  const isKnown =
    !isHeldHere(trainingClass) || (await ctx.store.arrivals.byId(trainingClass._id, ctx.person._id)) !== null;
  await ctx.reply(isKnown ? confirmed : await arrivalCard(ctx, trainingClass, [confirmed]));
}

/** Without the card, e.g. after having confirmed: offers the request for each call-up for which it is still possible. */
async function askAgain(ctx: Context): Promise<void> {
  const todayOn = beijingDateOf(ctx.now);
  const running = await ctx.store.classes.endingFrom(todayOn);
  const rows = (await ctx.store.callUps.ofCadre(ctx.person._id)).filter((row) =>
    statesBefore('askExemption').includes(row.state),
  );
  const classes = running.filter(({ _id, opensOn }) => opensOn > todayOn && rows.some((row) => row.classId === _id));
  if (classes.length === 0) return ctx.reply(callUpWords.noOwnCallUp);
  for (const trainingClass of classes) {
    const row = rows.find(({ classId }) => classId === trainingClass._id);
    if (row === undefined) continue;
    await ctx.reply(callUpWords.askReason(trainingClass, row, ctx.rulesOf(trainingClass).callUp.exemptionReasons));
  }
}

async function chooseReason(ctx: Context, { classId }: { classId: string }): Promise<void> {
  const { trainingClass } = await ownCallUp(ctx, classId);
  const reason = ctx.rulesOf(trainingClass).callUp.exemptionReasons.find((each) => each.id === ctx.choices[0]);
  if (reason === undefined) throw new RuleError('call-up.no-reason', {});
  await ctx.expect(giveExemptionWords.with({ classId: trainingClass._id, reason: reason.id }));
  await ctx.reply(callUpWords.askWords(reason.name, reason.needsProof));
}

async function giveWords(ctx: Context, facts: Facts<typeof giveExemptionWords>): Promise<void> {
  const { trainingClass, row } = await ownCallUp(ctx, facts.classId);
  const words = (ctx.words ?? '').trim();
  const { least, most } = ctx.rulesOf(trainingClass).callUp.exemptionWords;
  if ([...words].length < least) throw new RuleError('call-up.few-words', { least });
  const moved = await ctx.store.callUps.move(trainingClass._id, row.cadreId, 'askExemption', ctx.update.id, {
    exemptionReason: facts.reason,
    exemptionWords: [...words].slice(0, most).join(''),
    answeredAt: ctx.now,
  });
  const card = await exemptionCard(ctx, trainingClass, moved ?? row);
  const deciders = await decidersOf(ctx, trainingClass, row);
  await ctx.sendAll(
    deciders.map((cadreId) => ({
      ...{ cadreId, message: card, about: [row.cadreId] },
      key: exemptionRequestKey(row._id, ctx.update.id, cadreId),
    })),
  );
  await ctx.closeCard(callUpNoticeKey(row), callUpWords.asked);
  await ctx.reply(callUpWords.askedReply);
}

/** The call-up of the pressed card, if it is that of the person who pressed. */
async function ownCallUp(ctx: Context, classId: string): Promise<{ trainingClass: ClassRow; row: CallUpRow }> {
  const row = await ctx.store.callUps.byId(classId, ctx.person._id);
  if (row === null || row.issuedAt === undefined) throw new RuleError('call-up.not-called', {});
  await ctx.require('call-up.answer', { classId: row.classId, cadreId: row.cadreId });
  return { trainingClass: await findClass(ctx, row.classId), row };
}
