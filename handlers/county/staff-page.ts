import { oneOfArg, optional } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { codeBytes } from '../../src/county/page-codes.ts';
import { pageWords } from '../../src/county/page-words.ts';

const signOut = '退出';

/** `/工作台`: a link and a one-time code to the page for those who run the training; `退出` ends all sessions there. */
export function staffPage(router: Router): void {
  router.command(
    {
      names: ['工作台', 'staff-page', '网页'],
      action: 'page.open',
      right: 'county',
      args: [
        optional(
          oneOfArg(
            'order',
            signOut,
            (word) => (word === signOut ? signOut : undefined),
            (word) => `“${word}”请写“${signOut}”，或不写。`,
          ),
        ),
      ],
      example: '/工作台',
      about: '取得网页工作台的网址和登录码，在电脑上查看班次、名册和表格；写“退出”的，退出所有浏览器',
      next: '回复网址和登录码，5分钟内有效，只能用一次。',
    },
    (ctx, { order }) => (order === undefined ? giveCode(ctx) : endSessions(ctx)),
  );
}

/** @throws RuleError `page.no-address` */
async function giveCode(ctx: Context): Promise<void> {
  const url = ctx.pageUrl('/staff/sign-in');
  const { platform, userId } = ctx.update.from;
  const whose = { cadreId: ctx.person._id, platform, userId };
  const bytes = ctx.randomBytes(codeBytes, `page code ${ctx.update.id}`);
  await ctx.reply(pageWords.code(url, await ctx.store.pageCodes.make(whose, bytes, ctx.now)));
}

async function endSessions(ctx: Context): Promise<void> {
  await ctx.store.pageCodes.endOf(ctx.person._id, ctx.now);
  await ctx.store.pageSessions.endOf(ctx.person._id, ctx.now);
  await ctx.reply(pageWords.signedOut);
}
