import { addDays, addMonths, daysBetween } from '../../calendar/beijing-time.ts';
import { addWorkingDays, workingDaysBetween } from '../../calendar/working-days.ts';
import type { FollowUpRules } from './follow-up-rules.ts';

/** For so many working days after its day a card still goes out, should the bot have stood still. */
const lateWorkingDays = 5;

/** One round of a class: the day it begins, and the last on which answers are taken. */
export interface FollowUpRound {
  months: number;
  dueOn: string;
  closesOn: string;
}

/** The rounds of a class that ended on a day. A round begins on a working day. */
export function roundsAfter(endedOn: string, { months, answerWorkingDays }: FollowUpRules): FollowUpRound[] {
  return months.map((each) => {
    const dueOn = addWorkingDays(addMonths(endedOn, each), 0);
    return { months: each, dueOn, closesOn: addWorkingDays(dueOn, answerWorkingDays) };
  });
}

/** The working day on which trainees are asked to write their action plan: the last of the class. */
export function planAskedOn(endedOn: string): string {
  return addWorkingDays(endedOn, 0);
}

/** Whether what fell due on a day is sent today. */
export function isSentOn(dueOn: string, todayOn: string): boolean {
  return dueOn <= todayOn && workingDaysBetween(dueOn, todayOn) <= lateWorkingDays;
}

/** The days after the end on which there is a card of its own about the plan, and the first working day of each; others stand on the card of a round. */
export function planQuestions(endedOn: string, rules: FollowUpRules): { day: number; dueOn: string }[] {
  const rounds = roundsAfter(endedOn, rules);
  return rules.plan.progressDays
    .filter((day) => rounds.every(({ dueOn }) => Math.abs(daysBetween(addDays(endedOn, day), dueOn)) > rules.mergeDays))
    .map((day) => ({ day, dueOn: addWorkingDays(addDays(endedOn, day), 0) }));
}

/** Which question what is said of the plan today belongs to: the last that was asked, before the first that one. */
export function questionOn(endedOn: string, todayOn: string, { plan: { progressDays } }: FollowUpRules): number {
  const passed = daysBetween(endedOn, todayOn);
  // A question that fell on a day off, or stands on the card of a round, is asked some days later.
  return progressDays.findLast((day) => day <= passed) ?? progressDays[0] ?? 0;
}

/** The last Beijing day on which the follow-up of a class is written to. */
export function followedUntil(endedOn: string, rules: FollowUpRules): string {
  return roundsAfter(endedOn, rules).at(-1)?.closesOn ?? endedOn;
}
