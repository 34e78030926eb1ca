import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Card } from '../../src/chat/message.ts';
import { requestWeight } from '../../src/training/leave/leave-standing.ts';
import type { LeaveRow } from '../../src/training/leave/leaves.ts';
import { leaveWords } from '../../src/training/leave/words.ts';
import { proofAbout } from '../../src/training/proofs/matter.ts';
import { withProofs } from '../../src/training/proofs/words.ts';

/** The card on which the class teacher decides, with the proofs there are. */
export async function leaveCard(ctx: Context, leave: LeaveRow): Promise<Card> {
  const trainingClass = await findClass(ctx, leave.classId);
  const weight = await requestWeight(ctx.store, leave, ctx.rulesOf(trainingClass).attendance);
  const about = proofAbout('leave', leave._id);
  return withProofs(leaveWords.decide(leave, trainingClass, weight), about, await ctx.store.proofs.countOf(about));
}

/** Answers whoever decided; where the request has proofs, with the button to look at them, as long as they are kept. */
export async function answerDecider(ctx: Context, leave: LeaveRow, sentence: string): Promise<void> {
  const about = proofAbout('leave', leave._id);
  const proofs = await ctx.store.proofs.countOf(about);
  await ctx.reply(proofs.count === 0 ? sentence : withProofs(leaveWords.answered(leave, sentence), about, proofs));
}
