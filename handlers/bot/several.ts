import { commandOf, ownReceipt } from '../../src/bot/again.ts';
import { runCommand } from '../../src/bot/conversation.ts';
import { carryOutForAll, dropForAll } from '../../src/bot/presses.ts';
import { nothingKept } from '../../src/bot/preview.ts';
import type { Router } from '../../src/bot/router.ts';
import { severalWords } from '../../src/bot/several-words.ts';
import { chatWords } from '../../src/bot/words.ts';

/** Buttons of an act for several people: its command is carried out as it was meant when it was given, or not at all. */
export function several(router: Router): void {
  router.preview(
    { confirm: carryOutForAll, drop: dropForAll, shown: nothingKept, dropped: severalWords.dropped },
    async (ctx, _, { update, classId, people }) => {
      const command = await commandOf(ctx, update);
      const receipt = await ownReceipt(ctx, update);
      if (command === undefined || receipt === undefined) return ctx.reply(chatWords.cardTooOld);
      const confirms = { update, saidAt: receipt.receivedAt, classId, people };
      await runCommand(router, ctx.as({ ...(ctx.pressed && { pressed: ctx.pressed }), confirms }), command);
    },
  );
}
