import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { addWorkingDays } from '../../src/calendar/working-days.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { consultationWords } from '../../src/training/call-up/consultation-words.ts';
import { consultUnits, strikeObjected } from '../../src/training/call-up/presses.ts';
import { callUpPreviewWords, type ShownList } from '../../src/training/call-up/preview-words.ts';
import { shownList } from '../../src/training/call-up/shown-list.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { changeBy } from './change-by.ts';
import { unitCard } from './consultation-cards.ts';

type Proposal = Facts<typeof consultUnits>;

/** Before a list goes out the units are asked about their people; who cannot well come is taken off and the reserve moves up. */
export function callUpConsult(router: Router): void {
  router.press(consultUnits, askUnits);
  router.press(strikeObjected, strike);
}

async function askUnits(ctx: Context, about: Proposal): Promise<void> {
  const { trainingClass, shown } = await waitingList(ctx, about);
  const { workingDays } = ctx.rulesOf(trainingClass).callUp.consultation;
  const { answerByClock } = ctx.rulesOf(trainingClass).callUp;
  if (shown.consultation.asked.length === 0) return ctx.reply(consultationWords.nobodyToAsk);
  const by = beijingTime(addWorkingDays(beijingDateOf(ctx.now), workingDays), answerByClock);
  const list = await ctx.store.callUpLists.consult(about.proposal, ctx.update.id, by);
  if (list?.consultBy === undefined) throw new RuleError('call-up.proposal-gone', {});
  const asked: ShownList = { ...shown, list, mayConsult: false };
  for (const { unitId, cadreId } of shown.consultation.asked) {
    const card = await unitCard(ctx, trainingClass, asked, unitId);
    await ctx.send(cadreId, card, `call-up-consult:${list._id}:${unitId}:${cadreId}`);
  }
  await ctx.revise(callUpPreviewWords.card(trainingClass, asked));
  await ctx.reply(consultationWords.asked(shown.consultation.asked.length, list.consultBy));
}

async function strike(ctx: Context, about: Proposal): Promise<void> {
  const { trainingClass, shown } = await waitingList(ctx, about);
  const { callUps } = ctx.store;
  for (const { cadreId, reason } of shown.consultation.objected)
    await callUps.relist(`${about.classId}:${cadreId}`, 'struck', changeBy(ctx, 'struck', reason));
  const { rows } = (await waitingList(ctx, about)).shown;
  const free = shown.list.seats - rows.filter(({ listed }) => listed === 'named').length;
  const reserve = rows.filter(({ listed }) => listed === 'reserve').sort((a, b) => a.rank - b.rank);
  for (const { _id } of reserve.slice(0, Math.max(0, free)))
    await callUps.relist(_id, 'named', changeBy(ctx, 'movedUp'));
  const after = await waitingList(ctx, about);
  const mine = after.shown.rows.filter(({ moves }) => moves.includes(ctx.update.id));
  const movedUp = mine.filter(({ listed }) => listed === 'named').map(({ name }) => name);
  await ctx.revise(callUpPreviewWords.card(trainingClass, after.shown));
  await ctx.reply(consultationWords.struck(mine.length - movedUp.length, movedUp));
}

/** The list that a preview shows, if this person may issue it. @throws RuleError `call-up.proposal-gone` */
async function waitingList(
  ctx: Context,
  { classId, proposal }: Proposal,
): Promise<{ trainingClass: ClassRow; shown: ShownList }> {
  const trainingClass = await allowedClass(ctx, 'call-up.issue', classId);
  const list = await ctx.store.callUpLists.byId(proposal);
  const shown = list?.classId === classId ? await shownOf(ctx, trainingClass, list) : undefined;
  if (shown === undefined || shown.list.approval !== undefined) throw new RuleError('call-up.proposal-gone', {});
  await ctx.require('call-up.issue', { classId, cadreIds: shown.rows.map(({ cadreId }) => cadreId) });
  return { trainingClass, shown };
}

function shownOf(ctx: Context, trainingClass: ClassRow, list: ShownList['list']) {
  return shownList(ctx.store, list, ctx.rulesOf(trainingClass).callUp);
}
