import { optional, textArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import { isShared, matches } from '../../src/training/sharing/outline.ts';
import { showSharing } from '../../src/training/sharing/presses.ts';
import { sharingWords } from '../../src/training/sharing/words.ts';

/** 经验: what speakers shared at closings, found by everybody by its words, topic, class or author. */
export function experiences(router: Router): void {
  router.command(
    {
      names: ['经验', 'experience'],
      action: 'sharing.read',
      right: 'county',
      args: [optional(textArg('typed', '词'))],
      example: '/经验 基层治理',
      about: '查阅优秀学员的结业交流材料，可按内容、题目、班次、姓名查找',
      next: '列出材料，可看全文，不作改动。',
    },
    find,
  );
  router.press(showSharing, show);
}

async function find(ctx: Context, { typed = '' }: { typed?: string | undefined }): Promise<void> {
  const todayOn = beijingDateOf(ctx.now);
  const given = await ctx.store.sharings.given();
  const found = given.filter((row) => isShared(row, todayOn) && matches(row, typed));
  await ctx.reply(found.length === 0 ? sharingWords.nothingFound(typed) : sharingWords.found(typed, found));
}

/** Everybody may read what was shared; staff of the class also what is given and may still be changed. */
async function show(ctx: Context, { classId, cadreId }: { classId: string; cadreId: string }): Promise<void> {
  const row = await ctx.store.sharings.byId(classId, cadreId);
  const isPublic = row !== null && isShared(row, beijingDateOf(ctx.now));
  if (isPublic) await ctx.require('sharing.read', {});
  else await ctx.requireIn('sharing.read-class', { classId });
  if (row?.state !== 'given') throw new RuleError('sharing.not-shared', {});
  const unit = await ctx.store.units.byId(row.unitId);
  await ctx.reply(sharingWords.whole(row, unit?.name ?? ''));
}
