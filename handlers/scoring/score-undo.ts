import type { Context } from '../../src/bot/context.ts';
import { heldClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { refuseUndo, registerUndo } from '../../src/bot/undo.ts';
import { RuleError } from '../../src/errors.ts';
import { objectionWords } from '../../src/training/objections/words.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { undoBonus, undoScores } from '../../src/training/scoring/presses.ts';
import { reverseWords } from '../../src/training/scoring/reverse-words.ts';
import { reversalOf } from '../../src/training/scoring/score-event.ts';
import { type ScoreEventRow, scoreEventRow } from '../../src/training/scoring/score-events.ts';
import { itemName } from '../../src/training/scoring/scoring-scheme.ts';
import { byTrainee } from '../../src/training/scoring/told-events.ts';
import { withdrawBonus } from './bonus-cards.ts';

const instead = () => '“/撤销记分”';

/** Taking back marks that were just entered, and a bonus that was just proposed. */
export const recordingScores = { kind: undoScores, instead };
export const proposingBonus = { kind: undoBonus, instead };

export function scoreUndo(router: Router): void {
  registerUndo(router, { ...recordingScores, takeBack: undoRecorded });
  registerUndo(router, { ...proposingBonus, takeBack: undoProposed });
}

/** Each of the marks is reversed by an event of its own; who was not told of it yet is never told. */
async function undoRecorded(ctx: Context, facts: { draft: string }): Promise<string> {
  const { scoreEvents } = ctx.store;
  const gone = new RuleError('score.draft-gone', {});
  const found = await scoreEvents.draft(facts.draft);
  const draft = await ctx.requireFound('score.record', found, ({ classId }) => ({ classId }), gone);
  if (draft.state !== 'recorded') throw gone;
  const trainingClass = await heldClass(ctx, draft.classId);
  refuseWhenGraded(trainingClass);
  const events = await scoreEvents.enteredBy(draft);
  const reversals = await Promise.all(events.map(({ _id }) => scoreEvents.reversalOf(_id)));
  const isActedOn = reversals.some((each) => each !== null && each.reason !== reverseWords.undoReason);
  refuseUndo(ctx, draft.authorId, isActedOn, instead());
  const rows = events.map((event) => reversed(ctx, event));
  await scoreEvents.add(rows);
  await ctx.store.recalls.cancel(
    events.map(({ _id }) => `score:${_id}`),
    ctx.update.id,
  );
  const { scoring, grading } = ctx.rulesOf(trainingClass);
  const told = new Set<string>();
  for (const [{ _id, cadreId }] of byTrainee(events)) {
    const delivery = await ctx.store.deliveries.byKey(`score:${_id}`);
    if (delivery !== null && delivery.state !== 'cancelled') told.add(cadreId);
  }
  for (const [index, event] of events.entries()) {
    const row = rows[index];
    if (row === undefined || !told.has(event.cadreId)) continue;
    const item = itemName(scoring, event.item);
    const words = reverseWords.toTrainee(trainingClass, item, event, row, grading.objectionWorkingDays);
    const message = objectionWords.told(words, { classId: event.classId, event: row._id });
    await ctx.sendAll([{ cadreId: event.cadreId, message, key: `score-reversed:${event._id}`, urgency: 'low' }]);
  }
  return reverseWords.undone(events.length);
}

async function undoProposed(ctx: Context, facts: { event: string }): Promise<string> {
  const { scoreEvents } = ctx.store;
  const found = await scoreEvents.byId(facts.event);
  const gone = new RuleError('score.bonus-decided', {});
  const event = await ctx.requireFound('score.reverse', found, ({ classId }) => ({ classId }), gone);
  refuseWhenGraded(await heldClass(ctx, event.classId));
  const isDecided = event.confirmedBy !== undefined || (event.refusedBy ?? ctx.person._id) !== ctx.person._id;
  refuseUndo(ctx, event.authorId, isDecided, instead());
  await withdrawBonus(ctx, event);
  await scoreEvents.add([reversed(ctx, event)]);
  return reverseWords.withdrawn;
}

function reversed(ctx: Context, event: ScoreEventRow): ScoreEventRow {
  const reversal = reversalOf(event, reverseWords.undoReason, ctx.person._id, ctx.now);
  return scoreEventRow(event.classId, reversal);
}
