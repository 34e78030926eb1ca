import { addDays, beijingDateOf } from '../../calendar/beijing-time.ts';
import type { SessionRow, SessionStore } from '../class/sessions.ts';
import type { SessionReminderRules } from './attendance-rules.ts';
import { sessionReminders } from './session-reminders.ts';

/**
 * Whether the morning cards of a class tell of a task in time, so that it needs no message of its own: one comes tomorrow, or on a day
 * before the last; and one comes on the last day or the day before it.
 * @param sessions - of the class, by start
 */
export function areTold(
  sessions: readonly Lesson[],
  rules: SessionReminderRules,
  askedAt: Date,
  closesAt: Date,
): boolean {
  const lastOn = lastDayOf(closesAt);
  const firsts = sessions.filter(({ dateOn }, at) => sessions[at - 1]?.dateOn !== dateOn);
  const coming = firsts.filter((first) => {
    const { before } = sessionReminders(first, rules);
    return before > askedAt && before < closesAt;
  });
  const [next, last] = [coming[0], coming.at(-1)];
  if (next === undefined || last === undefined) return false;
  const isSoon = next.dateOn <= addDays(beijingDateOf(askedAt), 1) || next.dateOn < lastOn;
  return isSoon && last.dateOn >= addDays(lastOn, -1);
}

type Lesson = Pick<SessionRow, 'dateOn' | 'startsAt'>;

/** Whether the card of this day of class is still to come. @param sessions - by start */
export function isCardAhead(
  sessions: readonly Lesson[],
  rules: SessionReminderRules,
  dateOn: string,
  now: Date,
): boolean {
  const first = sessions.find((each) => each.dateOn === dateOn);
  return first !== undefined && sessionReminders(first, rules).before > now;
}

/** Whether the card of a morning comes before the next lesson, so that what it says of the class needs no message. @param sessions - by start */
export function comesBeforeNextLesson(sessions: readonly Lesson[], rules: SessionReminderRules, now: Date): boolean {
  const next = sessions.find(({ startsAt }) => startsAt > now);
  return next !== undefined && isCardAhead(sessions, rules, next.dateOn, now);
}

/** The last day on which something can be done; midnight is the end of the day before. */
export function lastDayOf(closesAt: Date): string {
  return beijingDateOf(new Date(closesAt.getTime() - 1));
}

/** For a message about a task of a trainee: that the cards of the class's days carry it, where they come in time. */
export async function carriedByDays(
  store: { sessions: Pick<SessionStore, 'ofClass'> },
  classId: string,
  rules: SessionReminderRules,
  times: { askedAt: Date; closesAt: Date },
): Promise<{ carriedBy?: string }> {
  const sessions = await store.sessions.ofClass(classId);
  return areTold(sessions, rules, times.askedAt, times.closesAt) ? { carriedBy: classId } : {};
}

/** How a task reaches the trainees: by a message now or in the morning, or by the cards of the class's days. */
export type Told = 'now' | 'morning' | 'days';

export function whenTold({ carriedBy }: { carriedBy?: string }, forMorning: boolean): Told {
  if (carriedBy !== undefined) return 'days';
  return forMorning ? 'morning' : 'now';
}

/** `已发给 40 人`, `随上课日早上的“今日课程与签到”告知 40 人（…）`. */
export function toldWords(told: Told, people: number): string {
  if (told === 'days') return `随上课日早上的“今日课程与签到”告知 ${people} 人（需要现在办理的，请学员回复“待办”）`;
  return `${told === 'morning' ? '将于早晨发给' : '已发给'} ${people} 人`;
}
