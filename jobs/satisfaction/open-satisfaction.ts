import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { type ClassRow, isHeldHere } from '../../src/training/class/classes.ts';
import { classForm } from '../../src/training/satisfaction/class-form.ts';
import { questionsFor } from '../../src/training/satisfaction/class-questions.ts';
import { ratingWords } from '../../src/training/satisfaction/rating-words.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/** After the last lesson of a class its trainees are asked how they were satisfied with it, in one card. */
export const openSatisfaction: Job = {
  name: 'open-satisfaction',
  about: '结业当天最后一节课后，向学员发出培训班满意度评价',
  schedule: { everyMinutes: 10, atMinute: 7 },
  usefulForMinutes: 10,
  async plan(ctx) {
    const planned: Planned[] = [];
    for (const trainingClass of await endedToday(ctx)) planned.push(...(await cardsOf(ctx, trainingClass)));
    return planned;
  },
  async effect(ctx) {
    for (const trainingClass of await endedToday(ctx)) {
      const form = await formOf(ctx, trainingClass);
      if (form !== undefined) await ctx.store.satisfactionForms.open(form);
    }
  },
};

/** Classes whose last lesson ended today. */
async function endedToday({ store, now }: JobContext): Promise<ClassRow[]> {
  const todayOn = beijingDateOf(now);
  const closing = (await store.classes.endingFrom(todayOn)).filter((each) => each.closesOn === todayOn);
  const ended: ClassRow[] = [];
  for (const each of closing) {
    if (each.state === 'withdrawn' || each.state === 'draft' || !isHeldHere(each)) continue;
    const last = (await store.sessions.ofClass(each._id)).at(-1);
    if (last !== undefined && last.endsAt <= now) ended.push(each);
  }
  return ended;
}

async function formOf({ store, packs }: JobContext, trainingClass: ClassRow) {
  const trainees = await store.enrollments.traineesOf(trainingClass._id);
  const people = await store.cadres.many(trainees.map(({ cadreId }) => cadreId));
  const own = await store.satisfactionSets.ownOf(trainingClass._id);
  return classForm(trainingClass, own, people, packs.on(trainingClass.opensOn).satisfaction);
}

async function cardsOf(ctx: JobContext, trainingClass: ClassRow): Promise<Planned[]> {
  const { store, packs } = ctx;
  const form = (await store.satisfactionForms.byId(`class:${trainingClass._id}`)) ?? (await formOf(ctx, trainingClass));
  if (form === undefined) return [];
  const { levels } = packs.on(trainingClass.opensOn).satisfaction;
  const trainees = await store.enrollments.traineesOf(trainingClass._id);
  return (await store.cadres.many(trainees.map(({ cadreId }) => cadreId))).flatMap(({ _id: cadreId, rankLevel }) => {
    const questions = questionsFor(form.questions, rankLevel);
    const [first] = questions;
    if (first === undefined) return [];
    const { closesAt } = form;
    return [
      {
        cadreId,
        message: ratingWords.ofClass(trainingClass, first, { levels, done: 0, all: questions.length, closesAt }),
        key: `satisfaction:${trainingClass._id}:${cadreId}` as const,
        expiresAt: closesAt,
        note: `培训班满意度评价：${trainingClass.name}`,
      },
    ];
  });
}
