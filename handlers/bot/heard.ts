import { takeHeard } from '../../src/bot/conversation.ts';
import { carryOutHeard, changeHeard } from '../../src/bot/presses.ts';
import type { Router } from '../../src/bot/router.ts';
import { chatWords } from '../../src/bot/words.ts';

/** What was understood of a voice message: carried out when its sender says so, or said again. */
export function heard(router: Router): void {
  router.press(carryOutHeard, async (ctx, { update }) => {
    await ctx.settle(chatWords.heardTaken);
    await takeHeard(router, ctx.as({}), update);
  });
  router.press(changeHeard, async (ctx) => {
    await ctx.settle(chatWords.heardChanged);
    await ctx.reply(chatWords.sayAgain);
  });
}
