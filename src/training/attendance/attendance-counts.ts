import { byCadre } from '../class/by-cadre.ts';
import type { EnrollmentStore } from '../class/enrollments.ts';
import { asSession, type SessionStore } from '../class/sessions.ts';
import { asLeave, type LeaveStore } from '../leave/leaves.ts';
import { attendanceOf, type Presence } from './attendance.ts';
import type { AttendanceRules } from './attendance-rules.ts';
import type { SignInStore } from './sign-ins.ts';

/** For each trainee, in how many sessions so far they were present, late, on leave, absent; a session may count twice. */
export async function attendanceCounts(
  store: { sessions: SessionStore; signIns: SignInStore; leaves: LeaveStore; enrollments: EnrollmentStore },
  classId: string,
  rules: AttendanceRules,
  now: Date,
): Promise<Map<string, ReadonlyMap<Presence, number>>> {
  const [sessions, marks, granted, trainees] = await Promise.all([
    store.sessions.ofClass(classId),
    store.signIns.ofClass(classId),
    store.leaves.grantedIn(classId),
    store.enrollments.traineesOf(classId),
  ]);
  const markOf = new Map(marks.map((mark) => [`${mark.sessionId}:${mark.cadreId}`, mark]));
  const begun = sessions.filter((each) => each.startsAt <= now).map(asSession);
  const leavesOf = byCadre(granted);
  return new Map(
    trainees.map(({ cadreId }) => {
      const leaves = leavesOf(cadreId).map(asLeave);
      const counts = new Map<Presence, number>();
      for (const session of begun) {
        const mark = markOf.get(`${session.sessionId}:${cadreId}`);
        for (const each of attendanceOf(session, mark, leaves, rules, now).presence)
          counts.set(each, (counts.get(each) ?? 0) + 1);
      }
      return [cadreId, counts];
    }),
  );
}
