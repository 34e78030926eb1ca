import type { Context } from '../../src/bot/context.ts';
import { settleCopies, showAsThingsStand } from '../../src/bot/open-cards.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import type { CallUpRow } from '../../src/training/call-up/call-ups.ts';
import type { UnitView } from '../../src/training/call-up/consultation.ts';
import { consultationCardId, consultationWords } from '../../src/training/call-up/consultation-words.ts';
import { allCanCome, askObjected, chooseObjected, giveObjection } from '../../src/training/call-up/presses.ts';
import { callUpPreviewId, callUpPreviewWords, type ShownList } from '../../src/training/call-up/preview-words.ts';
import { shownList } from '../../src/training/call-up/shown-list.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { unitCard } from './consultation-cards.ts';

type OfUnit = Facts<typeof allCanCome>;

/** Liaison or head of a unit answer whether its people on a list can come. */
export function callUpUnitView(router: Router): void {
  router.word(['征求意见', '调训征求意见'], showAgain);
  router.press(allCanCome, async (ctx, about) => {
    await answer(ctx, about, { cadreIds: [] });
    await settleCopies(ctx, ctx.person._id, cardOf(about), consultationWords.allCanCome);
    await ctx.reply(consultationWords.allCanComeReply);
  });
  router.press(askObjected, async (ctx, about) => {
    const { trainingClass, shown } = await asked(ctx, about);
    const people = ofUnit(shown, about);
    if (people.length === 1) return askReason(ctx, about, people);
    await ctx.reply(consultationWords.choose(trainingClass, about, people));
  });
  router.press(chooseObjected, async (ctx, about) => {
    const { shown } = await asked(ctx, about);
    await askReason(
      ctx,
      about,
      ofUnit(shown, about).filter(({ cadreId }) => ctx.choices.includes(cadreId)),
    );
  });
  router.press(giveObjection, object);
}

async function askReason(ctx: Context, about: OfUnit, people: readonly CallUpRow[]): Promise<void> {
  if (people.length === 0) throw new RuleError('call-up.nobody-chosen', {});
  await ctx.expect(giveObjection.with({ ...about, cadreIds: people.map(({ cadreId }) => cadreId).join(',') }));
  await ctx.reply(consultationWords.askReason(people.map(({ name }) => name)));
}

async function object(ctx: Context, { cadreIds, ...about }: Facts<typeof giveObjection>): Promise<void> {
  const reason = (ctx.words ?? '').trim();
  const { trainingClass, shown } = await asked(ctx, about);
  const { least, most } = ctx.rulesOf(trainingClass).callUp.exemptionWords;
  if ([...reason].length < least) throw new RuleError('call-up.few-words', { least });
  const chosen = ofUnit(shown, about).filter(({ cadreId }) => cadreIds.split(',').includes(cadreId));
  const names = chosen.map(({ name }) => name);
  const cut = [...reason].slice(0, most).join('');
  const text = consultationWords.toProposer(trainingClass, shown.unitNames.get(about.unitId) ?? '', names, cut);
  await answer(ctx, about, { cadreIds: chosen.map(({ cadreId }) => cadreId), reason: cut }, text);
  await settleCopies(ctx, ctx.person._id, cardOf(about), consultationWords.objected(names));
  await ctx.reply(consultationWords.objectedReply(names));
}

/**
 * Keeps what the unit said, and shows it to whoever drew the list: on the open preview, and once more when all have answered.
 * @param objection - what is said of it at once, as long as others have not answered
 */
async function answer(
  ctx: Context,
  about: OfUnit,
  said: Pick<UnitView, 'cadreIds' | 'reason'>,
  objection?: string,
): Promise<void> {
  const { trainingClass, shown } = await asked(ctx, about);
  const by = { unitId: about.unitId, by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now };
  await ctx.store.callUpLists.giveView(about.proposal, { ...by, ...said });
  const cardNow = async () => callUpPreviewWords.card(trainingClass, (await asked(ctx, about)).shown);
  const { proposedBy } = shown.list;
  await showAsThingsStand(ctx, proposedBy, callUpPreviewId(about.proposal), cardNow);
  if ((await asked(ctx, about)).shown.consultation.openUnitIds.length === 0)
    await ctx.send(proposedBy, await cardNow(), `call-up-consulted:${about.proposal}`);
  else if (objection !== undefined)
    await ctx.send(proposedBy, objection, `call-up-objection:${about.proposal}:${about.unitId}:${ctx.update.id}`);
}

/** The list about which the unit is asked, if this person answers for the unit. @throws RuleError `call-up.consult-over` */
async function asked(
  ctx: Context,
  { classId, proposal, unitId }: OfUnit,
): Promise<{ trainingClass: ClassRow; shown: ShownList }> {
  await ctx.requireIn('call-up.consult', { unitId });
  const list = await ctx.store.callUpLists.byId(proposal);
  if (list === null || list.classId !== classId || list.consultBy === undefined)
    throw new RuleError('call-up.consult-over', {});
  const trainingClass = await findClass(ctx, classId);
  const shown = await shownList(ctx.store, list, ctx.rulesOf(trainingClass).callUp);
  if (shown === undefined || ofUnit(shown, { unitId }).length === 0) throw new RuleError('call-up.consult-over', {});
  await ctx.require('call-up.consult', { unitId, cadreIds: ofUnit(shown, { unitId }).map(({ cadreId }) => cadreId) });
  return { trainingClass, shown };
}

function ofUnit({ rows }: ShownList, { unitId }: Pick<OfUnit, 'unitId'>) {
  return rows.filter((row) => row.unitId === unitId && row.listed !== 'struck');
}

function cardOf({ proposal, unitId }: OfUnit): string {
  return consultationCardId(proposal, unitId);
}

/** Every list about which this person may still answer, e.g. to change the answer. */
async function showAgain(ctx: Context): Promise<void> {
  const classes = await ctx.store.classes.endingFrom(beijingDateOf(ctx.now));
  let cards = 0;
  for (const trainingClass of classes) {
    const list = await ctx.store.callUpLists.ofClass(trainingClass._id);
    if (list?.consultBy === undefined) continue;
    const shown = await shownList(ctx.store, list, ctx.rulesOf(trainingClass).callUp);
    const own = shown?.consultation.asked.filter(({ cadreId }) => cadreId === ctx.person._id) ?? [];
    for (const { unitId } of own) {
      if (shown === undefined) continue;
      await ctx.reply(await unitCard(ctx, trainingClass, shown, unitId));
      cards += 1;
    }
  }
  if (cards === 0) await ctx.reply(consultationWords.none);
}
