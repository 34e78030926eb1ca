import { addDays, beijingDateOf, beijingTime, formatDate, formatMoment } from '../../calendar/beijing-time.ts';
import { addWorkingDays, holidayNote, workingDaysBetween, workingDayUntil } from '../../calendar/working-days.ts';
import { RuleError } from '../../errors.ts';
import type { CallUpRules } from './call-up-rules.ts';

/** The days and instants that follow from issuing a call-up notice. */
export interface CallUpDeadlines {
  /** Answers are taken until this instant, on the last answer day. */
  answerBy: Date;
  /** Set if working days were counted in a year without holiday data. */
  note?: string;
}

/**
 * The deadlines of a call-up issued at `issuedAt` for a class opening on `opensOn`.
 * @throws RuleError `call-up.too-late` when fewer working days than the notice period are left before the opening; its facts are the
 * period, what is left, and the earliest day on which the class could open
 * @see docs/rules.md, Named call-up
 */
export function callUpDeadlines(issuedAt: Date, opensOn: string, rules: CallUpRules): CallUpDeadlines {
  const issuedOn = beijingDateOf(issuedAt);
  const earliestOn = earliestOpeningOn(issuedOn, rules);
  if (opensOn < earliestOn) {
    const { noticeWorkingDays } = rules;
    const left = workingDaysBetween(issuedOn, opensOn);
    throw new RuleError('call-up.too-late', { noticeWorkingDays, left, earliest: formatDate(earliestOn) });
  }
  const answerBy = beijingTime(addWorkingDays(issuedOn, rules.answerWorkingDays), rules.answerByClock);
  const note = holidayNote(issuedOn, opensOn);
  return {
    answerBy,
    ...(note === undefined ? {} : { note }),
  };
}

/** The first day on which a class may open whose call-up is issued on this day. */
export function earliestOpeningOn(issuedOn: string, { noticeWorkingDays }: CallUpRules): string {
  return addWorkingDays(issuedOn, noticeWorkingDays);
}

/**
 * Until when whoever is sent to a class answers. What others hold is made known when they choose, so that only the day before the opening
 * bounds it, not the notice period of the county's own classes.
 * @throws RuleError `call-up.too-late` for a class held here, `sending.too-late`
 */
export function deadlinesFor(
  issuedAt: Date,
  { opensOn, organiser }: { opensOn: string; organiser?: string | undefined },
  rules: CallUpRules,
): CallUpDeadlines {
  if (organiser === undefined) return callUpDeadlines(issuedAt, opensOn, rules);
  const usualBy = beijingTime(addWorkingDays(beijingDateOf(issuedAt), rules.answerWorkingDays), rules.answerByClock);
  const latestBy = beijingTime(addDays(opensOn, -1), rules.answerByClock);
  if (issuedAt >= latestBy) throw new RuleError('sending.too-late', { until: formatMoment(latestBy) });
  return { answerBy: usualBy < latestBy ? usualBy : latestBy };
}

/** When everyone who is expected is reminded of the opening: on the last working day that leaves them so many days. */
export function openingReminderAt(opensOn: string, callUp: CallUpRules): Date {
  return beijingTime(workingDayUntil(addDays(opensOn, -callUp.openingReminderDays)), callUp.openingReminderClock);
}

/**
 * A substitute's answer deadline: the same time as for anybody, but not later than the day on which another substitute can still be named.
 * Somebody named shortly before that has at least the minimum of the rule pack.
 */
export function substituteAnswerBy(issuedAt: Date, opensOn: string, rules: CallUpRules): Date {
  const { answerWorkingDays, substituteAnswerWorkingDays, answerByClock } = rules;
  const issuedOn = beijingDateOf(issuedAt);
  const usualOn = addWorkingDays(issuedOn, answerWorkingDays);
  const leastOn = addWorkingDays(issuedOn, substituteAnswerWorkingDays);
  const untilOn = substituteUntilOn(opensOn, rules);
  const latestOn = leastOn > untilOn ? leastOn : untilOn;
  return beijingTime(usualOn < latestOn ? usualOn : latestOn, answerByClock);
}

/** The last day on which a substitute may still be named. */
export function substituteUntilOn(opensOn: string, callUp: CallUpRules): string {
  return addWorkingDays(opensOn, -callUp.substitutionClosesWorkingDays);
}

/** From this day on, whoever has not appeared and has no leave loses the place. */
export function placeLostFromOn(opensOn: string, callUp: CallUpRules): string {
  return addDays(opensOn, callUp.lateWithoutLeaveDays);
}
