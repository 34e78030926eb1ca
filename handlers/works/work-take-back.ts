import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import { handInWords } from '../../src/training/works/hand-in-words.ts';
import { takeBackWork } from '../../src/training/works/presses.ts';
import { versionAbout, type WorkRow } from '../../src/training/works/works.ts';

/** What was handed in is taken back by its author, as long as nobody has read it. */
export function workTakeBack(router: Router): void {
  router.press(takeBackWork, async (ctx, { work: id }) => {
    const found = await ctx.store.works.byId(id);
    const row = found && (await ctx.store.assignments.byId(found.assignmentId));
    if (found?.cadreId !== ctx.person._id || row === null) throw new RuleError('work.gone', {});
    const work = await ctx.store.works.act(id, ctx.update.id, (present) =>
      present.state === 'takenBack' || isRead(present) ? undefined : { state: 'takenBack', unlike: true },
    );
    if (work === null || !work.updates.includes(ctx.update.id)) return refuse(ctx, found, row.title);
    for (let version = 1; version <= work.versions.length; version += 1)
      await ctx.store.proofs.takeBack(versionAbout(id, version), ctx.update.id);
    await ctx.store.workPrints.remove(id);
    await ctx.settle(handInWords.takenBack);
    await ctx.reply(handInWords.takenBackReply(row));
  });
}

function isRead({ marks, versions }: WorkRow): boolean {
  return marks.some(({ version }) => version === versions.length);
}

async function refuse(ctx: Context, { state }: WorkRow, title: string): Promise<void> {
  if (state !== 'takenBack') throw new RuleError('work.being-read', { title });
  await ctx.settle(handInWords.takenBack);
  await ctx.reply(handInWords.takenBackBefore);
}
