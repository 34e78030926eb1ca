import { text } from '../src/chat/message.ts';
import { addMinutes } from '../src/domain/beijing-time.ts';
import type { Job, Planned } from '../src/schedule/job.ts';
import { sessionAttendance } from '../src/store/session-attendance.ts';
import { attendanceWords } from '../src/words/attendance.ts';

/** How long after its start a session's absence is still reported. */
const withinMinutes = 12 * 60;

/** Tells the class teacher, once per session, who neither signed in nor asked for leave. */
export const reportAbsence: Job = {
  name: 'report-absence',
  about: '签到结束后向班主任报告缺勤名单',
  schedule: { everyMinutes: 15, atMinute: 9 },
  usefulForMinutes: 60,
  async plan({ store, packs, now }) {
    const planned: Planned[] = [];
    for (const row of await store.sessions.startingBetween(addMinutes(now, -withinMinutes), now)) {
      const trainingClass = await store.classes.byId(row.classId);
      if (trainingClass === null) continue;
      const people = await sessionAttendance(store, row, packs.on(trainingClass.opensOn), now);
      const isSettled = people.every((each) => !each.attendance.presence.includes('pending'));
      const absent = people.filter((each) => each.attendance.presence.includes('absent'));
      if (!isSettled || absent.length === 0) continue;
      planned.push({
        cadreId: trainingClass.teacherId,
        message: text(attendanceWords.absence(trainingClass, row, absent)),
        key: `report-absence:${row._id}`,
        note: `缺勤名单：${trainingClass.name}“${row.title}”`,
      });
    }
    return planned;
  },
};
