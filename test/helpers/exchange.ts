import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import type { ExchangePairRow } from '../../src/training/exchange/exchange-pairs.ts';
import type { BareBot } from './bare-bot.ts';

/** A pair that takes place now, 钱二 of the finance bureau with 周五 of the agriculture bureau unless said otherwise; no messages. */
export async function exchangePair(
  { store, clock }: Pick<BareBot, 'store' | 'clock'>,
  facts: Partial<Omit<ExchangePairRow, '_id' | 'number'>> = {},
): Promise<ExchangePairRow> {
  const now = clock.now();
  const todayOn = beijingDateOf(now);
  return store.exchangePairs.create({
    ...{ year: todayOn.slice(0, 4), kind: 'lineGeneral', fromOn: addDays(todayOn, -2), toOn: addDays(todayOn, 40) },
    sides: [
      { cadreId: 'qian', unitId: 'u-fin', hostUnitId: 'u-agri', mentorId: 'head-agri' },
      { cadreId: 'zhou', unitId: 'u-agri', hostUnitId: 'u-fin', mentorId: 'head-fin' },
    ],
    ...{ reasons: ['钱二在业务部门', '周五在综合部门'], state: 'agreed', answers: [], ratings: [] },
    ...{ answerBy: beijingTime(todayOn, '17:30'), proposal: 'test:proposal', madeBy: 'school', madeAt: now },
    ...{ byUpdate: `test:exchange:${now.getTime()}`, ...facts },
  });
}
