import { addDays, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { isWorkingDay } from '../../src/calendar/working-days.ts';
import { isHeldHere, isNotGraded } from '../../src/training/class/classes.ts';
import { offerWords } from '../../src/training/grading/offer-words.ts';
import { readyToGrade } from '../../src/training/grading/ready-to-grade.ts';
import type { Job, Planned } from '../job.ts';

/** For how many days after its end a class is looked at. */
const lookBackDays = 60;

/** Offers the evaluation team to begin the grading of a class once it is over and every mark is in; after it was sent back, once marks have changed. */
export const offerGrading: Job = {
  name: 'offer-grading',
  about: '班次结束、得分评齐后，提请考评工作小组评定等次',
  schedule: { everyMinutes: 30, atMinute: 7 },
  usefulForMinutes: 24 * 60,
  async plan({ store, packs, now }) {
    const todayOn = beijingDateOf(now);
    if (!isWorkingDay(todayOn)) return [];
    const rows = await store.classes.endingFrom(addDays(todayOn, -lookBackDays));
    const planned: Planned[] = [];
    for (const row of rows.filter((each) => isNotGraded(each) && isHeldHere(each) && each.closesOn <= todayOn)) {
      const ready = await readyToGrade(store, row, packs.of(row).scoring, now);
      for (const { _id: cadreId } of ready?.members ?? [])
        planned.push({
          cadreId,
          message: offerWords.card(row, ready?.trainees ?? 0),
          key: `grade-ready:${row._id}:${ready?.since}:${cadreId}`,
          note: `提请评定等次：${row.name}`,
        });
    }
    return planned;
  },
};
