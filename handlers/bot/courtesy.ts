import type { Context } from '../../src/bot/context.ts';
import { likeliest } from '../../src/bot/likeliest.ts';
import type { Router } from '../../src/bot/router.ts';
import { waitingTasks } from '../../src/bot/waiting-tasks.ts';
import { chatWords } from '../../src/bot/words.ts';

/** Words of courtesy. They answer a card that takes them (`alsoTyped`); otherwise they are answered and carry out nothing. */
export function courtesy(router: Router): void {
  router.word(['收到', '好的', '好', '知道了', '明白', '明白了', '嗯', 'ok', '行', '可以'], received, {
    mayAnswer: true,
  });
  router.word(['谢谢', '谢谢您', '感谢', '多谢', '辛苦了', '再见'], (ctx) => ctx.reply(chatWords.welcomeBack), {
    mayAnswer: true,
  });
}

async function received(ctx: Context): Promise<void> {
  const waiting = await waitingTasks(ctx);
  await ctx.reply(waiting.length === 0 ? chatWords.received : await likeliest(ctx, chatWords.receivedWaiting));
}
