import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { type ContactReport, contactReport, resumableOn } from '../../src/county/contact-news.ts';
import { contactNewsWords, thirtyDaysBefore } from '../../src/county/contact-news-words.ts';
import { resumption } from '../../src/county/contact-standing.ts';
import { resumeListed, sendContactNews, sendMissingPeople } from '../../src/county/presses.ts';
import { RosterIndex } from '../../src/county/roster/roster-index.ts';
import { editing } from './record-edit.ts';
import { applyOnce } from './record-once.ts';

/** What changed in the platforms' contacts: read again at any time, as a sheet, and acted on. */
export function contactNews(router: Router): void {
  router.command(
    {
      names: ['通讯录变动', 'contact-news'],
      action: 'contacts.read',
      right: 'county',
      args: [],
      example: '/通讯录变动',
      about: '查看近30天企业微信、钉钉通讯录的变动和暂停调训的人员',
      next: '先列人数；可发送表格、补录未入库的人员、恢复调训。',
    },
    show,
  );
  router.sheet(sendContactNews, async (ctx, nights) => contactNewsWords.sheet(await reportOf(ctx, nights)));
  router.sheet(sendMissingPeople, async (ctx, nights) => contactNewsWords.missing(await reportOf(ctx, nights)));
  router.press(resumeListed, resume);
}

async function show(ctx: Context): Promise<void> {
  const untilOn = beijingDateOf(ctx.now);
  const report = await reportOf(ctx, { fromOn: thirtyDaysBefore(untilOn), untilOn });
  const isNothing = report.found.length + report.resumable.length === 0;
  await ctx.reply(isNothing ? contactNewsWords.nothing : contactNewsWords.card(ctx.update.id, report));
}

async function reportOf(ctx: Context, nights: Pick<ContactReport, 'fromOn' | 'untilOn'>): Promise<ContactReport> {
  await ctx.requireIn('contacts.read', {});
  const rows = await ctx.store.contacts.newsBetween(nights.fromOn, nights.untilOn);
  return contactReport(ctx.store, rows, nights);
}

/** Calls up again whoever was listed again when the card was made; nobody themselves. What was done already is said again. */
async function resume(ctx: Context, { onDay }: { onDay: string }): Promise<void> {
  await ctx.requireIn('cadre.change', {});
  const importId = `resume-${ctx.update.id}`;
  const isMade = await applyOnce(ctx, importId, async () => {
    const people = await resumableOn(ctx.store, onDay);
    const others = people.filter(({ id }) => id !== ctx.person._id);
    if (people.length > 0)
      await ctx.require('cadre.change', { cadreIds: (others.length > 0 ? others : people).map(({ id }) => id) });
    const index = new RosterIndex(await ctx.store.roster.units(), people);
    return { change: others.flatMap((cadre) => resumption(cadre, beijingDateOf(ctx.now), index)) };
  });
  if (!isMade) return ctx.reply(contactNewsWords.nobodyToResume);
  const made = await ctx.store.recordChanges.madeBy(importId);
  const names = made.map(({ change }) => change.who);
  await replyWithUndo(ctx, `${contactNewsWords.resumed(names)}。`, editing, { importId });
}
