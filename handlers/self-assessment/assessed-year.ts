import type { Context } from '../../src/bot/context.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import { type Period, readPeriod } from '../../src/training/statistics/period.ts';

/** The one year that a self-assessment is of. @throws RuleError `self-assessment.bad-year` for what is none, or a year to come */
export function assessedYear({ now }: Pick<Context, 'now'>, typed: string): Period {
  const period = readPeriod(typed, beijingDateOf(now));
  if (period === undefined || period.fromYear !== period.toYear)
    throw new RuleError('self-assessment.bad-year', { word: typed });
  return period;
}
