import { optional, textArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import type { ReceivedFile } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf, formatDate } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import { isOpen, readOutline } from '../../src/training/sharing/outline.ts';
import { giveOutline, showOwnOutline, takeOutlineBack, writeOutline } from '../../src/training/sharing/presses.ts';
import type { SharingRow } from '../../src/training/sharing/sharings.ts';
import { outlineCardId, sharingWords } from '../../src/training/sharing/words.ts';
import { workTypeOf } from '../../src/training/works/work-file.ts';
import { textOfWork } from '../../src/training/works/work-text.ts';
import { myWorks } from '../works/own-works.ts';

/** A speaker's outline (发言提纲): typed, spoken or sent as a file, changed and taken back until its day is over. */
export function outlines(router: Router): void {
  router.word(['发言提纲', '我的发言提纲'], (ctx) => show(ctx));
  router.command(
    {
      names: ['发言提纲', 'outline'],
      action: 'sharing.own',
      right: 'speaker',
      args: [optional(textArg('words', '内容'))],
      example: '/发言提纲 把会开到田埂上：三个月走访六十户，办成八件小事的体会',
      about: '提交、修改本人的结业交流发言提纲，首行写题目；不写内容的，查看本人的提纲',
      next: '保存提纲；截止前可以修改、撤回。',
    },
    async (ctx, { words }) => (words === undefined ? show(ctx) : take(ctx, await openSharing(ctx), words)),
  );
  router.press(writeOutline, async (ctx, { classId }) => {
    await openSharing(ctx, classId);
    await ctx.expect(giveOutline.with({ classId }));
    await ctx.reply(sharingWords.ask);
  });
  router.press(giveOutline, async (ctx, { classId }) => take(ctx, await openSharing(ctx, classId), ctx.words ?? ''));
  router.press(showOwnOutline, async (ctx, { classId }) => {
    const row = await ownSharing(ctx, classId);
    if (row.state !== 'given') throw new RuleError('sharing.not-given', {});
    const unit = await ctx.store.units.byId(row.unitId);
    await ctx.reply(sharingWords.whole(row, unit?.name ?? ''));
  });
  router.press(takeOutlineBack, async (ctx, { classId }) => {
    const row = await openSharing(ctx, classId);
    if (row.state !== 'given' && !row.updates.includes(ctx.update.id)) throw new RuleError('sharing.not-given', {});
    await ctx.store.sharings.takeBack(row, ctx.update.id);
    await ctx.settle(sharingWords.takenBack);
    await ctx.reply(sharingWords.takenBackReply(row));
  });
  router.file({
    action: 'sharing.own',
    offered: async (ctx) => ((await awaited(ctx)) === undefined ? undefined : sharingWords.offer),
    take: takeFile,
  });
}

async function show(ctx: Context): Promise<void> {
  const row = await ownSharing(ctx);
  await ctx.reply(row.state === 'given' ? sharingWords.given(row) : sharingWords.card(row));
}

async function take(ctx: Context, row: SharingRow, said: string): Promise<void> {
  const outline = { ...readOutline(said, row.className), givenAt: ctx.now };
  const kept = await ctx.store.sharings.give(row, outline, ctx.update.id);
  if (kept === null || kept.state === 'cancelled') throw new RuleError('sharing.none', {});
  await settleCopies(ctx, row.cadreId, outlineCardId(row.classId), sharingWords.settled);
  await ctx.reply(sharingWords.given(kept));
}

/** A text that a speaker sends while the outline is awaited and no work is owed. */
async function takeFile(ctx: Context, { what, name, bytes, sheets }: ReceivedFile): Promise<boolean> {
  if (what !== 'file' || sheets.length > 0) return false;
  const row = await awaited(ctx);
  const type = workTypeOf(bytes, name);
  if (row === undefined || type === undefined) return false;
  if ((await myWorks(ctx)).some(({ takesFiles }) => takesFiles)) return false;
  const text = await textOfWork(type, bytes);
  if (text === undefined) throw new RuleError('sharing.file', {});
  await take(ctx, row, text);
  return true;
}

async function awaited(ctx: Context): Promise<SharingRow | undefined> {
  const todayOn = beijingDateOf(ctx.now);
  return (await ctx.store.sharings.ofCadre(ctx.person._id)).find((row) => isOpen(row, todayOn));
}

/** @param classId - the latest unless given @throws RuleError `sharing.none` */
async function ownSharing(ctx: Context, classId?: string): Promise<SharingRow> {
  await ctx.require('sharing.own', { cadreId: ctx.person._id });
  const own = (await ctx.store.sharings.ofCadre(ctx.person._id)).filter(({ state }) => state !== 'cancelled');
  const found = classId === undefined ? own[0] : own.find((row) => row.classId === classId);
  if (found === undefined) throw new RuleError('sharing.none', {});
  return found;
}

/** @throws RuleError `sharing.over` after its day */
async function openSharing(ctx: Context, classId?: string): Promise<SharingRow> {
  const row = await ownSharing(ctx, classId);
  if (!isOpen(row, beijingDateOf(ctx.now))) throw new RuleError('sharing.over', { dueOn: formatDate(row.dueOn) });
  return row;
}
