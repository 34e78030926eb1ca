import { numberedArg, reasonArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { workMarkingWords } from '../../src/training/works/marking-words.ts';
import { waitsFor, withoutMark } from '../../src/training/works/work-marks.ts';
import { refuseCancelled } from './assignment-named.ts';
import { workToMark } from './marking.ts';
import { tellResult } from './work-result.ts';

/** `/撤回评阅`: a marker takes the own mark back, until the class is graded; what it led to is reversed. */
export function workMarkBack(router: Router): void {
  router.command(
    {
      names: ['撤回评阅', 'take-mark-back'],
      action: 'work.mark',
      right: 'found',
      args: [numberedArg('number', '作品编号'), reasonArg],
      missing: '请写明作品编号和理由。',
      example: '/撤回评阅 {work} 评错作品',
      about: '评定等次前撤回自己对一份作品的评分',
      next: '评分不再计入；评阅结果已告知本人的，告知更正。重新评分用“/评阅”。',
    },
    (ctx, { number, reason }) => takeBack(ctx, number, reason),
  );
}

async function takeBack(ctx: Context, number: string, reason: string): Promise<void> {
  const { work: before, given } = await workToMark(ctx, number);
  refuseCancelled(given.row);
  refuseWhenGraded(given.trainingClass);
  const { _id: markerId } = ctx.person;
  const takenBack = { reason, at: ctx.now, byUpdate: ctx.update.id };
  const work = await ctx.store.works.act(before._id, ctx.update.id, ({ state, marks, versions }) => {
    const left = state === 'handedIn' && withoutMark(marks, { markerId, version: versions.length }, takenBack);
    return left ? { marks: left } : undefined;
  });
  if (work === null || !work.updates.includes(ctx.update.id)) {
    const isThere = before.state === 'handedIn';
    throw new RuleError(isThere ? 'work.no-own-mark' : 'work.not-there', { work: number });
  }
  const { row, marked } = given;
  // Sent back meanwhile, it has no result, and waits for nobody.
  const isHandedIn = work.state === 'handedIn';
  if (isHandedIn) await tellResult(ctx, given, work);
  const isWanted = isHandedIn && waitsFor(marked.part, work.marks, work.versions.length, row.markers, markerId);
  await ctx.reply(workMarkingWords.markTakenBack(work._id, isWanted));
}
