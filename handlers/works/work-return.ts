import { numberedArg, restArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import type { Router } from '../../src/bot/router.ts';
import { addDays, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { handInWords } from '../../src/training/works/hand-in-words.ts';
import { readCardId, workMarkingWords } from '../../src/training/works/marking-words.ts';
import { askReturn, giveReturn } from '../../src/training/works/presses.ts';
import { endOf } from '../needs-survey/survey-deadline.ts';
import { refuseCancelled } from './assignment-named.ts';
import { workToMark } from './marking.ts';
import { enterScores } from './work-scores.ts';

/** `/退回作业`: a marker sends a work back to be revised; its marks do not count any more. */
export function workReturn(router: Router): void {
  router.command(
    {
      names: ['退回作业', 'return-work'],
      action: 'work.mark',
      right: 'found',
      args: [numberedArg('number', '作品编号'), restArg('reason', '意见', { limit: { most: 200 } })],
      missing: '请写明作品编号和修改意见。',
      example: '/退回作业 {work} 请补充数据来源',
      about: '把一份作品退回本人修改',
      next: '本人收到意见和修改期限，重新提交后再评阅。',
    },
    (ctx, { number, reason }) => sendBack(ctx, number, reason),
  );
  router.press(askReturn, async (ctx, { work: id }) => {
    const { work } = await workToMark(ctx, id);
    await ctx.expect(giveReturn.with({ work: work._id }));
    await ctx.reply(workMarkingWords.askReturn(work._id));
  });
  router.press(giveReturn, (ctx, { work }) => sendBack(ctx, work, ctx.words ?? ''));
}

async function sendBack(ctx: Context, number: string, words: string): Promise<void> {
  const { work: before, given } = await workToMark(ctx, number);
  const { row, trainingClass } = given;
  refuseCancelled(row);
  refuseWhenGraded(trainingClass);
  const untilOn = addDays(beijingDateOf(ctx.now), ctx.rulesOf(trainingClass).works.reviseDays);
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const work = await ctx.store.works.act(before._id, ctx.update.id, ({ state, versions }) =>
    state === 'handedIn'
      ? { state: 'returned', back: { version: versions.length, reason: words.trim(), untilOn, ...by } }
      : undefined,
  );
  const back = work?.returns.find(({ byUpdate }) => byUpdate === ctx.update.id);
  if (work === null || back === undefined) throw new RuleError('work.returned-already', { work: number });
  await enterScores(ctx, given, work);
  await ctx.sendAll([
    {
      ...{ cadreId: work.cadreId, message: handInWords.returned(row, work, back) },
      ...{ key: `work-returned:${work._id}:${back.version}` as const, expiresAt: endOf(back.untilOn) },
    },
  ]);
  await settleCopies(ctx, ctx.person._id, readCardId(work), workMarkingWords.returned);
  await ctx.reply(workMarkingWords.returnedReply(work._id, back.untilOn));
}
