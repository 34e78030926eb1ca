import { planReminders, reminderDue } from '../../src/calendar/reminders.ts';
import { ownTestWords, testCardId } from '../../src/training/tests/own-words.ts';
import { toldByDayCards } from '../carried.ts';
import type { Job, Planned } from '../job.ts';

/** Reminds trainees of a test they have not begun, on the days before its last one that the rule pack gives. */
export const remindTests: Job = {
  name: 'remind-tests',
  about: '提醒未参加的测试',
  schedule: { dailyAt: '09:23', onWorkingDays: true },
  usefulForMinutes: 8 * 60,
  async plan({ store, packs, quiet, now }) {
    const planned: Planned[] = [];
    for (const row of await store.tests.closingFrom(now)) {
      const trainingClass = await store.classes.byId(row.classId);
      if (trainingClass === null || trainingClass.state === 'withdrawn' || row.issuedAt === undefined) continue;
      const leads = packs.of(trainingClass).reminders.workDays.map((days) => days * 24 * 60);
      const due = reminderDue(planReminders(row.issuedAt, row.closesAt, leads, quiet), [], row.closesAt, now);
      if (due === undefined) continue;
      const begun = new Set((await store.testSheets.of(row._id)).map(({ cadreId }) => cadreId));
      const told = await toldByDayCards({ store, now }, row.classId, testCardId(row._id));
      const message = ownTestWords.invitation(row, '请参加测试');
      for (const { cadreId } of await store.enrollments.traineesOf(row.classId))
        if (!begun.has(cadreId) && !told.has(cadreId))
          planned.push({
            ...{ cadreId, message, key: `test-reminder:${row._id}:${row.closesOn}:${due.key}:${cadreId}` },
            ...{ expiresAt: row.closesAt, isReminder: true, note: `提醒参加测试 ${row._id}` },
          });
    }
    return planned;
  },
};
