import { type Argument, UsageFault } from '../../src/bot/command.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { type Period, readPeriod } from '../../src/training/statistics/period.ts';
import { statisticsWords } from '../../src/training/statistics/words.ts';

/** A year or several, `2024-2026`: the rest of the line. */
export const periodArg: Argument<'period', Period> = {
  key: 'period',
  usage: '<年份>',
  take(words, { saidAt }) {
    const typed = words.rest().join('');
    if (typed === '') return undefined;
    const period = readPeriod(typed, beijingDateOf(saidAt));
    if (period === undefined) throw new UsageFault(statisticsWords.badPeriod(typed));
    return () => period;
  },
};
