import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { text } from '../../src/chat/message.ts';
import type { ExchangePairRow } from '../../src/training/exchange/exchange-pairs.ts';
import { timesUnagreed, unitsOf } from '../../src/training/exchange/exchange-standing.ts';
import { ofHeldClasses } from '../../src/training/exchange/held-class.ts';
import { pairNames } from '../../src/training/exchange/pair-names.ts';
import { exchangeUnitWords } from '../../src/training/exchange/unit-words.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/** Units that did not answer in time count as agreeing; who changes places is told then. A pair whose first day has come is not made any more. */
export const agreeOverdue: Job = {
  name: 'agree-overdue-exchange',
  about: '跟班意见逾期未答复的视为同意，并告知本人',
  schedule: { dailyAt: '17:43', onWorkingDays: true },
  usefulForMinutes: 3 * 60,
  closes: true,
  async plan(ctx) {
    const pairs = await overdue(ctx);
    const names = await pairNames(ctx.store, pairs);
    return pairs.flatMap((pair) =>
      pair.sides.map(
        (side): Planned => ({
          ...{ cadreId: side.cadreId, message: text(exchangeUnitWords.told(pair, side, names)) },
          key: `exchange-told:${pair._id}:${side.cadreId}:${timesUnagreed(pair)}`,
          note: exchangeUnitWords.toldNote(names.person(side.cadreId)),
        }),
      ),
    );
  },
  async preview(ctx) {
    return (await overdue(ctx)).map(({ _id }) => exchangeUnitWords.overdueNote(_id));
  },
  async effect(ctx) {
    for (const pair of await overdue(ctx)) await agree(ctx, pair);
  },
};

/** Pairs of which a unit has not answered in time, and no unit has spoken against; also those that a run of this day has made good. */
async function overdue({ store, now }: JobContext): Promise<ExchangePairRow[]> {
  const todayOn = beijingDateOf(now);
  const coming = await ofHeldClasses(store, await store.exchangePairs.endingFrom(todayOn));
  return coming.filter(
    (pair) =>
      pair.answerBy <= now &&
      pair.fromOn > todayOn &&
      (pair.state === 'asked' || (pair.state === 'agreed' && pair.history.at(-1)?.byUpdate === overdueBy(pair))),
  );
}

/** The same for every run about the same question. */
function overdueBy({ _id, answerBy }: ExchangePairRow): string {
  return `agree-overdue-exchange:${_id}:${answerBy.toISOString()}`;
}

async function agree({ store, now }: JobContext, pair: ExchangePairRow): Promise<void> {
  const silent = unitsOf(pair).filter((unitId) => !pair.answers.some((each) => each.unitId === unitId));
  await store.exchangePairs.change(pair._id, {
    ...{ act: 'overdue', by: '', byUpdate: overdueBy(pair), at: now },
    from: ['asked'],
    set: ({ answers }) => ({
      state: 'agreed',
      answers: [...answers, ...silent.map((unitId) => ({ unitId, agrees: true, by: '' }))],
    }),
  });
}
