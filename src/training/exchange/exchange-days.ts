import type { ExchangePairStore } from './exchange-pairs.ts';

/** Days on which somebody is elsewhere for exchange shadowing. */
interface ExchangeDays {
  fromOn: string;
  toOn: string;
  what: string;
}

/** Who changes places on days of a class, by cadre id; pairs within the class itself are part of it. */
export async function exchangeDaysIn(
  store: { exchangePairs: ExchangePairStore },
  { _id, opensOn, closesOn }: { _id: string; opensOn: string; closesOn: string },
): Promise<ReadonlyMap<string, ExchangeDays>> {
  const pairs = (await store.exchangePairs.endingFrom(opensOn)).filter(
    ({ state, fromOn, classId }) => (state === 'agreed' || state === 'asked') && fromOn <= closesOn && classId !== _id,
  );
  return new Map(
    pairs.flatMap(({ _id: number, sides, fromOn, toOn }) =>
      sides.map(({ cadreId }) => [cadreId, { fromOn, toOn, what: `跟班学习 ${number}` }] as const),
    ),
  );
}
