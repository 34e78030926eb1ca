import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { progressOf } from '../../src/training/follow-up/action-plans.ts';
import { endedClasses } from '../../src/training/follow-up/ended-classes.ts';
import { isSentOn, planQuestions } from '../../src/training/follow-up/follow-up-days.ts';
import { planWords } from '../../src/training/follow-up/plan-words.ts';
import { leftReason } from '../../src/training/follow-up/round-rows.ts';
import type { Job, Planned } from '../job.ts';

/** The last question comes before so many months have passed. */
const months = 4;
const openDays = 14;

/** Asks how the plan goes, a card each time; what falls near a round of the follow-up stands on the card of that. */
export const remindActionPlan: Job = {
  name: 'remind-action-plan',
  about: '结业后按期询问行动计划的进展',
  schedule: { dailyAt: '09:33', onWorkingDays: true },
  usefulForMinutes: 8 * 60,
  async plan({ store, packs, now }) {
    const todayOn = beijingDateOf(now);
    const planned: Planned[] = [];
    for (const trainingClass of await endedClasses(store, todayOn, months)) {
      const { _id: classId, closesOn, opensOn } = trainingClass;
      const asked = planQuestions(closesOn, packs.nearest(opensOn).followUp).find(({ dueOn }) =>
        isSentOn(dueOn, todayOn),
      );
      if (asked === undefined) continue;
      const [plans, trainees] = await Promise.all([
        store.actionPlans.ofClass(classId),
        store.enrollments.traineesOf(classId),
      ]);
      const present = new Map((await store.cadres.many(trainees.map(({ cadreId }) => cadreId))).map((c) => [c._id, c]));
      for (const plan of plans) {
        const { cadreId } = plan;
        const isThere = leftReason(present.get(cadreId), todayOn) === undefined;
        if (!isThere || progressOf(plan).some(({ day }) => day === asked.day)) continue;
        planned.push({
          ...{ cadreId, message: planWords.progressCard(trainingClass, plan, asked.day) },
          key: `action-plan-progress:${classId}:${cadreId}:${asked.day}`,
          expiresAt: beijingTime(addDays(asked.dueOn, openDays), '18:00'),
          note: planWords.progressNote(asked.day),
        });
      }
    }
    return planned;
  },
};
