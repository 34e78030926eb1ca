import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { planReminders, reminderDue } from '../../src/calendar/reminders.ts';
import { handInWords, workCardId } from '../../src/training/works/hand-in-words.ts';
import { owedBy } from '../../src/training/works/work-figures.ts';
import { kindOf } from '../../src/training/works/work-kind.ts';
import { toldByDayCards } from '../carried.ts';
import type { Job, Planned } from '../job.ts';
import { markedIn } from './marked-in.ts';

/** Reminds trainees of works they owe, on the days before the last one that the rule pack gives. */
export const remindWorks: Job = {
  name: 'remind-works',
  about: '提醒未交的作业',
  schedule: { dailyAt: '09:21', onWorkingDays: true },
  usefulForMinutes: 8 * 60,
  async plan({ store, packs, quiet, now }) {
    const planned: Planned[] = [];
    for (const row of await store.assignments.closingFrom(beijingDateOf(now))) {
      const trainingClass = await store.classes.byId(row.classId);
      if (trainingClass === null || trainingClass.state === 'withdrawn' || row.issuedAt === undefined) continue;
      const pack = packs.of(trainingClass);
      const closesAt = beijingTime(addDays(row.closesOn, 1), '00:00');
      const leads = pack.reminders.workDays.map((days) => days * 24 * 60);
      const due = reminderDue(planReminders(row.issuedAt, closesAt, leads, quiet), [], closesAt, now);
      if (due === undefined) continue;
      const kind = kindOf(pack.works, row.kind).name;
      const told = await toldByDayCards({ store, now }, row.classId, workCardId(row._id));
      const message = handInWords.card(row, kind, pack.works.mostMegabytes, pack.works.lateDays, '请提交作业');
      const trainees = await store.enrollments.traineesOf(row.classId);
      const owed = owedBy(trainees, await store.works.of(row._id), markedIn(pack, row).part);
      for (const { cadreId, standing } of owed)
        if (standing === 'missing' && !told.has(cadreId))
          planned.push({
            ...{ cadreId, message, key: `work-reminder:${row._id}:${row.closesOn}:${due.key}:${cadreId}` },
            ...{ expiresAt: closesAt, isReminder: true, note: `提醒提交作业 ${row._id}` },
          });
    }
    return planned;
  },
};
