import { beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { addWorkingDays } from '../../src/calendar/working-days.ts';
import { sharingWords } from '../../src/training/sharing/words.ts';
import type { Job } from '../job.ts';

/** On the last working day by which the outline of a speech at the closing is wanted, speakers who have not given theirs are reminded, once. */
export const remindOutlines: Job = {
  name: 'remind-outlines',
  about: '截止当天提醒未交交流发言提纲的学员',
  schedule: { dailyAt: '08:38', onWorkingDays: true },
  usefulForMinutes: 8 * 60,
  async plan({ store, now }) {
    const todayOn = beijingDateOf(now);
    return (await store.sharings.waiting(todayOn, addWorkingDays(todayOn, 1))).map((row) => ({
      cadreId: row.cadreId,
      message: sharingWords.reminder(row),
      key: `sharing-reminder:${row._id}:${row.dueOn}` as const,
      expiresAt: beijingTime(row.dueOn, '23:59'),
      isReminder: true,
      note: sharingWords.note(row.className, row.name),
    }));
  },
};
