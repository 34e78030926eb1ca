import { classArg, restArg, traineeArg, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { heldClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { otherMembers } from '../../src/training/scoring/evaluation-team.ts';
import { evidenceAbout } from '../../src/training/scoring/evidence.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { dropVeto, proposeVeto } from '../../src/training/scoring/presses.ts';
import { scoreEvent, settledEvents, stepName } from '../../src/training/scoring/score-event.ts';
import { type ScoreDraftRow, type ScoreEventRow, scoreEventRow } from '../../src/training/scoring/score-events.ts';
import { vetoWords } from '../../src/training/scoring/veto-words.ts';
import { readVeto } from '../../src/training/scoring/vetoes.ts';
import { teamCard } from './bonus-cards.ts';

/** `/一票否决`: acts that exclude every grade above 不合格 are proposed with their facts, and count once a second person has confirmed them. */
export function veto(router: Router): void {
  router.command(
    {
      names: ['一票否决', 'veto'],
      action: 'score.veto-propose',
      right: 'class',
      args: [classArg(), traineeArg(), wordArg('veto', '情形'), restArg('facts', '事实')],
      missing: '请写明姓名、情形和事实。',
      example: '/一票否决 {class} {trainee} 擅自离校 晚查寝不在，未请假',
      about: '提出一票否决情形，由考评工作小组另一人确认',
      next: '先核对，提出后由考评工作小组确认，确认后告知本人。',
    },
    propose,
  );
  router.preview(
    {
      confirm: proposeVeto,
      drop: dropVeto,
      shown: shownVeto,
      forget: async (ctx, { draft }) => {
        if ((await ctx.store.scoreEvents.endDraft(draft._id, 'dropped')) === 'dropped')
          await ctx.store.proofs.takeBack(evidenceAbout(draft.classId, draft._id), ctx.update.id);
      },
      dropped: vetoWords.dropped,
    },
    enter,
  );
}

interface Proposal {
  trainingClass: ClassRow;
  trainee: CadreRow;
  veto: string;
  facts: string;
}

async function propose(ctx: Context, { trainingClass, trainee, veto: word, facts }: Proposal): Promise<void> {
  refuseWhenGraded(trainingClass);
  const { _id: classId } = trainingClass;
  const { scoring } = ctx.rulesOf(trainingClass);
  const { item, step, name } = readVeto(word, scoring);
  if ((await otherMembers(ctx.store, classId, ctx.person._id)).length === 0) throw new RuleError('grade.no-second', {});
  await refuseTwice(ctx, { classId, cadreId: trainee._id, item, step }, trainee.name, name);
  const entryId = ctx.update.id;
  const made = scoreEvent(
    {
      ...{ _id: `${entryId}:veto`, cadreId: trainee._id, item, step, reason: facts },
      ...{ source: `entry:${entryId}`, authorId: ctx.person._id, at: ctx.now },
    },
    scoring,
  );
  const event = scoreEventRow(classId, { ...made, needsSecond: true });
  const draft = { _id: entryId, classId, authorId: ctx.person._id, events: [event], state: 'draft' as const };
  await ctx.store.scoreEvents.keepDraft({ ...draft, at: ctx.now });
  await ctx.reply(vetoWords.preview(entryId, trainingClass, trainee.name, name, event));
}

/** @throws RuleError `score.veto-present` */
async function refuseTwice(
  ctx: Context,
  { classId, cadreId, item, step }: Pick<ScoreEventRow, 'classId' | 'cadreId' | 'item' | 'step'>,
  name: string,
  vetoName: string,
): Promise<void> {
  const { standing } = settledEvents(await ctx.store.scoreEvents.ofTrainee(classId, cadreId));
  if (standing.some((each) => each.item === item && each.step === step))
    throw new RuleError('score.veto-present', { name, step: vetoName });
}

interface ShownVeto {
  draft: ScoreDraftRow;
  event: ScoreEventRow;
  trainingClass: ClassRow;
}

async function shownVeto(ctx: Context, facts: { draft: string }): Promise<ShownVeto> {
  const gone = new RuleError('score.draft-gone', {});
  const found = await ctx.store.scoreEvents.draft(facts.draft);
  const draft = await ctx.requireFound('score.veto-propose', found, ({ classId }) => ({ classId }), gone);
  const [event] = draft.events;
  if (event?.needsSecond !== true || draft.authorId !== ctx.person._id) throw gone;
  return { draft, event, trainingClass: await heldClass(ctx, draft.classId) };
}

async function enter(ctx: Context, { draft, event, trainingClass }: ShownVeto): Promise<void> {
  const trainee = await ctx.store.enrollments.byId(draft.classId, event.cadreId);
  const name = trainee?.name ?? '';
  if (draft.state === 'draft') {
    refuseWhenGraded(trainingClass);
    await refuseTwice(ctx, event, name, stepName(event, ctx.rulesOf(trainingClass).scoring));
  }
  if ((await ctx.store.scoreEvents.endDraft(draft._id, 'recorded')) !== 'recorded')
    throw new RuleError('score.draft-gone', {});
  await ctx.store.scoreEvents.add([event]);
  const message = await teamCard(ctx, [event], draft._id);
  const others = await otherMembers(ctx.store, draft.classId, event.authorId);
  await ctx.sendAll(others.map(({ _id }) => ({ cadreId: _id, message, key: `bonus:${event._id}:${_id}` })));
  await ctx.settle(vetoWords.proposed(name));
}
