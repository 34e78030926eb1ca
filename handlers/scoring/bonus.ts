import { classArg, restArg, traineesArg, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { heldClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { forEachTrainee } from '../../src/bot/several.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import type { Facts } from '../../src/chat/press.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { objectionWords } from '../../src/training/objections/words.ts';
import { attachButton } from '../../src/training/proofs/words.ts';
import { alikeWords } from '../../src/training/scoring/alike-words.ts';
import { otherMembers } from '../../src/training/scoring/evaluation-team.ts';
import { evidenceAbout } from '../../src/training/scoring/evidence.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { confirmBonus, confirmBonuses, refuseBonus, refuseBonuses } from '../../src/training/scoring/presses.ts';
import { reversalOf, scoreEvent, stepName } from '../../src/training/scoring/score-event.ts';
import { type ScoreEventRow, scoreEventRow } from '../../src/training/scoring/score-events.ts';
import { readBonusItem } from '../../src/training/scoring/score-line.ts';
import { toldIn } from '../../src/training/scoring/told-events.ts';
import { vetoWords } from '../../src/training/scoring/veto-words.ts';
import { scoringWords } from '../../src/training/scoring/words.ts';
import { alikeTo, closeTeamCards, teamCard } from './bonus-cards.ts';
import { proposingBonus } from './score-undo.ts';

/** Bonus items need two people: the class teacher proposes, the evaluation team confirms. */
export function bonus(router: Router): void {
  router.command(
    {
      names: ['加分', 'bonus'],
      action: 'score.bonus-propose',
      right: 'class',
      args: [classArg(), traineesArg(isBonusItem), wordArg('item', '加分项'), restArg('reason', '事由')],
      missing: '请写明姓名、加分项和事由。',
      example: '/加分 {class} {trainee} 班长 担任班长，履职良好',
      about: '提出加分，可一次写多人，由考评工作小组确认',
      next: '考评工作小组收到确认卡，确认后计入得分并告知本人。',
    },
    propose,
  );
  router.press(confirmBonus, confirm);
  router.press(refuseBonus, refuse);
  router.press(confirmBonuses, async (ctx, facts) => {
    for (const event of await pendingTogether(ctx, facts)) await confirmOne(ctx, event);
    await closeTeamCards(ctx, togetherKey(facts.entry), scoringWords.bonusConfirmed(ctx.person.name));
  });
  router.press(refuseBonuses, async (ctx, facts) => {
    for (const event of await pendingTogether(ctx, facts)) await refuseOne(ctx, event);
    await closeTeamCards(ctx, togetherKey(facts.entry), scoringWords.bonusRefused(ctx.person.name));
  });
}

interface Proposal {
  trainingClass: ClassRow;
  trainees: readonly CadreRow[];
  item: string;
  reason: string;
}

/** Whether a word names a bonus item, so that the names before it end there. */
function isBonusItem(word: string, ctx: Context): boolean {
  try {
    readBonusItem(word, ctx.rules.scoring);
    return true;
  } catch (error) {
    if (error instanceof RuleError) return false;
    throw error;
  }
}

async function propose(ctx: Context, { trainingClass, trainees, item, reason }: Proposal): Promise<void> {
  const classId = trainingClass._id;
  refuseWhenGraded(trainingClass);
  const scheme = ctx.rulesOf(trainingClass).scoring;
  const found = readBonusItem(item, scheme);
  if ((await otherMembers(ctx.store, classId, ctx.person._id)).length === 0) throw new RuleError('grade.no-second', {});
  const eventFor = ({ _id }: CadreRow, entryId: string) => {
    const entry = { cadreId: _id, item: found.id, step: found.id, reason, source: `entry:${entryId}` };
    const id = trainees.length > 1 ? `${entryId}:bonus:${_id}` : `${entryId}:bonus`;
    const made = { _id: id, ...entry, authorId: ctx.person._id, at: ctx.now, achievementId: `${_id}:${reason}` };
    return scoreEventRow(classId, scoreEvent(made, scheme));
  };
  await forEachTrainee(ctx, {
    ...{ trainingClass, trainees, what: scoringWords.proposingBonus(found.name, found.deltaHundredths, reason) },
    find: async (trainee, entryId) => eventFor(trainee, entryId),
    enter: async ({ name }, event) => {
      await ctx.store.scoreEvents.add([event]);
      const alike = await alikeTo(ctx, event, scheme);
      const sentence = scoringWords.bonusProposed(name, found.name);
      return alike.length === 0 ? sentence : `${sentence}${alikeWords.line(alike.map(({ words }) => words))}`;
    },
    ...(trainees.length > 1 ? { instead: proposingBonus.instead() } : {}),
    answer: async (sentence, [event, ...others], entryId) => {
      const evidence = attachButton(evidenceAbout(classId, entryId));
      if (event !== undefined && others.length === 0)
        await replyWithUndo(ctx, sentence, proposingBonus, { event: event._id }, [evidence]);
      else await ctx.reply(scoringWords.bonusesProposed(entryId, sentence, evidence));
    },
    finish: async (entered, entryId) => {
      const [first] = entered;
      if (first === undefined) return;
      const key = entered.length > 1 ? togetherKey(entryId) : eventFor(first, entryId)._id;
      const marks = entered.map((trainee) => eventFor(trainee, entryId));
      const message = await teamCard(ctx, marks, entryId);
      // Looked up once the marks stand: a team that was named before did not find them, one named later finds them.
      const others = await otherMembers(ctx.store, classId, ctx.person._id);
      await ctx.sendAll(others.map(({ _id }) => ({ cadreId: _id, message, key: `bonus:${key}:${_id}` })));
    },
  });
}

/** What the cards about a bonus for several people are kept under. */
const togetherKey = (entryId: string) => `${entryId}:bonus`;

async function confirm(ctx: Context, facts: Facts<typeof confirmBonus>): Promise<void> {
  const event = await pendingBonus(ctx, facts);
  await confirmOne(ctx, event, facts.same);
  const said = event.needsSecond === true ? vetoWords : { confirmed: scoringWords.bonusConfirmed };
  await closeTeamCards(ctx, event._id, said.confirmed(ctx.person.name));
}

/** @param same - the bonus that is for the same achievement, of which the highest counts */
async function confirmOne(ctx: Context, event: ScoreEventRow, same?: string): Promise<void> {
  const trainingClass = await heldClass(ctx, event.classId);
  if (event.confirmedBy === undefined) refuseWhenGraded(trainingClass);
  const other = same === undefined ? null : await ctx.store.scoreEvents.byId(same);
  const isOfSame = other?.cadreId === event.cadreId && other.classId === event.classId;
  const { confirmedBy } = await ctx.store.scoreEvents.decide(event._id, {
    confirmedBy: ctx.person._id,
    ...(isOfSame && other.achievementId !== undefined ? { achievementId: other.achievementId } : {}),
  });
  if (confirmedBy !== ctx.person._id) throw new RuleError('score.bonus-decided', {});
  const { scoring, grading } = ctx.rulesOf(trainingClass);
  const toldWith = (words: string) => objectionWords.told(words, { classId: event.classId, event: event._id });
  if (event.needsSecond === true) {
    const words = vetoWords.toTrainee(trainingClass, stepName(event, scoring), event, grading.objectionWorkingDays);
    await ctx.send(event.cadreId, toldWith(words), `score:${event._id}`);
    return tellProposer(ctx, event, trainingClass, true);
  }
  await ctx.send(
    event.cadreId,
    toldWith(scoringWords.toTrainee(trainingClass, [event], toldIn(scoring, [event]), grading.objectionWorkingDays)),
    `score:${event._id}`,
  );
}

async function refuse(ctx: Context, facts: { event: string }): Promise<void> {
  const event = await pendingBonus(ctx, facts);
  await refuseOne(ctx, event);
  const said = event.needsSecond === true ? vetoWords : { refused: scoringWords.bonusRefused };
  await closeTeamCards(ctx, event._id, said.refused(ctx.person.name));
}

async function refuseOne(ctx: Context, event: ScoreEventRow): Promise<void> {
  const { refusedBy } = await ctx.store.scoreEvents.decide(event._id, { refusedBy: ctx.person._id });
  if (refusedBy !== ctx.person._id) throw new RuleError('score.bonus-decided', {});
  const isProposedVeto = event.needsSecond === true;
  const why = isProposedVeto ? vetoWords.refused(ctx.person.name) : scoringWords.bonusRefused(ctx.person.name);
  const reversal = reversalOf(event, why, ctx.person._id, ctx.now);
  await ctx.store.scoreEvents.add([scoreEventRow(event.classId, reversal)]);
  if (isProposedVeto) await tellProposer(ctx, event, await heldClass(ctx, event.classId), false);
}

/** Whoever proposed a veto is told what became of it. */
async function tellProposer(ctx: Context, event: ScoreEventRow, trainingClass: ClassRow, isConfirmed: boolean) {
  const trainee = await ctx.store.enrollments.byId(event.classId, event.cadreId);
  const veto = stepName(event, ctx.rulesOf(trainingClass).scoring);
  const words = vetoWords.toProposer(trainee?.name ?? '', veto, ctx.person.name, isConfirmed);
  await ctx.send(event.authorId, words, `bonus:decided:${event._id}`);
}

/** The bonuses proposed together that nobody else has decided or taken back. */
async function pendingTogether(ctx: Context, { classId, entry }: { classId: string; entry: string }) {
  const events = (await ctx.store.scoreEvents.ofClass(classId)).filter(({ source }) => source === `entry:${entry}`);
  const open = events.filter(({ reverses, confirmedBy, refusedBy }) => {
    const by = confirmedBy ?? refusedBy;
    return reverses === undefined && (by === undefined || by === ctx.person._id);
  });
  const [first] = open;
  const gone = new RuleError('score.bonus-decided', {});
  await ctx.requireFound('score.bonus-confirm', first, ({ authorId }) => ({ classId, proposedBy: authorId }), gone);
  return open;
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
