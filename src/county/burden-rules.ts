import { z } from 'zod';
import { dayText } from './cadre.ts';
import { ruleCount, ruleLabel, rulePositive, ruleWeekdays } from './rule-shapes.ts';

/** How much the bot may ask of a person (减负). @see docs/rules.md, Burden */
export const burdenRules = z.strictObject({
  /** The rule it keeps, and since when that is in force. */
  basis: ruleLabel,
  inForceOn: dayText,
  /** Messages to one person a day beside answers to what they did; what may wait comes the next morning once so many came. */
  messagesPerDay: rulePositive,
  /** Messages a class of ten days may cost a trainee beside answers, from the call-up to the result. */
  messagesPerClass: rulePositive,
  /** A group of a class is used no more this many days after its last day, or after it was withdrawn. */
  groupDaysAfterClosing: rulePositive,
  /** The group is told this many days before. */
  groupWordDaysBefore: rulePositive,
  /** On whose mornings points gained and lost are told, all in one message. */
  digestWeekdays: ruleWeekdays,
  /** How often a week (Monday to Sunday) one person is reminded of signing in to one class. */
  missingRemindersPerWeek: ruleCount,
  /** Whose classes stand in their calendar: everybody's who does not say 日历 关, or only theirs who say 日历 开. */
  calendarEntries: z.enum(['everybody', 'whoAsks']),
});
export type BurdenRules = z.infer<typeof burdenRules>;
