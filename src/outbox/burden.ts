import { beijingDateOf } from '../calendar/beijing-time.ts';
import { type Cause, causeOf } from './causes.ts';
import type { DeliveryRow } from './delivery-row.ts';

/** A message that reached somebody, with what a count of burden needs of it. Each delivery key is one row, so each is counted once. */
export type Reached = Pick<DeliveryRow, '_id' | 'cadreId' | 'open' | 'settledByUpdate' | 'isAnswer'> & { sentAt: Date };

/** What one person got, beside answers to what they did. */
export interface PersonBurden {
  messages: number;
  /** Messages that ask for something, and those of them that were dealt with: each a tap at least. */
  asking: number;
  answered: number;
  byCause: ReadonlyMap<Cause, number>;
  /** The most on one day. */
  onBusiestDay: number;
}

/** What each person got, by cadre id. */
export function burdenOf(reached: readonly Reached[]): Map<string, PersonBurden> {
  const own = new Map<string, Reached[]>();
  for (const row of reached) if (row.isAnswer !== true) own.set(row.cadreId, [...(own.get(row.cadreId) ?? []), row]);
  return new Map([...own].map(([cadreId, rows]) => [cadreId, ofPerson(rows)]));
}

function ofPerson(rows: readonly Reached[]): PersonBurden {
  return {
    messages: rows.length,
    asking: rows.filter(({ open }) => open !== undefined).length,
    answered: rows.filter(({ settledByUpdate }) => settledByUpdate !== undefined).length,
    byCause: countBy(rows, ({ _id }) => causeOf(_id)),
    onBusiestDay: Math.max(...countBy(rows, ({ sentAt }) => beijingDateOf(sentAt)).values()),
  };
}

/** What one person did with cards. */
export interface PersonActs {
  taps: number;
  forms: number;
}

/** The burden of many people: without names, because it is about what is sent and not about who reads it. */
export interface BurdenReport {
  people: number;
  messages: Spread;
  asking: Spread;
  /** Of those who did anything; absent where that is not kept any more. */
  acts?: { taps: Spread; forms: Spread };
  /** How many had more than the rules allow on some day. */
  peopleOverLimit: number;
  /** The heaviest first: over all people, and for one of them at most. */
  causes: readonly { cause: Cause; total: number; most: number }[];
}

interface Spread {
  median: number;
  most: number;
}

/** @param acts - `undefined` where they are not kept any more; @param messagesPerDay - the limit for one person */
export function reportOf(
  people: readonly PersonBurden[],
  acts: readonly PersonActs[] | undefined,
  messagesPerDay: number,
): BurdenReport {
  const causes = new Map<Cause, { total: number; most: number }>();
  for (const { byCause } of people) {
    for (const [cause, count] of byCause) {
      const { total, most } = causes.get(cause) ?? { total: 0, most: 0 };
      causes.set(cause, { total: total + count, most: Math.max(most, count) });
    }
  }
  return {
    people: people.length,
    messages: spreadOf(people.map(({ messages }) => messages)),
    asking: spreadOf(people.map(({ asking }) => asking)),
    ...(acts && {
      acts: { taps: spreadOf(acts.map(({ taps }) => taps)), forms: spreadOf(acts.map(({ forms }) => forms)) },
    }),
    peopleOverLimit: people.filter(({ onBusiestDay }) => onBusiestDay > messagesPerDay).length,
    causes: [...causes]
      .map(([cause, counts]) => ({ cause, ...counts }))
      .sort((a, b) => b.total - a.total || b.most - a.most || (a.cause < b.cause ? -1 : 1)),
  };
}

/** The lower of the two in the middle where there is no middle one; 0 of nothing. */
function spreadOf(numbers: readonly number[]): Spread {
  const sorted = [...numbers].sort((a, b) => a - b);
  return { median: sorted[Math.floor((sorted.length - 1) / 2)] ?? 0, most: sorted.at(-1) ?? 0 };
}

function countBy<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return counts;
}
