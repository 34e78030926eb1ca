import { addMinutes, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { text } from '../../src/chat/message.ts';
import { sessionAttendance, type TraineeAttendance } from '../../src/training/attendance/session-attendance.ts';
import { attendanceWords } from '../../src/training/attendance/words.ts';
import { placeLostFromOn } from '../../src/training/call-up/call-up-deadlines.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/** For how long after a session's start absences are reported. */
const withinMinutes = 12 * 60;

/** Tells the class teacher, once per session, who neither signed in nor asked for leave. */
export const reportAbsence: Job = {
  name: 'report-absence',
  about: '签到结束后向班主任报告缺勤名单',
  schedule: { everyMinutes: 15, atMinute: 9 },
  usefulForMinutes: 60,
  async plan(ctx) {
    const { store, packs, now } = ctx;
    const planned: Planned[] = [];
    for (const row of await store.sessions.startingBetween(addMinutes(now, -withinMinutes), now)) {
      const trainingClass = await store.classes.byId(row.classId);
      if (trainingClass === null) continue;
      const people = await sessionAttendance(store, row, packs.on(trainingClass.opensOn).attendance, now);
      const isSettled = people.every((each) => !each.attendance.presence.includes('pending'));
      const absent = people.filter((each) => each.attendance.presence.includes('absent'));
      if (!isSettled || absent.length === 0) continue;
      planned.push({
        cadreId: trainingClass.teacherId,
        message: text(
          attendanceWords.absence(trainingClass, row, absent, await placesLost(ctx, trainingClass, absent)),
        ),
        key: `report-absence:${row._id}:${row.startsAt.getTime()}`,
        note: `缺勤名单：${trainingClass.name}“${row.title}”`,
      });
    }
    return planned;
  },
};

/** Those of the absent who lose their place: they have not appeared since the opening for as many days as the rules allow, and have no leave. */
async function placesLost(
  { store, packs, now }: JobContext,
  { _id, opensOn }: ClassRow,
  absent: readonly TraineeAttendance[],
): Promise<TraineeAttendance[]> {
  if (beijingDateOf(now) < placeLostFromOn(opensOn, packs.on(opensOn).callUp)) return [];
  const lost: TraineeAttendance[] = [];
  for (const each of absent.filter(({ leaves }) => leaves.length === 0))
    if ((await store.signIns.ofTrainee(_id, each.trainee.cadreId)).length === 0) lost.push(each);
  return lost;
}
