import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import type { ActionPlanRow } from '../../src/training/follow-up/action-plans.ts';
import { endedClasses } from '../../src/training/follow-up/ended-classes.ts';
import { lastWritten, planWords } from '../../src/training/follow-up/plan-words.ts';
import type { Job, Planned } from '../job.ts';
import { byRater } from './raters.ts';

const openDays = 14;
/** Plans that were changed later are shown to the head for as long as there are questions about them. */
const months = 3;

/** Heads get the plans of their people on the working day after they were written, all of one class on one card; changed ones anew. */
export const confirmActionPlans: Job = {
  name: 'confirm-action-plans',
  about: '请单位主要负责人确认学员的行动计划',
  schedule: { dailyAt: '09:24', onWorkingDays: true },
  usefulForMinutes: 8 * 60,
  async plan(ctx) {
    const { store, now } = ctx;
    const todayOn = beijingDateOf(now);
    const planned: Planned[] = [];
    for (const trainingClass of await endedClasses(store, todayOn, months)) {
      const { _id: classId } = trainingClass;
      const waiting = (await store.actionPlans.ofClass(classId)).filter(
        ({ state, writtenAt }) => state === 'written' && beijingDateOf(writtenAt) < todayOn,
      );
      if (waiting.length === 0) continue;
      const people = await store.cadres.many(waiting.map(({ cadreId }) => cadreId));
      for (const [cadreId, own] of await byRater(ctx, people)) {
        const about = own.map(({ _id }) => _id);
        const plans = waiting.filter((plan) => about.includes(plan.cadreId));
        planned.push({
          ...{ cadreId, about, message: planWords.unitCard(trainingClass, plans) },
          key: `action-plan-unit:${classId}:${cadreId}:${plans.length}-${lastWritten(plans)}${againAfter(plans)}`,
          expiresAt: beijingTime(addDays(todayOn, openDays), '18:00'),
          note: planWords.unitNote(plans.length),
        });
      }
    }
    return planned;
  },
};

/** What a card differs by from the one on which the head took a confirmation back: the same goals are shown anew. */
function againAfter(plans: readonly ActionPlanRow[]): string {
  const times = plans.flatMap(({ confirmations }) => confirmations).filter(({ what }) => what === 'takenBack').length;
  return times === 0 ? '' : `-${times}`;
}
