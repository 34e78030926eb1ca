import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { workingDayUntil } from '../../src/calendar/working-days.ts';
import { text } from '../../src/chat/message.ts';
import type { ExchangePairRow, ExchangeSide } from '../../src/training/exchange/exchange-pairs.ts';
import { closesOn, workingDaysIn } from '../../src/training/exchange/exchange-standing.ts';
import { exchangeLogWords } from '../../src/training/exchange/log-words.ts';
import { pairNames } from '../../src/training/exchange/pair-names.ts';
import { ratingWords } from '../../src/training/exchange/rating-words.ts';
import type { PairNames } from '../../src/training/exchange/words.ts';
import type { Job, JobContext, Planned } from '../job.ts';
import { runningPairs } from './running-pairs.ts';

/** Asks the hosts for their rating on the last working day, and whoever proposed the pairs for a visit when half of the days have passed. */
export const askRating: Job = {
  name: 'ask-exchange-rating',
  about: '跟班中期提醒走访，结束时请接收单位评价',
  schedule: { dailyAt: '10:23', onWorkingDays: true },
  usefulForMinutes: 6 * 60,
  async plan(ctx) {
    const todayOn = beijingDateOf(ctx.now);
    const running = await runningPairs(ctx, todayOn);
    const names = await pairNames(
      ctx.store,
      running.map(({ pair }) => pair),
    );
    const ratings: Planned[] = [];
    for (const { pair, rules } of running) {
      if (todayOn !== workingDayUntil(pair.toOn)) continue;
      for (const side of pair.sides) {
        const rater = await raterOf(ctx, pair, side);
        if (rater === undefined) continue;
        const lastOn = closesOn(pair, rules);
        ratings.push({
          ...{ cadreId: rater, message: ratingWords.card(pair, side.cadreId, names, rules, lastOn) },
          key: `exchange-rating:${pair._id}:${side.cadreId}:${rater}`,
          expiresAt: beijingTime(addDays(lastOn, 1), '00:00'),
          about: [side.cadreId],
          note: ratingWords.note(names.person(side.cadreId)),
        });
      }
    }
    return [
      ...ratings,
      ...(await visits(
        ctx,
        running.map(({ pair }) => pair),
        names,
        todayOn,
      )),
    ];
  },
};

/** The mentor, or the head or liaison of the host where there is none; never one of the two. */
async function raterOf({ store }: JobContext, { sides }: ExchangePairRow, { hostUnitId, mentorId }: ExchangeSide) {
  const [unit] = await store.units.many([hostUnitId]);
  return [mentorId, unit?.headId, unit?.liaisonId].find(
    (id) => id !== undefined && sides.every(({ cadreId }) => cadreId !== id),
  );
}

/** One message a day to each who proposed pairs of which half has passed today, without those that were visited. */
async function visits(
  { store }: JobContext,
  running: readonly ExchangePairRow[],
  names: PairNames,
  todayOn: string,
): Promise<Planned[]> {
  const due = running.filter(({ fromOn, toOn }) => {
    const half = Math.ceil(workingDaysIn(fromOn, toOn) / 2);
    return workingDaysIn(fromOn, todayOn) === half;
  });
  const notes = await store.exchangeNotes.ofPairs(due.map(({ _id }) => _id));
  const left = due.filter(({ _id }) => !notes.some(({ pairId, kind }) => pairId === _id && kind === 'visit'));
  return [...new Set(left.map(({ madeBy }) => madeBy))].map((madeBy): Planned => {
    const own = left.filter((pair) => pair.madeBy === madeBy);
    return {
      ...{ cadreId: madeBy, message: text(exchangeLogWords.visitDue(own, names)), isReminder: true },
      key: `exchange-visit:${madeBy}:${todayOn}`,
      note: exchangeLogWords.visitNote(own.length),
    };
  });
}
