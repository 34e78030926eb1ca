import { optional, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { sendList } from '../../src/bot/sheet-on-request.ts';
import { sendBlankRoster } from '../../src/county/presses.ts';
import { blankRoster } from '../../src/county/roster/blank-rosters.ts';
import { rosterFileWords } from '../../src/county/roster/roster-file-words.ts';

/** `/空表`: the empty sheets of people, units and appointments, which are filled in and sent back. */
export function blankRosters(router: Router): void {
  router.command(
    {
      names: ['空表', 'blank-roster'],
      action: 'roster.import',
      right: 'county',
      args: [optional(wordArg('kind', '名称'))],
      example: '/空表 任免',
      about: '领取任免、干部、单位、任职经历的空表，填好后发回',
      next: '发送表格；填好发回后先核对，确认后才导入。',
    },
    async (ctx, { kind }) => (kind === undefined ? ctx.reply(rosterFileWords.blanks(ctx.update.id)) : give(ctx, kind)),
  );
  router.press(sendBlankRoster, async (ctx, { kind }) => {
    await ctx.requireIn('roster.import', {});
    await give(ctx, kind);
  });
}

async function give(ctx: Context, kind: string): Promise<void> {
  const blank = blankRoster(kind.replace(/表$/u, ''));
  await (blank === undefined ? ctx.reply(rosterFileWords.blanks(ctx.update.id)) : sendList(ctx, blank));
}
