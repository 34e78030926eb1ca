import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { halfLabel } from '../../src/calendar/half-day.ts';
import {
  type ClassDay,
  classDay,
  type DayHalf,
  dayHalves,
  isSignInAhead,
} from '../../src/training/attendance/class-day.ts';
import { dayWords } from '../../src/training/attendance/day-words.ts';
import { isMissing, sessionReminders } from '../../src/training/attendance/session-reminders.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/**
 * Each morning of class one card with the day's lessons, by which trainees sign in, morning and afternoon. After the start of a half-day
 * it is sent once more to those who are missing without leave.
 */
export const remindSession: Job = {
  name: 'remind-session',
  about: '每天课前发一张当日课程与签到卡，开课后提醒未到且未请假的学员',
  schedule: { everyMinutes: 5, atMinute: 3 },
  usefulForMinutes: 5,
  async plan(ctx) {
    const { store, now } = ctx;
    const todayOn = beijingDateOf(now);
    const today = await store.sessions.startingBetween(
      beijingTime(todayOn, '00:00'),
      beijingTime(addDays(todayOn, 1), '00:00'),
    );
    const classIds = new Set(today.filter((each) => each.endsAt > now).map((each) => each.classId));
    const planned: Planned[] = [];
    for (const classId of classIds) planned.push(...(await remindersOf(ctx, classId, todayOn)));
    return planned;
  },
};

async function remindersOf({ store, packs, now }: JobContext, classId: string, dateOn: string): Promise<Planned[]> {
  const trainingClass = await store.classes.byId(classId);
  if (trainingClass === null || trainingClass.state === 'withdrawn') return [];
  const rules = packs.on(trainingClass.opensOn);
  const day = await classDay(store, classId, dateOn);
  const [first] = day.sessions;
  if (first === undefined || now < sessionReminders(first, rules.reminders).before) return [];
  return day.trainees.flatMap(({ cadreId, name, facts }) => {
    const halves = dayHalves(day.sessions, facts, rules.attendance, now);
    if (!isSignInAhead(halves)) return [];
    const missing = halves.find((half, index) => isMissing(half, halves.slice(0, index), rules.reminders, now));
    return [
      morningCard(trainingClass, day, { cadreId, name, halves }),
      ...(missing === undefined ? [] : [reminder(trainingClass, day, { cadreId, name, halves }, missing)]),
    ];
  });
}

interface Receiver {
  cadreId: string;
  name: string;
  halves: readonly DayHalf[];
}

function morningCard(trainingClass: ClassRow, day: ClassDay, { cadreId, name, halves }: Receiver): Planned {
  return {
    cadreId,
    message: dayWords.card({ trainingClass, dateOn: day.dateOn, halves }),
    key: `class-day:${trainingClass._id}:${day.dateOn}:${timesOf(day)}:${cadreId}`,
    expiresAt: endOf(day),
    urgency: 'urgent',
    note: `当日课程与签到：${name}（${trainingClass.name}）`,
  };
}

function reminder(
  trainingClass: ClassRow,
  day: ClassDay,
  { cadreId, name, halves }: Receiver,
  missing: DayHalf,
): Planned {
  const { half } = missing;
  return {
    cadreId,
    message: dayWords.card({ trainingClass, dateOn: day.dateOn, halves }, half),
    key: `sign-in-reminder:${trainingClass._id}:${day.dateOn}:${half}:${missing.sessions[0]?.startsAt.getTime()}:${cadreId}`,
    expiresAt: endOf(day),
    urgency: 'urgent',
    isReminder: true,
    note: `${halfLabel(half)}未签到提醒：${name}（${trainingClass.name}）`,
  };
}

/** A day whose lessons are held at other times than it was told of is told of again. */
function timesOf({ sessions }: ClassDay): string {
  return sessions.map((each) => Math.floor(each.startsAt.getTime() / 60_000).toString(36)).join('.');
}

function endOf({ sessions }: ClassDay): Date {
  return new Date(Math.max(...sessions.map((each) => each.endsAt.getTime())));
}
