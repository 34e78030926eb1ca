import type { Context } from '../../src/bot/context.ts';
import { receivedWords, thanksWords } from '../../src/bot/courtesies.ts';
import { likeliest } from '../../src/bot/likeliest.ts';
import type { Router } from '../../src/bot/router.ts';
import { waitingTasks } from '../../src/bot/waiting-tasks.ts';
import { chatWords } from '../../src/bot/words.ts';

/** Words of courtesy. They answer a card that takes them (`alsoTyped`); otherwise they are answered and carry out nothing. */
export function courtesy(router: Router): void {
  router.word(receivedWords, received, { mayAnswer: true });
  router.word(thanksWords, (ctx) => ctx.reply(chatWords.welcomeBack), { mayAnswer: true });
}

async function received(ctx: Context): Promise<void> {
  const waiting = await waitingTasks(ctx);
  await ctx.reply(waiting.length === 0 ? chatWords.received : await likeliest(ctx, chatWords.receivedWaiting));
}
