import { byCadre } from '../class/by-cadre.ts';
import type { EnrollmentRow, EnrollmentStore } from '../class/enrollments.ts';
import { asSession, type SessionRow } from '../class/sessions.ts';
import type { Leave } from '../leave/leave.ts';
import { asLeave, type LeaveStore } from '../leave/leaves.ts';
import { attendanceOf, type SessionAttendance } from './attendance.ts';
import type { AttendanceRules } from './attendance-rules.ts';
import type { SignInRow } from './sign-in-row.ts';
import type { SignInStore } from './sign-ins.ts';

/** One trainee at one session. */
export interface TraineeAttendance {
  trainee: EnrollmentRow;
  signIn?: SignInRow;
  /** The trainee's granted leaves. */
  leaves: readonly Leave[];
  attendance: SessionAttendance;
}

/** Every trainee's attendance at one session, in the order of the class list. */
export async function sessionAttendance(
  store: { enrollments: EnrollmentStore; signIns: SignInStore; leaves: LeaveStore },
  row: SessionRow,
  rules: AttendanceRules,
  now: Date,
): Promise<TraineeAttendance[]> {
  const [trainees, signIns, granted] = await Promise.all([
    store.enrollments.traineesOf(row.classId),
    store.signIns.ofSession(row._id),
    store.leaves.grantedIn(row.classId),
  ]);
  const marks = new Map(signIns.map((signIn) => [signIn.cadreId, signIn]));
  const session = asSession(row);
  const leavesOf = byCadre(granted);
  return trainees.map((trainee) => {
    const signIn = marks.get(trainee.cadreId);
    const leaves = leavesOf(trainee.cadreId).map(asLeave);
    const attendance = attendanceOf(session, signIn, leaves, rules, now);
    return { trainee, leaves, attendance, ...(signIn === undefined ? {} : { signIn }) };
  });
}
