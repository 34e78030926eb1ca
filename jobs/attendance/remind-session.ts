import { addDays, beijingDateOf, beijingTime, mondayOf } from '../../src/calendar/beijing-time.ts';
import { halfLabel, halfOf } from '../../src/calendar/half-day.ts';
import type { MessageKey } from '../../src/outbox/causes.ts';
import { dayPartsOf } from '../../src/training/activities/day-parts.ts';
import {
  type ClassDay,
  classDay,
  type DayHalf,
  dayHalves,
  isSignInAhead,
  type Unseen,
  unseenBefore,
} from '../../src/training/attendance/class-day.ts';
import { type DayTask, dayTasksOf } from '../../src/training/attendance/day-tasks.ts';
import { type DayRating, dayWords } from '../../src/training/attendance/day-words.ts';
import { isMissing, sessionReminders } from '../../src/training/attendance/session-reminders.ts';
import { byCadre } from '../../src/training/class/by-cadre.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { SessionRow } from '../../src/training/class/sessions.ts';
import { seatName } from '../../src/training/rooms/class-rooms.ts';
import { ratedLessons, toRateBy } from '../../src/training/satisfaction/own-lessons.ts';
import { dayRating } from '../../src/training/satisfaction/rating-words.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/**
 * Each morning of class one card with the day's lessons, by which trainees sign in, morning and afternoon. After the start of a half-day
 * it is sent once more to those who are missing without leave, but not more often a week than the rules allow. The next morning's card names
 * the halves of the day in which somebody was not seen.
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
  const rules = packs.of(trainingClass);
  const sessions = await store.sessions.ofClass(classId);
  const day = await classDay(store, classId, dateOn);
  const [first] = day.sessions;
  if (first === undefined || now < sessionReminders(first, rules.reminders).before) return [];
  const lastOn = sessions.findLast((each) => each.dateOn < dateOn)?.dateOn;
  const last = lastOn === undefined ? undefined : await classDay(store, classId, lastOn);
  const rated = await ratedLessons(store, sessions, rules.satisfaction, now);
  const carried = byCadre(await store.sentCards.carriedBy(classId));
  const partsOf = await dayPartsOf(store, trainingClass, { dateOn, sessions }, rules.activities);
  const planned: Planned[] = [];
  const missing: { receiver: Receiver; half: DayHalf }[] = [];
  for (const { cadreId, name, place, facts } of day.trainees) {
    const halves = dayHalves(day.sessions, facts, rules.attendance, now);
    if (!isSignInAhead(halves)) continue;
    const tasks = dayTasksOf(carried(cadreId), now);
    const own = { seat: seatName(trainingClass, place), parts: partsOf(cadreId) };
    const receiver = { cadreId, name, halves, tasks, ...own };
    const before = last?.trainees.find((each) => each.cadreId === cadreId)?.facts;
    const unseen = before === undefined ? undefined : unseenBefore(sessions, dateOn, before, rules.attendance, now);
    const [lesson] = toRateBy(rated, cadreId, [...(before?.signIns ?? []), ...facts.signIns]);
    const rating = lesson && dayRating(lesson, rules.satisfaction.levels);
    planned.push(morningCard(trainingClass, day, receiver, { unseen, rating }));
    const half = halves.find((each, index) => isMissing(each, halves.slice(0, index), rules.reminders, now));
    if (half !== undefined) missing.push({ receiver, half });
  }
  const before = halvesBefore(sessions, dateOn);
  for (const { receiver, half } of missing) {
    const earlier = [...before, ...receiver.halves.slice(0, receiver.halves.indexOf(half))];
    const keys = earlier.map((each) => reminderKey(classId, each, receiver.cadreId));
    if ((await store.deliveries.known(keys)).size >= rules.burden.missingRemindersPerWeek) continue;
    planned.push(reminder(trainingClass, day, receiver, half));
  }
  return planned;
}

/** The half-days of class in this week before this day: reminders in them count. @param sessions - of a class, by start */
function halvesBefore(sessions: readonly SessionRow[], dateOn: string): Pick<DayHalf, 'half' | 'sessions'>[] {
  const inWeek = sessions.filter((each) => each.dateOn >= mondayOf(dateOn) && each.dateOn < dateOn);
  const firsts = new Map(inWeek.toReversed().map((each) => [`${each.dateOn} ${halfOf(each)}`, each]));
  return [...firsts.values()].map((first) => ({ half: halfOf(first), sessions: [first] }));
}

interface Receiver {
  cadreId: string;
  name: string;
  halves: readonly DayHalf[];
  tasks: readonly DayTask[];
  seat: string | undefined;
  parts: readonly string[];
}

function morningCard(
  trainingClass: ClassRow,
  day: ClassDay,
  { cadreId, name, halves, tasks, seat, parts }: Receiver,
  more: { unseen: Unseen | undefined; rating: DayRating | undefined },
): Planned {
  return {
    cadreId,
    message: dayWords.card({ trainingClass, dateOn: day.dateOn, halves, seat, parts }, { ...more, tasks }),
    key: `class-day:${trainingClass._id}:${day.dateOn}:${timesOf(day)}:${cadreId}`,
    expiresAt: endOf(day),
    urgency: 'urgent',
    note: `当日课程与签到：${name}（${trainingClass.name}）`,
  };
}

function reminder(
  trainingClass: ClassRow,
  day: ClassDay,
  { cadreId, name, halves, tasks, seat, parts }: Receiver,
  missing: DayHalf,
): Planned {
  const { half } = missing;
  return {
    cadreId,
    message: dayWords.card({ trainingClass, dateOn: day.dateOn, halves, seat, parts }, { missing: half, tasks }),
    key: reminderKey(trainingClass._id, missing, cadreId),
    expiresAt: endOf(day),
    urgency: 'urgent',
    isReminder: true,
    note: `${halfLabel(half)}未签到提醒：${name}（${trainingClass.name}）`,
  };
}

/** One per half-day; one held at another time is reminded of again. */
function reminderKey(
  classId: string,
  { half, sessions: [first] }: Pick<DayHalf, 'half' | 'sessions'>,
  cadreId: string,
): MessageKey {
  return `sign-in-reminder:${classId}:${first?.dateOn}:${half}:${first?.startsAt.getTime()}:${cadreId}`;
}

/** A day whose lessons are held at other times than it was told of is told of again. */
function timesOf({ sessions }: ClassDay): string {
  return sessions.map((each) => Math.floor(each.startsAt.getTime() / 60_000).toString(36)).join('.');
}

function endOf({ sessions }: ClassDay): Date {
  return new Date(Math.max(...sessions.map((each) => each.endsAt.getTime())));
}
