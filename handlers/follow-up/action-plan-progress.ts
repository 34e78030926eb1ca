import { textArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { addDays, addMonths, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { cleaned } from '../../src/chat/plain-text.ts';
import { RuleError } from '../../src/errors.ts';
import type { ActionPlanRow } from '../../src/training/follow-up/action-plans.ts';
import { questionOn } from '../../src/training/follow-up/follow-up-days.ts';
import { planWords, progressCardId } from '../../src/training/follow-up/plan-words.ts';
import { giveProgress, writeProgress } from '../../src/training/follow-up/presses.ts';
import { type ProofMatter, proofAbout } from '../../src/training/proofs/matter.ts';
import { type FollowedClass, followedClass, ownFollowed } from './follow-up-scope.ts';

const mostLetters = 300;
const leastLetters = 2;
/** Pictures are there as long as the class is followed. */
const keptMonths = 12;

/** 计划进展: a sentence, typed or spoken, and pictures kept as proofs. */
export function actionPlanProgress(router: Router): void {
  router.command(
    {
      names: ['计划进展', 'plan-progress'],
      action: 'follow-up.own',
      right: 'speaker',
      args: [textArg('words', '进展')],
      missing: '请写明行动计划的进展。',
      example: '/计划进展 已走访二十户，化解积案一件',
      about: '写本人行动计划的进展，可用语音；图片直接发送即可作为佐证',
      next: '即时保存；同一阶段再写的，以后写的为准。',
    },
    async (ctx, { words }) => report(ctx, await followedClass(ctx), words),
  );
  router.word(['计划进展'], (ctx) => askFor(ctx));
  router.press(writeProgress, (ctx, { classId }) => askFor(ctx, classId));
  router.press(giveProgress, async (ctx, { classId }) =>
    report(ctx, await followedClass(ctx, classId), ctx.words ?? ''),
  );
  router.proof({
    subject: 'actionPlan',
    waiting,
    own: async (ctx, id) => matterOf(ctx, id, await ownOf(ctx, id)),
    seen: async (ctx, id) => matterOf(ctx, id, await seenOf(ctx, id)),
    // Nobody decides on them, and whoever looks up the plan finds them there.
    changed: async () => undefined,
  });
}

/** Asks for a sentence on the plan of this class, or of the one that is followed. */
async function askFor(ctx: Context, classId?: string): Promise<void> {
  const { trainingClass } = await followedClass(ctx, classId);
  await ownPlan(ctx, trainingClass._id);
  await ctx.expect(giveProgress.with({ classId: trainingClass._id }));
  await ctx.reply(planWords.askProgress);
}

/** @throws RuleError `follow-up.no-plan` */
async function ownPlan(ctx: Context, classId: string): Promise<ActionPlanRow> {
  const plan = await ctx.store.actionPlans.byId(classId, ctx.person._id);
  if (plan === null) throw new RuleError('follow-up.no-plan', {});
  return plan;
}

async function report(ctx: Context, { trainingClass, rules }: FollowedClass, typed: string): Promise<void> {
  const { _id: classId, closesOn } = trainingClass;
  await ownPlan(ctx, classId);
  const words = [...cleaned(typed)].slice(0, mostLetters).join('');
  if ([...words].length < leastLetters) throw new RuleError('follow-up.few-words', { least: leastLetters });
  const day = questionOn(closesOn, beijingDateOf(ctx.now), rules);
  const { _id: cadreId } = ctx.person;
  await ctx.store.actionPlans.report(classId, cadreId, { day, words, byUpdate: ctx.update.id, at: ctx.now });
  await settleCopies(ctx, cadreId, progressCardId(classId, day), planWords.progressSettled);
  await ctx.reply(planWords.reported(day));
}

/** The question of the plan whose card was sent last: a picture sent now is taken for it. */
async function waiting(ctx: Context): Promise<ProofMatter[]> {
  const todayOn = beijingDateOf(ctx.now);
  const found = await Promise.all(
    (await ownFollowed(ctx)).map(async ({ trainingClass, rules }) => {
      const { _id: classId, closesOn } = trainingClass;
      const plan = await ctx.store.actionPlans.byId(classId, ctx.person._id);
      const day = questionOn(closesOn, todayOn, rules);
      if (plan === null || todayOn < addDays(closesOn, day)) return [];
      return [await matterOf(ctx, `${classId}:${ctx.person._id}:${day}`, plan)];
    }),
  );
  return found.flat();
}

/** `2026-01:c1:30` in its parts. */
function partsOf(id: string): { classId: string; cadreId: string; day: number } {
  const [classId = '', cadreId = '', day = ''] = id.split(':');
  return { classId, cadreId, day: Number(day) };
}

async function matterOf(ctx: Context, id: string, { classId, cadreId }: ActionPlanRow): Promise<ProofMatter> {
  const { day } = partsOf(id);
  const trainingClass = await findClass(ctx, classId);
  const untilOn = addMonths(trainingClass.closesOn, keptMonths);
  return {
    ...{ about: proofAbout('actionPlan', id), name: planWords.matter(day), cadreId, classId, closesOn: untilOn },
    isOpen: questionOn(trainingClass.closesOn, beijingDateOf(ctx.now), ctx.rulesNear(trainingClass).followUp) === day,
  };
}

/** @throws RuleError `proof.unknown` */
async function ownOf(ctx: Context, id: string): Promise<ActionPlanRow> {
  const { classId, cadreId } = partsOf(id);
  const plan = cadreId === ctx.person._id ? await ctx.store.actionPlans.byId(classId, cadreId) : null;
  if (plan === null) throw new RuleError('proof.unknown', {});
  return plan;
}

async function seenOf(ctx: Context, id: string): Promise<ActionPlanRow> {
  const { classId, cadreId } = partsOf(id);
  const [plan, cadre] = await Promise.all([
    ctx.store.actionPlans.byId(classId, cadreId),
    ctx.store.cadres.byId(cadreId),
  ]);
  const subject = () => ({ cadreId, ...(cadre === null ? {} : { unitId: cadre.unitId }) });
  return ctx.requireFound('follow-up.read', plan, subject, new RuleError('proof.unknown', {}));
}
