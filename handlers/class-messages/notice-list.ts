import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { aboutOf, toWhom } from '../../src/training/class-messages/notice-about.ts';
import { type ListedNotice, mostListed, noticeListWords } from '../../src/training/class-messages/notice-list-words.ts';
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
      const newest = await listed(ctx, rows.slice(0, mostListed));
      await ctx.reply(noticeListWords.list(ctx.update.id, rows.length, waiting.length, newest));
    },
  );
  router.sheet(sendNoticeList, async (ctx) =>
    noticeListWords.sheet(await listed(ctx, await visible(ctx)), beijingDateOf(ctx.now)),
  );
}

/** Newest first. @throws RuleError `policy.denied` for who may see none */
async function visible(ctx: Context): Promise<NoticeRow[]> {
  if (!(await ctx.mayEver('notice.progress'))) await ctx.requireIn('notice.progress', {});
  const rows = await ctx.store.notices.listedSince(new Date(ctx.now.getTime() - yearMs));
  return ctx.allowedOf('notice.progress', rows, placeOf);
}

async function listed({ store }: Context, rows: readonly NoticeRow[]): Promise<ListedNotice[]> {
  const [senders, classes] = await Promise.all([
    store.cadres.many([...new Set(rows.map(({ createdBy }) => createdBy))]),
    Promise.all([...new Set(rows.flatMap(({ classId }) => classId ?? []))].map((id) => store.classes.byId(id))),
  ]);
  const names = new Map(senders.map(({ _id, name }) => [_id, name]));
  const all: ListedNotice[] = [];
  for (const notice of rows) {
    const marks = await store.notices.marksOf(notice._id);
    const trainingClass = classes.find((each) => each?._id === notice.classId);
    all.push({
      notice,
      to: toWhom(notice, aboutOf(notice, trainingClass)),
      sender: names.get(notice.createdBy) ?? '',
      people: marks.length,
      read: marks.filter(({ readAt, answeredAt }) => readAt !== undefined || answeredAt !== undefined).length,
      answered: marks.filter(({ answeredAt }) => answeredAt !== undefined).length,
    });
  }
  return all;
}
