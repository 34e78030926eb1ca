import type { Audience } from './audience.ts';

/** What a unit asks for: one class of the annual plan (计划项目). */
export interface PlannedClass extends Audience {
  /** The Beijing year. */
  year: string;
  theme: string;
  /** At least one. */
  topicTags: readonly string[];
  people: number;
  /** 1–12. */
  month: number;
  days: number;
  /** Who organises it. */
  unitId: string;
  /** A key of the rule pack's `curriculum.classKinds`. */
  classKind: string;
  /** A key of `annualPlan.feeClasses`. */
  feeClass: string;
  yuanPerPersonDay: number;
  /** A key of `annualPlan.lecturerTitles`, and what a lecture hour is to cost; both or neither. */
  lecturerTitle?: string;
  yuanPerHour?: number;
  /** Which need it serves, in words. */
  need: string;
  /** The topics of the training menu it serves (承接需求); without them those of its tags and words count. */
  needTopics?: readonly string[];
}

/** Limits of what is typed. */
export const planLimits = {
  themeLetters: 40,
  needLetters: 100,
  people: 2_000,
  days: 120,
  yuan: 10_000,
  tags: 5,
} as const;

/** The year a month means that was named without one: this year, or the next where the month is over. */
export function yearMeant(month: number, todayOn: string): string {
  const [year = 0, present = 1] = todayOn.split('-').map(Number);
  return String(month < present ? year + 1 : year);
}

/** Whether this month of a plan is over. */
export function isMonthOver({ year, month }: Pick<PlannedClass, 'year' | 'month'>, todayOn: string): boolean {
  return `${year}-${String(month).padStart(2, '0')}` < todayOn.slice(0, 7);
}

/** What the whole class is to cost, in yuan, lecture fees left out. */
export function plannedYuan({
  people,
  days,
  yuanPerPersonDay,
}: Pick<PlannedClass, 'people' | 'days' | 'yuanPerPersonDay'>) {
  return people * days * yuanPerPersonDay;
}
