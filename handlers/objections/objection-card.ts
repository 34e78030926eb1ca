import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Card } from '../../src/chat/message.ts';
import type { ObjectionRow } from '../../src/training/objections/objections.ts';
import { objectionWords } from '../../src/training/objections/words.ts';
import { proofAbout } from '../../src/training/proofs/matter.ts';
import { withProofs } from '../../src/training/proofs/words.ts';

/** What whoever decides sees of an objection, with the proofs there are. */
export async function objectionCard(ctx: Context, row: ObjectionRow): Promise<Card> {
  const trainingClass = await findClass(ctx, row.classId);
  const about = proofAbout('objection', row._id);
  const card = objectionWords.card(row, trainingClass, await traineeName(ctx, row));
  return withProofs(card, about, await ctx.store.proofs.countOf(about));
}

export async function traineeName(ctx: Context, { cadreId }: ObjectionRow): Promise<string> {
  return (await ctx.store.cadres.byId(cadreId))?.name ?? '';
}
