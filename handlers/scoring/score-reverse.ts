import { classArg, numberArg, restArg, together, traineeArg } from '../../src/bot/arguments.ts';
import type { Values } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { heldClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { text } from '../../src/chat/message.ts';
import { RuleError } from '../../src/errors.ts';
import type { Sent } from '../../src/outbox/causes.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { objectionWords } from '../../src/training/objections/words.ts';
import { enteredScores, entriesOf } from '../../src/training/scoring/entered-scores.ts';
import { isGraded } from '../../src/training/scoring/graded-class.ts';
import { keepScore, reverseScore } from '../../src/training/scoring/presses.ts';
import { reverseWords } from '../../src/training/scoring/reverse-words.ts';
import { reversalOf } from '../../src/training/scoring/score-event.ts';
import { type ScoreDraftRow, type ScoreEventRow, scoreEventRow } from '../../src/training/scoring/score-events.ts';
import { itemName } from '../../src/training/scoring/scoring-scheme.ts';
import { withdrawBonus } from './bonus-cards.ts';
import { evidenceCard } from './score-evidence.ts';

const mostReasonLetters = 100;

const entryArg = together(
  'entry',
  '[笔号] [理由]',
  [numberArg('number', '笔号', 4), restArg('reason', '理由')],
  '请写明笔号（数字）和撤销理由；只写班号和姓名，可查看各笔记分的笔号。',
);
const args = [classArg(), traineeArg(), entryArg] as const;

/** The trainee whose entries a command is about. */
type Of = Omit<Values<typeof args>, 'entry'>;

/** `/撤销记分`: reverses a wrong entry by another event; nothing is deleted. Attendance is corrected through the sign-ins instead. */
export function scoreReverse(router: Router): void {
  router.command(
    {
      names: ['撤销记分', 'reverse-score'],
      action: 'score.reverse',
      right: 'class',
      args,
      missing: '请写明姓名。',
      example: '/撤销记分 {class} {mark} 误记到他人名下',
      about: '查看学员的记分记录；写明笔号和理由的，撤销这一笔并告知本人',
      next: '写明笔号和理由的，撤销这一笔并告知本人。',
    },
    (ctx, { entry, ...of }) =>
      entry === undefined
        ? list(ctx, of)
        : preview(ctx, of, entry.number, [...entry.reason].slice(0, mostReasonLetters).join('')),
  );
  router.preview(
    {
      confirm: reverseScore,
      drop: keepScore,
      shown: shownReversal,
      forget: (ctx, { draft }) => ctx.store.scoreEvents.endDraft(draft._id, 'dropped'),
      dropped: reverseWords.kept,
    },
    reverse,
  );
}

async function list(ctx: Context, { trainingClass, trainee }: Of): Promise<void> {
  const rows = await enteredScores(ctx.store, trainingClass._id, trainee._id);
  await ctx.reply(
    reverseWords.list(
      trainingClass,
      trainee.name,
      await entriesOf(ctx.store, rows, ctx.rulesOf(trainingClass).scoring),
    ),
  );
  const evidence = await evidenceCard(ctx, trainingClass, trainee._id, trainee.name);
  if (evidence !== undefined) await ctx.reply(evidence);
}

async function preview(ctx: Context, { trainingClass, trainee }: Of, number: number, reason: string): Promise<void> {
  const rows = await enteredScores(ctx.store, trainingClass._id, trainee._id);
  const { name } = trainee;
  const event = rows[number - 1];
  if (event === undefined) throw new RuleError('score.no-entry', { name, number, count: rows.length });
  if ((await ctx.store.scoreEvents.reversalOf(event._id)) !== null) throw new RuleError('score.reversed', {});
  await refuseUnlessReversible(ctx, trainingClass, event);
  const reversal = reversalOf(event, reason, ctx.person._id, ctx.now);
  await ctx.store.scoreEvents.keepDraft({
    _id: ctx.update.id,
    classId: trainingClass._id,
    authorId: ctx.person._id,
    events: [scoreEventRow(trainingClass._id, reversal)],
    state: 'draft',
    at: ctx.now,
  });
  const [entry] = (await entriesOf(ctx.store, rows, ctx.rulesOf(trainingClass).scoring)).slice(number - 1);
  if (entry !== undefined) await ctx.reply(reverseWords.preview(ctx.update.id, trainingClass, name, entry, reason));
}

/** @throws RuleError if the class is graded, the entry is about the person who asks, or it is a bonus that only the evaluation team may reverse */
async function refuseUnlessReversible(ctx: Context, trainingClass: ClassRow, event: ScoreEventRow): Promise<void> {
  const { _id: classId } = trainingClass;
  await ctx.require('score.reverse', { classId });
  if (isGraded(trainingClass)) throw new RuleError('score.reverse-graded', { classId });
  const byTeam = await ctx.may('score.bonus-confirm', { classId, proposedBy: event.authorId });
  if (event.confirmedBy !== undefined && !byTeam) throw new RuleError('score.reverse-bonus', {});
}

interface ShownReversal {
  draft: ScoreDraftRow;
  planned: ScoreEventRow;
  /** The entry to be reversed. */
  event: ScoreEventRow;
}

async function shownReversal(ctx: Context, facts: { draft: string }): Promise<ShownReversal> {
  const { scoreEvents } = ctx.store;
  const draft = await scoreEvents.draft(facts.draft);
  const [planned] = draft?.events ?? [];
  const event = planned?.reverses === undefined ? null : await scoreEvents.byId(planned.reverses);
  const found = draft === null || planned === undefined || event === null ? null : { draft, planned, event };
  return ctx.requireFound(
    'score.reverse',
    found,
    (each) => ({ classId: each.draft.classId }),
    new RuleError('score.draft-gone', {}),
  );
}

async function reverse(ctx: Context, { draft, planned, event }: ShownReversal): Promise<void> {
  const { scoreEvents, enrollments } = ctx.store;
  const trainingClass = await heldClass(ctx, draft.classId);
  // A reversal that exists was checked before it was stored, by an earlier run of this update or for somebody else.
  if ((await scoreEvents.reversalOf(event._id)) === null) await refuseUnlessReversible(ctx, trainingClass, event);
  if ((await scoreEvents.endDraft(draft._id, 'recorded')) !== 'recorded') throw new RuleError('score.draft-gone', {});
  const { scoring } = ctx.rulesOf(trainingClass);
  const isProposed = event.needsSecond === true || scoring.bonusItems.some((item) => item.id === event.item);
  const neverCounted = isProposed && event.confirmedBy === undefined;
  if (neverCounted) await withdrawBonus(ctx, event);
  const reversal = reversalOf(event, planned.reason, ctx.person._id, ctx.now);
  await scoreEvents.add([scoreEventRow(draft.classId, reversal)]);
  const stored = await scoreEvents.reversalOf(event._id);
  if (stored?.authorId !== ctx.person._id) throw new RuleError('score.reversed', {});
  const trainee = await enrollments.byId(draft.classId, event.cadreId);
  await tell(ctx, trainingClass, event, stored, { name: trainee?.name ?? '', toTrainee: !neverCounted });
  await ctx.settle(neverCounted ? reverseWords.withdrawn : reverseWords.reversed(trainee?.name ?? ''));
}

/** Tells the trainee, and whoever made the entry if that was somebody else. */
async function tell(
  ctx: Context,
  trainingClass: ClassRow,
  event: ScoreEventRow,
  reversal: ScoreEventRow,
  { name, toTrainee }: { name: string; toTrainee: boolean },
): Promise<void> {
  const { scoring, grading } = ctx.rulesOf(trainingClass);
  const item = itemName(scoring, event.item);
  const words = reverseWords.toTrainee(trainingClass, item, event, reversal, grading.objectionWorkingDays);
  const messages: Sent[] = toTrainee
    ? [
        {
          cadreId: event.cadreId,
          message: objectionWords.told(words, { classId: trainingClass._id, event: reversal._id }),
          key: `score-reversed:${event._id}`,
          urgency: 'low',
        },
      ]
    : [];
  const author = await ctx.store.cadres.byId(event.authorId);
  const toAuthor = reverseWords.toAuthor(trainingClass, name, item, event, reversal, ctx.person.name);
  if (author !== null && author._id !== ctx.person._id)
    messages.push({
      cadreId: author._id,
      message: text(toAuthor),
      key: `score-reversed-author:${event._id}`,
      urgency: 'low',
    });
  await ctx.sendAll(messages);
}
