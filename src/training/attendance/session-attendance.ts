import type { Store } from '../../stores.ts';
import type { EnrollmentRow } from '../class/enrollments.ts';
import { asSession, type SessionRow } from '../class/sessions.ts';
import type { Leave } from '../leave/leave.ts';
import { asLeave } from '../leave/leaves.ts';
import type { RulePack } from '../rule-pack.ts';
import { attendanceOf, type SessionAttendance } from './attendance.ts';
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
