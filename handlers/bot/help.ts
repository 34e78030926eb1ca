import { helpWords } from '../../src/bot/help-words.ts';
import type { Router } from '../../src/bot/router.ts';

/** `/帮助`: lists what this person may do. */
export function help(router: Router): void {
  router.command(
    {
      names: ['帮助', 'help', '?', '？'],
      action: 'help.read',
      right: 'county',
      example: '/帮助',
      about: '查看可用功能',
    },
    async (ctx) => ctx.reply(helpWords.list(await router.commandsFor(ctx))),
  );
  router.word(['帮助', '你好', '您好', 'help', '菜单'], async (ctx) =>
    ctx.reply(helpWords.list(await router.commandsFor(ctx))),
  );
}
