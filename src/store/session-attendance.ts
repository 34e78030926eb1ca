import { attendanceOf, type SessionAttendance } from '../domain/attendance.ts';
import type { Leave } from '../domain/leave.ts';
import type { RulePack } from '../domain/rule-pack.ts';
import type { EnrollmentRow } from './enrollments.ts';
import { asLeave } from './leaves.ts';
import type { Store } from './open.ts';
import { asSession, type SessionRow } from './sessions.ts';
import type { SignInRow } from './sign-ins.ts';

/** One trainee at one session. */
export interface TraineeAttendance {
  trainee: EnrollmentRow;
  signIn?: SignInRow;
  /** The trainee's granted leaves. */
  leaves: readonly Leave[];
  attendance: SessionAttendance;
}

/** How every trainee of the class stands at one session, in the order of the class list. */
export async function sessionAttendance(
  store: Store,
  row: SessionRow,
  rules: RulePack,
  now: Date,
): Promise<TraineeAttendance[]> {
  const [trainees, signIns, granted] = await Promise.all([
    store.enrollments.traineesOf(row.classId),
    store.signIns.ofSession(row._id),
    store.leaves.grantedIn(row.classId),
  ]);
  const marks = new Map(signIns.map((signIn) => [signIn.cadreId, signIn]));
  const session = asSession(row);
  return trainees.map((trainee) => {
    const signIn = marks.get(trainee.cadreId);
    const leaves = granted.filter((leave) => leave.cadreId === trainee.cadreId).map(asLeave);
    const attendance = attendanceOf(session, signIn, leaves, rules, now);
    return { trainee, leaves, attendance, ...(signIn === undefined ? {} : { signIn }) };
  });
}
