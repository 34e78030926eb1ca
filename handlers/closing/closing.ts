import { classArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { startCommand } from '../../src/bot/presses.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { type ClosingFacts, closingSteps } from '../../src/training/closing/closing-steps.ts';
import { closingCommands, closingWords } from '../../src/training/closing/words.ts';
import { gatherTrainees, undecidedOf, unratedOf } from '../../src/training/grading/class-assessment.ts';
import type { GradingState } from '../../src/training/grading/gradings.ts';
import { candidatesIn, heldUpBy } from '../../src/training/grading/posting.ts';
import { classAnswers } from '../../src/training/satisfaction/class-answers.ts';
import { isPendingVeto, settledEvents } from '../../src/training/scoring/score-event.ts';
import {
  activitiesWithoutMinutes,
  missingPlans,
  unfinishedTests,
  unfinishedWorks,
  unmarkedHalfDays,
} from './unfinished.ts';

/** `/结班`: what of a class is still missing, each with the button of the command that does it. It changes nothing. */
export function closing(router: Router): void {
  router.command(
    {
      names: ['结班', 'closing'],
      action: 'class.read',
      right: 'class',
      args: [classArg()],
      example: '/结班 {class}',
      about: '查看结班前还缺哪些事项：课程、考勤、纪要、请假、评分、异议、等次、公示、成绩、反馈和行动计划',
      next: '逐项列出还缺的事项，点按钮即可办理。',
    },
    (ctx, { trainingClass }) => show(ctx, trainingClass, router),
  );
}

async function show(ctx: Context, trainingClass: ClassRow, { specs }: Router): Promise<void> {
  const facts = await closingFactsOf(ctx, trainingClass);
  const classId = trainingClass._id;
  const may = new Set<string>();
  for (const { names, action } of specs)
    if (closingCommands.includes(names[0]) && (await ctx.may(action, { classId }))) may.add(names[0]);
  const buttonFor = (name: string, label: string, ofClass?: string) =>
    may.has(name)
      ? { label, press: startCommand.with(ofClass === undefined ? { name } : { name, classId: ofClass }) }
      : undefined;
  const answers = may.has('满意度')
    ? await classAnswers(ctx.store, trainingClass, ctx.rulesNear(trainingClass).satisfaction)
    : undefined;
  await ctx.reply(closingWords.standing(trainingClass, closingSteps(facts), facts.grading, buttonFor, answers));
}

/** A class as its closing sees it. */
export async function closingFactsOf(ctx: Context, trainingClass: ClassRow): Promise<ClosingFacts> {
  const classId = trainingClass._id;
  const { store, now } = ctx;
  const rules = ctx.rulesNear(trainingClass);
  const [sessions, asked, events, objections, grading, assessed, feedbacks] = await Promise.all([
    store.sessions.ofClass(classId),
    store.leaves.askedIn(classId),
    store.scoreEvents.ofClass(classId),
    store.objections.ofClass(classId),
    store.gradings.byClass(classId),
    store.assessments.ofClass(classId),
    store.feedbacks.ofClass(classId),
  ]);
  const isGraded = grading !== null && ['confirmed', 'released', 'published'].includes(grading.state);
  const gathered = isGraded ? [] : await gatherTrainees(store, trainingClass, rules, now);
  const { standing } = settledEvents(events);
  const bonusItems = new Set(rules.scoring.bonusItems.map(({ id }) => id));
  const candidates = isGraded ? candidatesIn(assessed).length : 0;
  return {
    sessions: sessions.length,
    sessionsAhead: sessions.filter(({ endsAt }) => endsAt > now).length,
    rolls: await unmarkedHalfDays(ctx, classId, sessions),
    minutes: await activitiesWithoutMinutes(ctx, classId),
    leave: asked.length,
    stay: undecidedOf(gathered).length,
    works: await unfinishedWorks(ctx, trainingClass),
    tests: await unfinishedTests(ctx, classId),
    marks: unratedOf(gathered).length,
    bonuses: standing.filter(({ item, confirmedBy }) => bonusItems.has(item) && confirmedBy === undefined).length,
    vetoes: standing.filter(isPendingVeto).length,
    objections: objections.filter(({ state }) => state === 'open').length,
    grading: stateOf(grading?.state),
    isPosting:
      grading?.state === 'released' && heldUpBy(grading, candidates, objections, beijingDateOf(now)) !== undefined,
    feedback: feedbacks.filter(({ state }) => state !== 'acknowledged').length,
    plans: await missingPlans(ctx, trainingClass),
  };
}

function stateOf(state: GradingState | undefined): ClosingFacts['grading'] {
  if (state === undefined) return 'none';
  return state === 'confirming' ? 'proposed' : state;
}
