import { z } from 'zod';
import { ruleClock, ruleCount, rulePositive } from '../../county/rule-shapes.ts';

/** Open enrolment (选学): until when people choose, leave and take a seat that became free. @see docs/rules.md, Open enrolment */
export const electiveRules = z.strictObject({
  /** Where nothing else is said, people choose until so many working days before the opening. */
  closesWorkingDays: ruleCount,
  /** Until so many working days before the opening a seat is given back without asking. */
  freeLeavingWorkingDays: ruleCount,
  /** How many working days somebody has to take a seat that became free. */
  offerWorkingDays: rulePositive,
  /** Free seats are offered until so many working days before the opening. */
  offersEndWorkingDays: ruleCount,
  /** The time of day at which all of these end. */
  byClock: ruleClock,
  /** How many characters the reason for leaving later may have. */
  leavingWords: z.strictObject({ least: rulePositive, most: rulePositive }),
});
export type ElectiveRules = z.infer<typeof electiveRules>;
