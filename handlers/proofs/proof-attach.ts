import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { allButtons } from '../../src/chat/message.ts';
import { askForProof, needNoProof } from '../../src/training/proofs/presses.ts';
import { attachMinutes, proofWords } from '../../src/training/proofs/words.ts';
import { kindOf } from './kind-of.ts';

/** 附上依据 on the answer to an entry: what is sent within ten minutes of the card is taken for its proof, with or without a tap. */
export function proofAttach(router: Router): void {
  router.press(askForProof, async (ctx, { about }) => {
    const { kind, id } = kindOf(router, about);
    await ctx.reply(proofWords.askFor(ctx.update.id, await kind.own(ctx, id)));
  });
  router.press(needNoProof, async (ctx, { about }) => {
    const { kind, id } = kindOf(router, about);
    await kind.own(ctx, id);
    await ctx.settle(proofWords.notAttached);
  });
}

/** What the cards that this person got in the last ten minutes ask a proof for, the newest first. */
export async function attachable(ctx: Context): Promise<string[]> {
  const since = ctx.now.getTime() - attachMinutes * 60_000;
  const cards = await ctx.store.sentCards.openOnScreen(ctx.person._id);
  const abouts = cards.flatMap(({ message, sentAt }) => {
    if (message.kind !== 'card' || (sentAt?.getTime() ?? since) < since) return [];
    return allButtons(message).flatMap(
      ({ press }) => [askForProof, needNoProof].find(({ action }) => action === press.action)?.read(press)?.about ?? [],
    );
  });
  return [...new Set(abouts)];
}
