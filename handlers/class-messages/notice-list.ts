import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { listedNotices } from '../../src/training/class-messages/listed-notices.ts';
import { mostListed, noticeListWords } from '../../src/training/class-messages/notice-list-words.ts';
import type { NoticeRow } from '../../src/training/class-messages/notices.ts';
import { sendNoticeList } from '../../src/training/class-messages/presses.ts';
import { placeOf } from './find-notice.ts';

const yearMs = 365 * 24 * 3600_000;

/** `/通知列表`: the notices of a year that somebody may see, with how far each has come. */
export function noticeList(router: Router): void {
  router.command(
    {
      names: ['通知列表', 'notices'],
      action: 'notice.progress',
      right: 'found',
      example: '/通知列表',
      about: '查看近一年发出的通知和回执情况',
      next: '列出通知、对象和回执数，可发送表格。',
    },
    async (ctx) => {
      const rows = await visible(ctx);
      const waiting = rows.filter(
        ({ state, answerBy }) => state === 'sent' && answerBy !== undefined && answerBy > ctx.now,
      );
      const newest = await listedNotices(ctx.store, rows.slice(0, mostListed));
      await ctx.reply(noticeListWords.list(ctx.update.id, rows.length, waiting.length, newest));
    },
  );
  router.sheet(sendNoticeList, async (ctx) =>
    noticeListWords.sheet(await listedNotices(ctx.store, await visible(ctx)), beijingDateOf(ctx.now)),
  );
}

/** Newest first. @throws RuleError `policy.denied` for who may see none */
async function visible(ctx: Context): Promise<NoticeRow[]> {
  if (!(await ctx.mayEver('notice.progress'))) await ctx.requireIn('notice.progress', {});
  const rows = await ctx.store.notices.listedSince(new Date(ctx.now.getTime() - yearMs));
  return ctx.allowedOf('notice.progress', rows, placeOf);
}
