import { numberedArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { ofPresent } from '../../src/training/call-up/class-roll.ts';
import { noticeProgressWords } from '../../src/training/class-messages/notice-progress-words.ts';
import { sendNoticeProgress } from '../../src/training/class-messages/presses.ts';
import { findNotice } from './find-notice.ts';

/** Who has read and answered a notice. */
export function noticeProgress(router: Router): void {
  router.command(
    {
      names: ['通知进度', 'notice-progress', '通知进展'],
      action: 'notice.progress',
      right: 'found',
      args: [numberedArg('noticeId', '通知编号')],
      missing: '请写明通知编号。',
      example: '/通知进度 {notice}',
      about: '查看通知的阅读和回执情况',
      next: '列出未读、未回执人员，到时自动提醒。',
    },
    async (ctx, about) => {
      const { row, marks, unitNames } = await marksNow(ctx, about);
      await ctx.reply(noticeProgressWords.progress(row, marks, unitNames));
    },
  );
  router.sheet(sendNoticeProgress, async (ctx, facts) => {
    const { row, marks, unitNames } = await marksNow(ctx, facts);
    return noticeProgressWords.progressSheet(row, marks, unitNames, beijingDateOf(ctx.now));
  });
}

/** The notice, who of its receivers has read and answered it, and the names of their units. */
async function marksNow(ctx: Context, { noticeId }: { noticeId: string }) {
  const { row, trainingClass } = await findNotice(ctx, noticeId, 'notice.progress');
  const all = await ctx.store.notices.marksOf(row._id);
  const marks = trainingClass === undefined ? all : await ofPresent(ctx.store, trainingClass, all);
  const units = await ctx.store.units.many([...new Set(marks.map((mark) => mark.unitId))]);
  return { row, marks, unitNames: new Map(units.map((unit) => [unit._id, unit.name])) };
}
