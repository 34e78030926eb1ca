import type { ExchangePairRow } from '../../src/training/exchange/exchange-pairs.ts';
import type { ExchangeRules } from '../../src/training/exchange/exchange-rules.ts';
import { ofHeldClasses } from '../../src/training/exchange/held-class.ts';
import type { JobContext } from '../job.ts';

/** The pairs that take place on a day, each with its rules. */
export async function runningPairs(
  { store, packs }: JobContext,
  todayOn: string,
): Promise<{ pair: ExchangePairRow; rules: ExchangeRules }[]> {
  const held = await ofHeldClasses(store, await store.exchangePairs.endingFrom(todayOn));
  const running = held.filter(({ state, fromOn }) => state === 'agreed' && fromOn <= todayOn);
  const found = [];
  for (const pair of running) {
    const trainingClass = pair.classId === undefined ? null : await store.classes.byId(pair.classId);
    found.push({ pair, rules: packs.on(trainingClass?.opensOn ?? todayOn).exchange });
  }
  return found;
}
