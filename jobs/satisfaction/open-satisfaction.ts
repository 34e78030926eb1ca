import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { type ClassRow, isHeldHere } from '../../src/training/class/classes.ts';
import { classForm } from '../../src/training/satisfaction/class-form.ts';
import type { Job, JobContext } from '../job.ts';

/** After the last lesson of a class it is rated on request (评课), as the card of its last day says: nobody gets a message for it. */
export const openSatisfaction: Job = {
  name: 'open-satisfaction',
  about: '结业当天最后一节课后，开放培训班满意度评价',
  schedule: { everyMinutes: 10, atMinute: 7 },
  usefulForMinutes: 10,
  plan: () => Promise.resolve([]),
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
  return classForm(trainingClass, own, people, packs.of(trainingClass).satisfaction);
}
