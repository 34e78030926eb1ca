import { addMonths, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { halfOf } from '../../src/calendar/half-day.ts';
import { attendanceOf } from '../../src/training/attendance/attendance.ts';
import { byCadre } from '../../src/training/class/by-cadre.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { sessionMinutes } from '../../src/training/class/session.ts';
import { asSession } from '../../src/training/class/sessions.ts';
import { classHours } from '../../src/training/hours/class-hours.ts';
import { effective, type HourEntryRow, lastOf } from '../../src/training/hours/hour-entries.ts';
import { hoursWords } from '../../src/training/hours/words.ts';
import { asLeave } from '../../src/training/leave/leaves.ts';
import type { RulePack } from '../../src/training/rule-pack.ts';
import type { Job, JobContext } from '../job.ts';

/** For how long after its end a class that was published before there was a ledger is entered. */
const backMonths = 12;

/** Enters the hours of classes whose results are published, where that has not happened when they were. */
export const enterHours: Job = {
  name: 'enter-hours',
  about: '把已公布成绩的班次登记到学员学时',
  schedule: { dailyAt: '05:21' },
  usefulForMinutes: 12 * 60,
  plan: async () => [],
  async effect({ store, packs, now }) {
    const classes = await store.classes.endingFrom(addMonths(beijingDateOf(now), -backMonths));
    for (const each of classes.filter(({ state }) => state === 'published'))
      await enterClassHours(store, each, packs.of(each), now);
  },
};

/** Enters what each trainee who completed the class has attended; doing it again adds nothing. */
export async function enterClassHours(
  store: JobContext['store'],
  trainingClass: ClassRow,
  rules: RulePack,
  now: Date,
): Promise<void> {
  const { _id: classId, name, opensOn, closesOn, teacherId } = trainingClass;
  const [completed, entered] = await Promise.all([
    store.enrollments.completedOf(classId),
    store.hourEntries.fromSource(classId),
  ]);
  const there = new Set(entered.map(({ cadreId }) => cadreId));
  const missing = completed.filter((cadreId) => !there.has(cadreId));
  if (missing.length === 0) return;
  const [sessions, marks, granted] = await Promise.all([
    store.sessions.ofClass(classId),
    store.signIns.ofClass(classId),
    store.leaves.grantedIn(classId),
  ]);
  const [marksOf, leavesOf] = [byCadre(marks), byCadre(granted)];
  const held = sessions.map((row) => {
    const session = asSession(row);
    return { session, dateOn: row.dateOn, half: halfOf(session), minutes: sessionMinutes(session) };
  });
  await store.hourEntries.add(
    missing.map((cadreId): HourEntryRow => {
      const leaves = leavesOf(cadreId).map(asLeave);
      const lessons = held.map(({ session, ...lesson }) => {
        const mark = marksOf(cadreId).find(({ sessionId }) => sessionId === session.sessionId);
        const { presence } = attendanceOf(session, mark, leaves, rules.attendance, now);
        const attended = !presence.includes('onLeave') && !presence.includes('absent');
        return { ...lesson, attended };
      });
      return {
        ...{ _id: `class:${classId}:${cadreId}`, cadreId, kind: 'group', source: 'class', sourceId: classId },
        ...{ title: name, organiser: hoursWords.school, fromOn: opensOn, toOn: closesOn },
        ...classHours(lessons, opensOn, closesOn),
        ...{ by: teacherId, at: now },
      };
    }),
  );
}

/**
 * Takes the hours of a class back from whom a corrected result says 不予结业, and gives them again to whom it says 结业 after that; doing it
 * again changes nothing. What the organisation department has taken back itself stays so.
 */
export async function correctClassHours(
  store: JobContext['store'],
  { _id: classId }: ClassRow,
  by: string,
  now: Date,
): Promise<void> {
  const completed = new Set(await store.enrollments.completedOf(classId));
  const { notCompleted: reason } = hoursWords;
  const given = (await store.hourEntries.fromSource(classId)).filter(({ source }) => source === 'class');
  const entriesOf = byCadre(
    await store.hourEntries.ofMany(
      given.map(({ cadreId }) => cadreId),
      '',
    ),
  );
  for (const entry of given) {
    const entries = entriesOf(entry.cadreId);
    const last = lastOf(entries, entry);
    const isStanding = effective(entries).some(({ _id }) => _id === entry._id);
    const isGivenAgain = !isStanding && completed.has(entry.cadreId) && last.reason === reason;
    const isTakenBack = isStanding && !completed.has(entry.cadreId);
    if (isTakenBack || isGivenAgain)
      await store.hourEntries.reverse(last, {
        by,
        at: now,
        reason: isTakenBack ? reason : hoursWords.completedAfterAll,
      });
  }
}
