import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { endedClasses } from '../../src/training/follow-up/ended-classes.ts';
import { isSentOn, planAskedOn } from '../../src/training/follow-up/follow-up-days.ts';
import { planWords } from '../../src/training/follow-up/plan-words.ts';
import type { Job, Planned } from '../job.ts';

/** How long the card waits; after that the plan is still written by its word. */
const openDays = 30;

/** On the last day of a class its trainees are asked for their action plan, once. */
export const askActionPlan: Job = {
  name: 'ask-action-plan',
  about: '结业当天请学员写行动计划',
  schedule: { dailyAt: '15:12', onWorkingDays: true },
  usefulForMinutes: 5 * 60,
  async plan({ store, packs, now }) {
    const todayOn = beijingDateOf(now);
    const planned: Planned[] = [];
    for (const trainingClass of await endedClasses(store, todayOn, 1)) {
      const { _id: classId, closesOn, opensOn, name } = trainingClass;
      if (!isSentOn(planAskedOn(closesOn), todayOn)) continue;
      const { followUp } = packs.nearest(opensOn);
      const written = new Set((await store.actionPlans.ofClass(classId)).map(({ cadreId }) => cadreId));
      const card = planWords.card(trainingClass, followUp);
      for (const { cadreId } of await store.enrollments.traineesOf(classId))
        if (!written.has(cadreId))
          planned.push({
            ...{ cadreId, message: card, key: `action-plan:${classId}:${cadreId}`, note: planWords.note(name) },
            expiresAt: beijingTime(addDays(closesOn, openDays), '18:00'),
          });
    }
    return planned;
  },
};
