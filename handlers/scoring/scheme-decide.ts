import type { Context } from '../../src/bot/context.ts';
import { heldClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { registerUndo, replyWithUndo } from '../../src/bot/undo.ts';
import { text } from '../../src/chat/message.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import {
  askScheme,
  askSchemeRefusal,
  confirmScheme,
  dropScheme,
  giveSchemeRefusal,
  sendSchemeScores,
  withdrawScheme,
} from '../../src/training/scoring/presses.ts';
import { isAskedBefore, type SchemeProposalRow } from '../../src/training/scoring/scheme-proposals.ts';
import { toldScheme } from '../../src/training/scoring/scheme-told.ts';
import { schemeWords } from '../../src/training/scoring/scheme-words.ts';
import { effectOf, touchedBy } from './scheme-facts.ts';

const mostReasonLetters = 200;
const withdrawing = { kind: withdrawScheme, instead: () => '“/改考核方案”' };

/** A proposed scheme goes to the organisation department, where somebody else than who proposed it confirms or refuses it. */
export function schemeDecide(router: Router): void {
  router.preview(
    {
      confirm: askScheme,
      drop: dropScheme,
      shown: shownDraft,
      forget: ({ store }, { row }) => store.schemeProposals.move(row._id, ['draft'], { state: 'dropped' }),
      dropped: schemeWords.dropped,
    },
    ask,
  );
  registerUndo(router, { ...withdrawing, takeBack: withdraw });
  router.press(confirmScheme, confirm);
  router.press(askSchemeRefusal, async (ctx, facts) => {
    const { row } = await decidable(ctx, facts);
    if (row.state !== 'asked') throw new RuleError('scheme.gone', {});
    await ctx.expect(giveSchemeRefusal.with(facts));
    await ctx.reply(schemeWords.askRefusal);
  });
  router.press(giveSchemeRefusal, refuse);
  router.sheet(sendSchemeScores, async (ctx, { proposal }) => {
    const row = await ctx.store.schemeProposals.byId(proposal);
    const subject = ({ classId }: SchemeProposalRow) => ({ classId });
    const found = await ctx.requireFound('score.read-class', row, subject, new RuleError('scheme.gone', {}));
    const trainingClass = await heldClass(ctx, found.classId);
    return schemeWords.scoresSheet(trainingClass, await effectOf(ctx, trainingClass, found));
  });
}

interface Shown {
  row: SchemeProposalRow;
  trainingClass: ClassRow;
}

/** One's own proposal. */
async function shownDraft(ctx: Context, facts: { proposal: string }): Promise<Shown> {
  const gone = new RuleError('scheme.gone', {});
  const found = await ctx.store.schemeProposals.byId(facts.proposal);
  const row = await ctx.requireFound('scheme.propose', found, ({ classId }) => ({ classId }), gone);
  if (row.proposedBy !== ctx.person._id) throw gone;
  return { row, trainingClass: await heldClass(ctx, row.classId) };
}

async function decidable(ctx: Context, facts: { proposal: string }): Promise<Shown> {
  const row = await ctx.requireFound(
    'scheme.confirm',
    await ctx.store.schemeProposals.byId(facts.proposal),
    ({ classId, proposedBy }) => ({ classId, proposedBy }),
    new RuleError('scheme.gone', {}),
  );
  return { row, trainingClass: await heldClass(ctx, row.classId) };
}

async function ask(ctx: Context, { row, trainingClass }: Shown): Promise<void> {
  if (row.state === 'draft') {
    refuseWhenGraded(trainingClass);
    if ((trainingClass.schemes?.length ?? 0) !== row.after) throw new RuleError('scheme.outdated', {});
  }
  const department = (await ctx.store.cadres.withRole('orgDept')).filter(({ _id }) => _id !== row.proposedBy);
  if (department.length === 0) throw new RuleError('scheme.no-second', {});
  const asked = await ctx.store.schemeProposals.move(row._id, ['draft'], { state: 'asked', askedAt: ctx.now });
  if (asked?.state !== 'asked') throw new RuleError('scheme.gone', {});
  await withdrawOlder(ctx, asked);
  const effect = await effectOf(ctx, trainingClass, row);
  const card = schemeWords.toDepartment(trainingClass, row, effect, ctx.person.name);
  for (const { _id } of department) await ctx.send(_id, card, `scheme-confirm:${row._id}:${_id}`);
  // Another one may have taken its place before there was a card to close.
  if ((await ctx.store.schemeProposals.byId(row._id))?.state === 'withdrawn')
    await closeCards(ctx, row, schemeWords.replaced);
  await ctx.settle(schemeWords.askedSettled);
  await replyWithUndo(ctx, schemeWords.asked(trainingClass), withdrawing, { proposal: row._id });
}

/** The one that was asked last stays, also of two at the same moment. @throws RuleError `scheme.gone` where that is another one */
async function withdrawOlder(ctx: Context, asked: SchemeProposalRow): Promise<void> {
  const waiting = await ctx.store.schemeProposals.askedOf(asked.classId);
  const [last = asked] = waiting.filter((each) => waiting.every((other) => !isAskedBefore(each, other)));
  for (const older of waiting) {
    if (older._id === last._id) continue;
    await ctx.store.schemeProposals.move(older._id, ['asked'], { state: 'withdrawn' });
    await closeCards(ctx, older, schemeWords.replaced);
  }
  if (last._id !== asked._id) throw new RuleError('scheme.gone', {});
}

async function withdraw(ctx: Context, facts: { proposal: string }): Promise<string> {
  const { row } = await shownDraft(ctx, facts);
  const now = await ctx.store.schemeProposals.move(row._id, ['asked'], { state: 'withdrawn' });
  if (now?.state !== 'withdrawn') throw new RuleError('undo.acted-on', { instead: withdrawing.instead() });
  await closeCards(ctx, row, schemeWords.withdrawn(ctx.person.name));
  return schemeWords.withdrawnReply;
}

async function confirm(ctx: Context, facts: { proposal: string }): Promise<void> {
  const { row, trainingClass } = await decidable(ctx, facts);
  const { _id: proposal, points, reason, proposedBy } = row;
  if (row.state === 'asked') await refuseOutdated(ctx, row, trainingClass);
  const decided = await ctx.store.schemeProposals.move(proposal, ['asked'], {
    state: 'confirmed',
    decidedBy: ctx.person._id,
  });
  if (decided?.state !== 'confirmed' || decided.decidedBy !== ctx.person._id) throw new RuleError('scheme.decided', {});
  await refuseMarkedMeanwhile(ctx, row, trainingClass);
  const version = { points, reason, fromAt: ctx.now, proposal, proposedBy, confirmedBy: ctx.person._id };
  const changed = await ctx.store.classes.addScheme(row.classId, row.after, { ...version, byUpdate: ctx.update.id });
  const entered = changed?.schemes?.find((each) => each.proposal === proposal);
  if (changed === null || entered === undefined) {
    // Grades were confirmed, or another version came first, between the two writes.
    await ctx.store.schemeProposals.move(proposal, ['confirmed'], { state: 'withdrawn' });
    await closeCards(ctx, row, schemeWords.replaced);
    throw new RuleError('scheme.outdated', {});
  }
  const messages = await toldScheme(ctx.store, changed, (each) => ctx.rulesOf(each).scoring);
  await ctx.sendAll(messages);
  await closeCards(ctx, row, schemeWords.confirmed(ctx.person.name));
  await ctx.send(
    proposedBy,
    text(schemeWords.toProposer(trainingClass, ctx.person.name, undefined)),
    `scheme-decided:${proposal}`,
  );
  await ctx.reply(schemeWords.confirmedReply(trainingClass, entered, messages.length));
}

/** Between proposal and decision the class may have been graded, changed, or marked by the former points. */
async function refuseOutdated(ctx: Context, row: SchemeProposalRow, trainingClass: ClassRow): Promise<void> {
  refuseWhenGraded(trainingClass);
  if ((trainingClass.schemes?.length ?? 0) !== row.after) throw new RuleError('scheme.outdated', {});
  const touched = await touchedBy(ctx, trainingClass, row.points);
  if (touched.length > 0) throw new RuleError('scheme.touched', { names: touched.map(({ name }) => name).join('、') });
}

/** Whoever enters a mark from now on sees that it is being confirmed (`enterScores`); what was entered just before is seen here. */
async function refuseMarkedMeanwhile(ctx: Context, row: SchemeProposalRow, trainingClass: ClassRow): Promise<void> {
  if (trainingClass.schemes?.some(({ proposal }) => proposal === row._id) === true) return;
  const touched = await touchedBy(ctx, trainingClass, row.points);
  if (touched.length === 0) return;
  await ctx.store.schemeProposals.move(row._id, ['confirmed'], { state: 'asked' });
  throw new RuleError('scheme.touched', { names: touched.map(({ name }) => name).join('、') });
}

async function refuse(ctx: Context, facts: { proposal: string }): Promise<void> {
  const { row, trainingClass } = await decidable(ctx, facts);
  const why = [...(ctx.words ?? '').trim()].slice(0, mostReasonLetters).join('');
  const by = ctx.person._id;
  const decided = await ctx.store.schemeProposals.move(row._id, ['asked'], { state: 'refused', decidedBy: by, why });
  if (decided?.state !== 'refused' || decided.decidedBy !== by) throw new RuleError('scheme.decided', {});
  await closeCards(ctx, row, schemeWords.refused(ctx.person.name));
  const words = schemeWords.toProposer(trainingClass, ctx.person.name, decided.why ?? why);
  await ctx.send(row.proposedBy, text(words), `scheme-decided:${row._id}`);
  await ctx.reply(schemeWords.refusedReply);
}

async function closeCards(ctx: Context, { _id }: SchemeProposalRow, settled: string): Promise<void> {
  for (const member of await ctx.store.cadres.withRole('orgDept'))
    await ctx.closeCard(`scheme-confirm:${_id}:${member._id}`, settled);
}
