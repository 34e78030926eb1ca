import type { UnitStore } from '../../county/units.ts';
import type { ClassStore } from '../class/class-store.ts';
import type { ExchangeNoteRow, ExchangeNoteStore } from '../exchange/exchange-notes.ts';
import type { ExchangePairRow, ExchangePairStore } from '../exchange/exchange-pairs.ts';
import type { ExchangeRules } from '../exchange/exchange-rules.ts';
import { mostPoints, phaseOn, sum } from '../exchange/exchange-standing.ts';
import { ofHeldClasses } from '../exchange/held-class.ts';

/** Somebody's exchange shadowing, from its first day on. */
export interface RegisterExchange {
  pairId: string;
  fromOn: string;
  toOn: string;
  /** The unit that took them in. */
  place: string;
  /** What the host gave, as the person was told. */
  rating?: { points: number; most: number };
  /** In the person's own words; `''` as long as there is none. */
  summary: string;
}

export interface ExchangeStores {
  units: UnitStore;
  classes: ClassStore;
  exchangePairs: ExchangePairStore;
  exchangeNotes: ExchangeNoteStore;
}

/** What a pair is for one of the two; nothing before its first day, and where it does not take place. */
export function exchangeIn(
  pair: ExchangePairRow,
  cadreId: string,
  notes: readonly Pick<ExchangeNoteRow, 'pairId' | 'cadreId' | 'kind' | 'words'>[],
  unitName: (unitId: string) => string,
  rules: ExchangeRules,
  todayOn: string,
): RegisterExchange | undefined {
  const phase = phaseOn(pair, todayOn);
  const side = pair.sides.find((each) => each.cadreId === cadreId);
  if (side === undefined || (phase !== 'running' && phase !== 'over')) return undefined;
  const rating = pair.ratings.findLast((each) => each.cadreId === cadreId);
  const isSummary = (note: (typeof notes)[number]) =>
    note.pairId === pair._id && note.cadreId === cadreId && note.kind === 'summary';
  return {
    ...{ pairId: pair._id, fromOn: pair.fromOn, toOn: pair.toOn, place: unitName(side.hostUnitId) },
    ...(rating && { rating: { points: sum(rating.points), most: mostPoints(rules) } }),
    summary: notes.find(isSummary)?.words ?? '',
  };
}

/** All of a person, the latest first.@param rulesOf - the rules of the class within which a pair takes place, or those of today */
export async function exchangesOf(
  store: ExchangeStores,
  cadreId: string,
  rulesOf: (classId: string | undefined) => Promise<ExchangeRules>,
  todayOn: string,
): Promise<RegisterExchange[]> {
  const pairs = await ofHeldClasses(store, await store.exchangePairs.ofCadre(cadreId));
  if (pairs.length === 0) return [];
  const [notes, units] = await Promise.all([
    store.exchangeNotes.ofPairs(pairs.map(({ _id }) => _id)),
    store.units.many([...new Set(pairs.flatMap(({ sides }) => sides.map(({ hostUnitId }) => hostUnitId)))]),
  ]);
  const names = new Map(units.map(({ _id, name }) => [_id, name]));
  const found = await Promise.all(
    pairs.map(async (pair) => {
      const rules = await rulesOf(pair.classId);
      return exchangeIn(pair, cadreId, notes, (id) => names.get(id) ?? id, rules, todayOn);
    }),
  );
  return found.filter((each) => each !== undefined);
}
