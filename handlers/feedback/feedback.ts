import { classArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { cardCode } from '../../src/chat/message.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import {
  type FeedbackRow,
  feedbackCardId,
  feedbackCardKey,
  formerFeedbackCardKey,
} from '../../src/training/feedback/feedbacks.ts';
import { acknowledgeFeedback, askFeedbackWords, giveFeedbackWords } from '../../src/training/feedback/presses.ts';
import { type FeedbackLine, resultWords } from '../../src/training/feedback/words.ts';
import { answerableFor } from '../../src/training/grading/answerable.ts';

const mostWords = 500;

/** Feedback to unit heads: they acknowledge it, and staff see who has not. */
export function feedback(router: Router): void {
  router.command(
    {
      names: ['反馈进度', 'feedback-progress'],
      action: 'class.read',
      right: 'class',
      args: [classArg()],
      example: '/反馈进度 {class}',
      about: '查看单位主要负责人阅知结果反馈的情况',
      next: '列出未阅知的单位，到时自动提醒。',
    },
    (ctx, { trainingClass }) => progress(ctx, trainingClass),
  );
  router.press(acknowledgeFeedback, async (ctx, facts) => {
    await acknowledge(ctx, facts);
  });
  router.press(askFeedbackWords, async (ctx, facts) => {
    await acknowledgeable(ctx, facts);
    await ctx.expect(giveFeedbackWords.with(facts));
    await ctx.reply(resultWords.askWords);
  });
  router.press(giveFeedbackWords, answer);
}

/** The feedbacks that the card shows and that are this person's; one about whoever presses is not theirs to acknowledge. */
async function acknowledgeable(ctx: Context, facts: Facts<typeof acknowledgeFeedback>): Promise<FeedbackRow[]> {
  const sent = (await shownOn(ctx, facts)).filter((row) => row.state !== 'nobody');
  const subjectOf = (row: FeedbackRow) => ({ classId: row.classId, unitId: row.unitId, cadreId: row.cadreId });
  const own = await ctx.allowedOf('result.acknowledge', sent, subjectOf);
  if (own.length === 0)
    await ctx.requireFound('result.acknowledge', sent[0], subjectOf, new RuleError('feedback.unknown', {}));
  return own;
}

/** Acknowledges every feedback the card shows, each by itself. */
async function acknowledge(ctx: Context, facts: Facts<typeof acknowledgeFeedback>): Promise<FeedbackRow[]> {
  const { feedbacks } = ctx.store;
  const own = await acknowledgeable(ctx, facts);
  const by = { acknowledgedBy: ctx.person._id, acknowledgedAt: ctx.now };
  let at = ctx.now;
  for (const row of own) at = (await feedbacks.acknowledge(row.classId, row.cadreId, by))?.acknowledgedAt ?? at;
  await ctx.settle(resultWords.acknowledged(at, own.length));
  return own;
}

/** Keeps what a head answers to the feedback, and tells whoever released the results. */
async function answer(ctx: Context, facts: Facts<typeof giveFeedbackWords>): Promise<void> {
  const words = [...(ctx.words ?? '').trim()].slice(0, mostWords).join('');
  const own = await acknowledge(ctx, facts);
  for (const { classId, cadreId } of own) await ctx.store.feedbacks.answer(classId, cadreId, words);
  const [trainingClass, grading, unit] = await Promise.all([
    findClass(ctx, facts.classId),
    ctx.store.gradings.byClass(facts.classId),
    ctx.store.units.byId(own[0]?.unitId ?? ''),
  ]);
  const told = resultWords.wordsOf(trainingClass, unit?.name ?? '', ctx.person.name, words);
  for (const { cadreId, suffix } of await answerableFor(ctx.store, grading))
    await ctx.send(cadreId, told, `feedback-words:${ctx.update.id}${suffix}`);
  await ctx.reply(resultWords.wordsTaken);
}

async function shownOn({ store }: Context, facts: Facts<typeof acknowledgeFeedback>): Promise<FeedbackRow[]> {
  const { classId, unitId, cadreId } = facts;
  if (unitId !== undefined) return store.feedbacks.ofUnit(classId, unitId);
  const one = await store.feedbacks.byId(classId, cadreId ?? '');
  return one === null ? [] : [one];
}

async function progress(ctx: Context, trainingClass: ClassRow): Promise<void> {
  const classId = trainingClass._id;
  const rows = await ctx.store.feedbacks.ofClass(classId);
  if (rows.length === 0) {
    const isReleased = (await ctx.store.gradings.byClass(classId))?.release !== undefined;
    return ctx.reply(isReleased ? resultWords.notSentYet(trainingClass) : resultWords.notPublished(trainingClass));
  }
  const [units, heads] = await Promise.all([
    ctx.store.units.many([...new Set(rows.map((row) => row.unitId))]),
    ctx.store.cadres.many(rows.flatMap((row) => row.headId ?? [])),
  ]);
  const lines = await Promise.all(
    rows.map(
      async (row): Promise<FeedbackLine> => ({
        feedback: row,
        unitName: units.find((unit) => unit._id === row.unitId)?.name ?? '',
        headName: heads.find((head) => head._id === row.headId)?.name ?? '',
        delivery: await deliveryOf(ctx, row),
      }),
    ),
  );
  await ctx.reply(resultWords.progress(trainingClass, lines, await ctx.store.assessments.ofClass(classId)));
}

/** Whether the card was delivered to the head: only what the platform accepted counts as sent. */
async function deliveryOf(ctx: Context, row: FeedbackRow): Promise<FeedbackLine['delivery']> {
  if (row.state !== 'sent') return 'sent';
  const { deliveries, sentCards } = ctx.store;
  const shown = () => sentCards.copies([row.headId ?? ''], cardCode(feedbackCardId(row.classId, row.unitId)));
  const delivery =
    (await deliveries.byKey(feedbackCardKey(row))) ??
    (await deliveries.byKey(formerFeedbackCardKey(row))) ??
    (await shown()).at(-1);
  if (delivery === undefined || ['due', 'sending', 'held'].includes(delivery.state)) return 'waiting';
  return delivery.state === 'sent' ? 'sent' : 'failed';
}
