import type { Argument } from '../../src/bot/command.ts';
import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { readTypedDate } from '../../src/calendar/typed-date.ts';
import { typedWord } from '../../src/chat/plain-text.ts';
import { RuleError } from '../../src/errors.ts';

/** The last day on which a survey takes answers, as `YYYY-MM-DD`. @throws RuleError `survey.deadline-past`, `date.unreadable` */
export const deadlineArg: Argument<'closesOn', string> = {
  key: 'closesOn',
  usage: '<截止日期或天数>',
  take(words) {
    const typed = words.next();
    return typed === undefined ? undefined : ({ now }) => readDeadline(typed, beijingDateOf(now));
  },
};

/** The instant at which a survey with this last day is over. */
export function endOf(closesOn: string): Date {
  return beijingTime(addDays(closesOn, 1), '00:00');
}

/** A number of days (`7` or `7天`) or a date. */
export function readDeadline(typed: string, todayOn: string): string {
  const days = /^(\d{1,2})天?$/.exec(typedWord(typed))?.[1];
  const closesOn = days === undefined ? readTypedDate(typed, todayOn) : addDays(todayOn, Number(days));
  if (closesOn < todayOn) throw new RuleError('survey.deadline-past', { closesOn });
  return closesOn;
}
