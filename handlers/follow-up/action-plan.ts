import { optional, textArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import type { Router } from '../../src/bot/router.ts';
import { readGoals, refuseGoals } from '../../src/training/follow-up/goals.ts';
import { planCardId, planWords } from '../../src/training/follow-up/plan-words.ts';
import { giveGoals, writeGoals } from '../../src/training/follow-up/presses.ts';
import { type FollowedClass, followedClass } from './follow-up-scope.ts';

/** 行动计划: what a trainee sets out to do after the class, typed or spoken, at once or one after the other; changed by writing it anew. */
export function actionPlan(router: Router): void {
  router.word(['行动计划', '我的行动计划'], (ctx) => show(ctx));
  router.command(
    {
      names: ['行动计划', 'action-plan'],
      action: 'follow-up.own',
      right: 'speaker',
      args: [optional(textArg('goals', '两个目标'))],
      example: '/行动计划 一、每月走访十户群众；二、年底前化解两件信访积案',
      about: '写结业后的行动计划（两个目标），可用语音；不写目标的，查看本人的计划和进展',
      next: '保存后送单位主要负责人确认；修改请再发一次。',
    },
    async (ctx, { goals }) => (goals === undefined ? show(ctx) : take(ctx, await followedClass(ctx), goals)),
  );
  router.press(writeGoals, async (ctx, { classId }) => {
    const { rules } = await followedClass(ctx, classId);
    await ctx.expect(giveGoals.with({ classId }));
    await ctx.reply(planWords.ask(rules));
  });
  router.press(giveGoals, async (ctx, { classId, first }) =>
    take(ctx, await followedClass(ctx, classId), ctx.words ?? '', first),
  );
}

async function show(ctx: Context): Promise<void> {
  const { trainingClass, rules } = await followedClass(ctx);
  const plan = await ctx.store.actionPlans.byId(trainingClass._id, ctx.person._id);
  await ctx.reply(plan === null ? planWords.card(trainingClass, rules) : planWords.own(trainingClass, plan));
}

/** @param first - what was sent before, if it was one goal */
async function take(
  ctx: Context,
  { trainingClass, rules }: FollowedClass,
  said: string,
  first?: string,
): Promise<void> {
  const { _id: classId } = trainingClass;
  const goals = [...(first === undefined ? [] : [first]), ...readGoals(said)];
  refuseGoals(goals, rules.plan);
  const [only] = goals;
  if (only === undefined) {
    await ctx.expect(giveGoals.with({ classId }));
    return ctx.reply(planWords.ask(rules));
  }
  if (goals.length < rules.plan.goals) {
    await ctx.expect(giveGoals.with({ classId, first: only }));
    return ctx.reply(planWords.askNext(only));
  }
  const { _id: cadreId, name } = ctx.person;
  const writing = { goals, byUpdate: ctx.update.id, at: ctx.now };
  const plan = await ctx.store.actionPlans.write({ classId, cadreId, name }, writing);
  await settleCopies(ctx, cadreId, planCardId(classId), planWords.settled);
  if (plan !== null) await ctx.reply(planWords.written(plan));
}
