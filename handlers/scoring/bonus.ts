import { classArg, restArg, traineeArg, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { heldClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { otherMembers } from '../../src/training/scoring/evaluation-team.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { confirmBonus, refuseBonus } from '../../src/training/scoring/presses.ts';
import { reversalOf, scoreEvent } from '../../src/training/scoring/score-event.ts';
import { asScoreEvent, type ScoreEventRow, scoreEventRow } from '../../src/training/scoring/score-events.ts';
import { readBonusItem } from '../../src/training/scoring/score-line.ts';
import { itemName } from '../../src/training/scoring/scoring-scheme.ts';
import { scoringWords } from '../../src/training/scoring/words.ts';
import { closeTeamCards } from './bonus-cards.ts';
import { proposingBonus } from './score-undo.ts';

/** Bonus items need two people: the class teacher proposes, the evaluation team confirms. */
export function bonus(router: Router): void {
  router.command(
    {
      names: ['加分', 'bonus'],
      action: 'score.bonus-propose',
      right: 'class',
      args: [classArg(), traineeArg(), wordArg('item', '加分项'), restArg('reason', '事由')],
      missing: '请写明姓名、加分项和事由。',
      example: '/加分 2026-01 李四 班长 担任班长，履职良好',
      about: '提出加分，由考评工作小组确认',
    },
    propose,
  );
  router.press(confirmBonus, confirm);
  router.press(refuseBonus, refuse);
}

interface Proposal {
  trainingClass: ClassRow;
  trainee: CadreRow;
  item: string;
  reason: string;
}

async function propose(ctx: Context, { trainingClass, trainee, item, reason }: Proposal): Promise<void> {
  const classId = trainingClass._id;
  refuseWhenGraded(trainingClass);
  const scheme = ctx.rulesOf(trainingClass).scoring;
  const found = readBonusItem(item, scheme);
  const entry = {
    cadreId: trainee._id,
    item: found.id,
    step: found.id,
    reason,
    source: `entry:${ctx.update.id}`,
    authorId: ctx.person._id,
    at: ctx.now,
  };
  const event = scoreEventRow(
    classId,
    scoreEvent({ eventId: `${ctx.update.id}:bonus`, ...entry, achievementId: `${trainee._id}:${reason}` }, scheme),
  );
  const others = await otherMembers(ctx.store, classId, ctx.person._id);
  if (others.length === 0) throw new RuleError('grade.no-second', {});
  await ctx.store.scoreEvents.add([event]);
  const message = scoringWords.bonusToTeam(trainingClass, trainee.name, found.name, event, ctx.person.name);
  await ctx.sendAll(
    others.map((member) => ({ cadreId: member._id, message, key: `bonus:${event._id}:${member._id}` })),
  );
  await replyWithUndo(ctx, scoringWords.bonusProposed(trainee.name, found.name), proposingBonus, { event: event._id });
}

async function confirm(ctx: Context, facts: { event: string }): Promise<void> {
  const event = await pendingBonus(ctx, facts);
  const trainingClass = await heldClass(ctx, event.classId);
  if (event.confirmedBy === undefined) refuseWhenGraded(trainingClass);
  const { confirmedBy } = await ctx.store.scoreEvents.decide(event._id, { confirmedBy: ctx.person._id });
  if (confirmedBy !== ctx.person._id) throw new RuleError('score.bonus-decided', {});
  const { scoring, grading } = ctx.rulesOf(trainingClass);
  await closeTeamCards(ctx, event, scoringWords.bonusConfirmed(ctx.person.name));
  await ctx.send(
    event.cadreId,
    scoringWords.toTrainee(trainingClass, itemName(scoring, event.item), event, grading.objectionWorkingDays),
    `score:${event._id}`,
  );
}

async function refuse(ctx: Context, facts: { event: string }): Promise<void> {
  const event = await pendingBonus(ctx, facts);
  const { refusedBy } = await ctx.store.scoreEvents.decide(event._id, { refusedBy: ctx.person._id });
  if (refusedBy !== ctx.person._id) throw new RuleError('score.bonus-decided', {});
  const reversal = reversalOf(asScoreEvent(event), scoringWords.bonusRefused(ctx.person.name), ctx.person._id, ctx.now);
  await ctx.store.scoreEvents.add([scoreEventRow(event.classId, reversal)]);
  await closeTeamCards(ctx, event, scoringWords.bonusRefused(ctx.person.name));
}

/** The proposed bonus. */
async function pendingBonus(ctx: Context, facts: { event: string }): Promise<ScoreEventRow> {
  return ctx.requireFound(
    'score.bonus-confirm',
    await ctx.store.scoreEvents.byId(facts.event),
    ({ classId, authorId }) => ({ classId, proposedBy: authorId }),
    new RuleError('score.bonus-decided', {}),
  );
}
