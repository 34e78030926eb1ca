import { addMinutes } from '../../src/calendar/beijing-time.ts';
import { type Held, signInWindow } from '../../src/training/attendance/attendance.ts';
import { sessionAttendance, type TraineeAttendance } from '../../src/training/attendance/session-attendance.ts';
import { sessionReminders } from '../../src/training/attendance/session-reminders.ts';
import { attendanceWords } from '../../src/training/attendance/words.ts';
import { asSession, type SessionRow } from '../../src/training/class/sessions.ts';
import type { RulePack } from '../../src/training/rule-pack.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/** How long ago a session that is still running can have started; no session is longer. */
const longestSessionMinutes = 12 * 60;

/** Sends the sign-in card before each session, and again after its start to those missing without leave. */
export const remindSession: Job = {
  name: 'remind-session',
  about: '课前提醒签到，开课后提醒未到且未请假的学员',
  schedule: { everyMinutes: 5, atMinute: 3 },
  usefulForMinutes: 5,
  async plan(ctx) {
    const { store, packs, now } = ctx;
    const earliest = Math.max(...packs.all.map(({ reminders }) => reminders.beforeSessionMinutes));
    const planned: Planned[] = [];
    for (const row of await store.sessions.startingBetween(
      addMinutes(now, -longestSessionMinutes),
      addMinutes(now, earliest),
    )) {
      if (row.endsAt > now) planned.push(...(await remindersOf(ctx, row)));
    }
    return planned;
  },
};

async function remindersOf({ store, packs, now }: JobContext, row: SessionRow): Promise<Planned[]> {
  const session = asSession(row);
  const trainingClass = await store.classes.byId(row.classId);
  if (trainingClass === null) return [];
  const rules = packs.on(trainingClass.opensOn);
  if (now < sessionReminders(session, rules.reminders).before) return [];
  const people = await sessionAttendance(store, row, rules.attendance, now);
  const when = now < row.startsAt ? 'before' : 'missing';
  const message = attendanceWords.card(trainingClass, row, signInWindow(session, [], rules.attendance), when);
  return people
    .filter((each) => each.attendance.presence.includes('pending'))
    .filter((each) => when === 'before' || isMissing(each, session, rules, now))
    .map(({ trainee }) => ({
      cadreId: trainee.cadreId,
      message,
      // A session held at another time than it was reminded of is reminded of again.
      key: `remind-session:${row._id}:${row.startsAt.getTime()}:${trainee.cadreId}:${when}`,
      expiresAt: row.endsAt,
      urgency: 'urgent' as const,
      isReminder: true as const,
      note: `${when === 'before' ? '课前提醒' : '未签到提醒'}：${trainee.name}“${row.title}”`,
    }));
}

/** Whether a trainee is missing; somebody whose leave ends during the session is missing only after that. */
function isMissing({ leaves }: TraineeAttendance, session: Held, rules: RulePack, now: Date): boolean {
  const expectedAt = signInWindow(session, leaves, rules.attendance).onTimeUntil;
  return now >= sessionReminders({ ...session, startsAt: expectedAt }, rules.reminders).missing;
}
