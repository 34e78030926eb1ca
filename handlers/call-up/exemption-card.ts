import type { Context } from '../../src/bot/context.ts';
import type { Card } from '../../src/chat/message.ts';
import type { CallUpRow } from '../../src/training/call-up/call-ups.ts';
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
