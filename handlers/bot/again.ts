import { commandOf } from '../../src/bot/again.ts';
import { runCommand } from '../../src/bot/conversation.ts';
import { runAgain, startCommand } from '../../src/bot/presses.ts';
import type { Router } from '../../src/bot/router.ts';
import { chatWords } from '../../src/bot/words.ts';
import { corrected } from '../../src/chat/command.ts';

/** Buttons that carry out a command: one that was typed, put right in one thing, or one by its name. */
export function again(router: Router): void {
  router.press(runAgain, async (ctx, { update, ...put }) => {
    const command = await commandOf(ctx, update);
    if (command === undefined) return ctx.reply(chatWords.cardTooOld);
    await ctx.settle(chatWords.chosen(put.to ?? put.classId ?? put.name ?? ''));
    await runCommand(router, ctx.as({}), corrected(command, put));
  });
  router.press(startCommand, (ctx, { name, classId }) =>
    runCommand(router, ctx.as({}), corrected({ name, args: [], body: '' }, { classId })),
  );
}
