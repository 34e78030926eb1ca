import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import { type Card, cardCode } from '../../src/chat/message.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import type { MessageKey } from '../../src/outbox/causes.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { confirmCardKey } from '../../src/training/grading/gradings.ts';
import { offerWords } from '../../src/training/grading/offer-words.ts';
import { offerCardId, readyToGrade } from '../../src/training/grading/ready-to-grade.ts';
import { teamWords } from '../../src/training/grading/team-words.ts';
import { otherMembers } from '../../src/training/scoring/evaluation-team.ts';
import { objectionCard } from '../objections/objection-card.ts';
import { openProposals } from '../scoring/bonus-cards.ts';

/** Something of a class that waits for the evaluation team. */
interface TeamAsk {
  card: Card;
  /** Under which a member gets it. */
  key: (cadreId: string) => MessageKey;
  /** Who proposed it, and does not confirm it. */
  by: string;
}

/**
 * What waits for the evaluation team of a class goes to whoever is of it now, and is closed for everybody else.
 * @returns how many things went to the team
 */
export async function moveTeamCards(ctx: Context, trainingClass: ClassRow): Promise<number> {
  const { _id: classId } = trainingClass;
  const pool = await ctx.store.cadres.withRole('evaluationTeam');
  const asks = await openAsks(ctx, trainingClass, pool);
  for (const { card, key, by } of asks) {
    const members = await otherMembers(ctx.store, classId, by);
    for (const { _id } of pool)
      if (_id !== by && !members.some((each) => each._id === _id))
        await settleCopies(ctx, _id, card.id, teamWords.movedOn);
    for (const { _id } of members) await sendAnew(ctx, _id, card, key(_id));
  }
  // Whoever decided meanwhile has closed the cards that were there: those sent since are closed here.
  const left = new Set((await openAsks(ctx, trainingClass, pool)).map(({ card }) => card.id));
  for (const { card } of asks.filter((each) => !left.has(each.card.id)))
    for (const { _id } of pool) await settleCopies(ctx, _id, card.id, teamWords.settledMeanwhile);
  return asks.length;
}

/** Who had the card before, and had it closed because others were named, gets it once more. */
async function sendAnew(ctx: Context, cadreId: string, card: Card, key: MessageKey): Promise<void> {
  const before = await ctx.store.deliveries.byKey(key);
  const wasClosed = before !== null && before.open !== true;
  await ctx.send(cadreId, card, wasClosed ? `${key}:${ctx.update.id}` : key);
}

async function openAsks(ctx: Context, trainingClass: ClassRow, pool: readonly CadreRow[]): Promise<TeamAsk[]> {
  const [offer, grading, proposals, objections] = await Promise.all([
    offerToGrade(ctx, trainingClass, pool),
    gradingToConfirm(ctx, trainingClass, pool),
    openProposals(ctx, trainingClass),
    openObjections(ctx, trainingClass._id),
  ]);
  return [...offer, ...proposals, ...objections, ...grading];
}

/** The offer to begin grading, if somebody has it: the job offers it to the team otherwise. */
async function offerToGrade(ctx: Context, row: ClassRow, pool: readonly CadreRow[]): Promise<TeamAsk[]> {
  const ids = pool.map(({ _id }) => _id);
  const copies = await ctx.store.sentCards.copies(ids, cardCode(offerCardId(row._id)));
  if (!copies.some(({ open, settledByUpdate }) => open === true || settledByUpdate === ctx.update.id)) return [];
  const ready = await readyToGrade(ctx.store, row, ctx.rulesOf(row).scoring, ctx.now);
  if (ready === undefined) return [];
  const key = (id: string) => `grade-ready:${row._id}:${ready.since}:${id}` as const;
  return [{ card: offerWords.card(row, ready.trainees), key, by: '' }];
}

/** The grading that somebody was asked to confirm. */
async function gradingToConfirm(ctx: Context, { _id }: ClassRow, pool: readonly CadreRow[]): Promise<TeamAsk[]> {
  const row = await ctx.store.gradings.byClass(_id);
  if (row?.state !== 'proposed') return [];
  const key = (id: string) => confirmCardKey(row.proposal, id);
  for (const member of pool) {
    const message = (await ctx.store.deliveries.byKey(key(member._id)))?.message;
    if (message?.kind !== 'card') continue;
    const { settled: _, ...card } = message;
    return [{ card, key, by: row.proposedBy }];
  }
  return [];
}

async function openObjections(ctx: Context, classId: string): Promise<TeamAsk[]> {
  const rows = (await ctx.store.objections.ofClass(classId)).filter(({ state }) => state === 'open');
  return Promise.all(
    rows.map(async (row) => ({
      card: await objectionCard(ctx, row),
      key: (id: string) => `objection:${row._id}:${id}` as const,
      by: row.enteredBy,
    })),
  );
}
