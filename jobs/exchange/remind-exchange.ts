import { beijingDateOf, beijingTime, mondayOf } from '../../src/calendar/beijing-time.ts';
import { addWorkingDays } from '../../src/calendar/working-days.ts';
import type { ExchangePairRow } from '../../src/training/exchange/exchange-pairs.ts';
import type { ExchangeRules } from '../../src/training/exchange/exchange-rules.ts';
import { closesOn, logStanding } from '../../src/training/exchange/exchange-standing.ts';
import { exchangeLogWords } from '../../src/training/exchange/log-words.ts';
import type { Job, JobContext, Planned } from '../job.ts';
import { runningPairs } from './running-pairs.ts';

/**
 * Asks for the summary of the week on its last working day, and for the own summary on the last day of the exchange instead: one message a week
 * at most, to whoever has not written it.
 */
export const remindExchange: Job = {
  name: 'remind-exchange',
  about: '提醒跟班人员写周记或个人总结，每周至多一次',
  schedule: { dailyAt: '16:13', onWorkingDays: true },
  usefulForMinutes: 90,
  async plan(ctx) {
    const todayOn = beijingDateOf(ctx.now);
    const planned: Planned[] = [];
    for (const { pair, rules } of await runningPairs(ctx, todayOn)) {
      const kind = asked(pair, todayOn);
      if (kind !== undefined) planned.push(...(await reminders(ctx, pair, rules, kind)));
    }
    return planned;
  },
};

/** What is asked for today: the own summary on the last working day, the week's on the last working day of any other week. */
function asked({ toOn }: ExchangePairRow, todayOn: string): 'week' | 'summary' | undefined {
  const nextOn = addWorkingDays(todayOn, 1);
  if (nextOn > toOn) return 'summary';
  return mondayOf(nextOn) === mondayOf(todayOn) ? undefined : 'week';
}

async function reminders(
  { store, now }: JobContext,
  pair: ExchangePairRow,
  rules: ExchangeRules,
  kind: 'week' | 'summary',
): Promise<Planned[]> {
  const todayOn = beijingDateOf(now);
  const notes = await store.exchangeNotes.ofPair(pair._id);
  const people = await store.cadres.many(pair.sides.map(({ cadreId }) => cadreId));
  return people.flatMap(({ _id: cadreId, name }): Planned[] => {
    const log = logStanding(pair, notes, cadreId, todayOn);
    if (kind === 'week' ? log.hasWeek : log.summaryLetters >= rules.summaryLetters) return [];
    const lastOn = closesOn(pair, rules);
    return [
      {
        ...{ cadreId, message: exchangeLogWords.weekly(pair, log, lastOn, kind), isReminder: true },
        key: `exchange-weekly:${pair._id}:${cadreId}:${kind}:${todayOn}`,
        expiresAt: beijingTime(kind === 'week' ? addWorkingDays(todayOn, 2) : lastOn, '23:59'),
        note: exchangeLogWords.weeklyNote(name),
      },
    ];
  });
}
