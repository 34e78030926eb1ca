import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import type { Card } from '../../src/chat/message.ts';
import { type CallUpRow, exemptionCardId, exemptionRequestKey } from '../../src/training/call-up/call-ups.ts';
import { exemptionDeciders } from '../../src/training/call-up/exemption-deciders.ts';
import { callUpWords } from '../../src/training/call-up/words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { proofAbout } from '../../src/training/proofs/matter.ts';
import { withProofs } from '../../src/training/proofs/words.ts';

/** The card on which a request to stay away is decided, with the proofs there are. */
export async function exemptionCard(ctx: Context, trainingClass: ClassRow, row: CallUpRow): Promise<Card> {
  const [unit] = await ctx.store.units.many([row.unitId]);
  const reason = ctx.rulesOf(trainingClass).callUp.exemptionReasons.find(({ id }) => id === row.exemptionReason);
  const about = proofAbout('callUp', row._id);
  const card = callUpWords.decide(trainingClass, row, unit?.name ?? '', reason?.name ?? '');
  return withProofs(card, about, await ctx.store.proofs.countOf(about));
}

/** Who decides on a request to stay away. */
export function decidersOf(ctx: Context, trainingClass: ClassRow, row: CallUpRow): Promise<string[]> {
  return exemptionDeciders(ctx.store.cadres, row, trainingClass.createdBy);
}

/** Nobody has to decide on a request any more: its card is closed on every screen of the department, each person's own as it is said there. */
export async function closeRequest(
  ctx: Context,
  trainingClass: ClassRow,
  row: CallUpRow,
  settled: string,
  toOthers = callUpWords.handledBy(ctx.person.name),
): Promise<void> {
  for (const cadreId of await decidersOf(ctx, trainingClass, row))
    await settleCopies(ctx, cadreId, exemptionCardId(row._id), cadreId === ctx.person._id ? settled : toOthers);
}

/** The same where this update ends a request that waits: it was put by the last move before. */
export async function closeIfAsked(
  ctx: Context,
  trainingClass: ClassRow,
  row: CallUpRow,
  settled: string,
): Promise<void> {
  const { _id, moves } = row;
  const asked = moves[moves.lastIndexOf(ctx.update.id) - 1];
  if (asked === undefined) return;
  const keys = (await decidersOf(ctx, trainingClass, row)).map((cadreId) => exemptionRequestKey(_id, asked, cadreId));
  const known = await ctx.store.deliveries.known([...keys, `call-up-decide:${_id}:${asked}`]);
  if (known.size > 0) await closeRequest(ctx, trainingClass, row, settled, settled);
}
