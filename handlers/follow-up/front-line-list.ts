import { optional, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { unitNamesOf } from '../../src/county/unit-names.ts';
import { frontLineWords } from '../../src/training/follow-up/front-line-words.ts';
import { sendFrontLine } from '../../src/training/follow-up/presses.ts';

/** 一线名单: who was sent to the front line in a year, first in figures, then as a sheet. */
export function frontLineList(router: Router): void {
  router.command(
    {
      names: ['一线名单', 'front-line-list'],
      action: 'front-line.read',
      right: 'county',
      args: [optional(wordArg('year', '年份'))],
      example: '/一线名单 {year}',
      about: '查看一个年度选派到一线锻炼的人员',
      next: '先列合计；可发送表格。',
    },
    async (ctx, { year }) => {
      const wanted = yearOf(ctx, year);
      const rows = await ctx.store.frontLine.ofYear(wanted);
      await ctx.reply(frontLineWords.list(ctx.update.id, wanted, rows, beijingDateOf(ctx.now)));
    },
  );
  router.sheet(sendFrontLine, async (ctx, { year }) => {
    await ctx.requireIn('front-line.read', {});
    const rows = await ctx.store.frontLine.ofYear(year);
    const unitOf = await unitNamesOf(
      ctx.store,
      rows.map(({ cadreId }) => cadreId),
    );
    return frontLineWords.sheet(year, rows, beijingDateOf(ctx.now), unitOf);
  });
}

function yearOf(ctx: Context, typed: string | undefined): string {
  return /^\d{4}/.exec(typed ?? '')?.[0] ?? beijingDateOf(ctx.now).slice(0, 4);
}
