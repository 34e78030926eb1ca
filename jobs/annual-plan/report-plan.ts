import { addDays, addMonths, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { isWorkingDay, workingDaysBetween } from '../../src/calendar/working-days.ts';
import { heldClasses } from '../../src/training/annual-plan/held-classes.ts';
import { type FollowedItem, followed } from '../../src/training/annual-plan/plan-progress.ts';
import { sendExecution } from '../../src/training/annual-plan/presses.ts';
import { progressWords } from '../../src/training/annual-plan/progress-words.ts';
import type { Job, JobContext } from '../job.ts';

/** Tells the organisation department and the school on the first working day of a month how far the plan is. */
export const reportPlan: Job = {
  name: 'report-plan',
  about: '每月报告年度培训计划进展',
  schedule: { dailyAt: '09:14', onWorkingDays: true },
  usefulForMinutes: 8 * 60,
  async plan(ctx) {
    const todayOn = beijingDateOf(ctx.now);
    if (!isFirstWorkingDay(todayOn)) return [];
    const lastOn = addMonths(`${todayOn.slice(0, 7)}-01`, -1);
    const all = await followedIn(ctx, [...new Set([lastOn, todayOn].map((on) => on.slice(0, 4)))], todayOn);
    if (all.length === 0) return [];
    const [last, present] = [monthOf(all, lastOn), monthOf(all, todayOn)];
    const late = all.filter((each) => each.progress === 'late' && !last.items.includes(each));
    const month = todayOn.slice(0, 7);
    const message = progressWords.month(month, last, present, late, sendExecution.with({ year: todayOn.slice(0, 4) }));
    const { cadres } = ctx.store;
    const staff = [...(await cadres.withRole('orgDept')), ...(await cadres.withRole('partySchool'))];
    return [...new Set(staff.map(({ _id }) => _id))].map((cadreId) => ({
      ...{ cadreId, message, key: `plan-progress:${month}:${cadreId}` as const },
      note: progressWords.note(present.month),
    }));
  },
};

function isFirstWorkingDay(todayOn: string): boolean {
  const before = addDays(`${todayOn.slice(0, 7)}-01`, -1);
  return isWorkingDay(todayOn) && workingDaysBetween(before, todayOn) === 1;
}

async function followedIn({ store }: JobContext, years: readonly string[], todayOn: string): Promise<FollowedItem[]> {
  const all = await Promise.all(
    years.map(async (year) => followed(await store.planItems.ofYear(year), await heldClasses(store, year), todayOn)),
  );
  return all.flat();
}

function monthOf(all: readonly FollowedItem[], dateOn: string) {
  const [year, month] = [dateOn.slice(0, 4), Number(dateOn.slice(5, 7))];
  return { month, items: all.filter(({ item }) => item.year === year && item.month === month) };
}
