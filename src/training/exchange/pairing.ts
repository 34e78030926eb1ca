import { RANK_LEVELS, rankLevelLabel } from '../../county/cadre.ts';
import { cheapestPairs } from './assignment.ts';
import type { ExchangeRules, PairKind } from './exchange-rules.ts';
import { type PairPerson, yearsApart } from './pair-facts.ts';

/** Two people who would change places, and why these two. */
export interface ProposedPair {
  kind: PairKind;
  /** From the grass roots, or of a line department. */
  one: PairPerson;
  /** Without grass-roots work, or of a general department. */
  other: PairPerson;
  cost: number;
  reasons: string[];
}

export interface Pairing {
  pairs: ProposedPair[];
  /** How many stood on each side of each kind of pair. */
  sides: { kind: PairKind; ones: number; others: number }[];
}

/**
 * Pairs people who have what the other lacks: long at the grass roots with nobody of that kind, line department with general department. The
 * kinds are made in the order of the rules. Within a kind as many pairs as may be are made, and among these the ones with the least cost: levels
 * and years apart, and years at the grass roots that are missing. The answer does not depend on the order in which people come in.
 *
 * @param people - those who are free in the period
 * @param most - how many pairs are wanted; absent = as many as there can be
 * @param areRelated - whether two units belong to each other, so that nobody goes to their own house
 * @see docs/rules.md, Exchange shadowing
 */
export function proposePairs(
  people: readonly PairPerson[],
  rules: ExchangeRules,
  areRelated: (unitId: string, otherId: string) => boolean,
  most = Number.POSITIVE_INFINITY,
): Pairing {
  const taken = new Set<string>();
  const inUnit = new Map<string, number>();
  const pairing: Pairing = { pairs: [], sides: [] };
  for (const kind of rules.kinds) {
    const free = people.filter(({ cadreId }) => !taken.has(cadreId));
    const [ones, others] = sidesOf(kind, free, rules).map((side) => compared(side, rules, inUnit));
    if (ones === undefined || others === undefined) continue;
    pairing.sides.push({ kind, ones: ones.length, others: others.length });
    const costs = ones.map((one) => others.map((other) => costOf(kind, one, other, rules, areRelated)));
    for (const [at, otherAt] of cheapestPairs(costs, most - pairing.pairs.length)) {
      const [one, other] = [ones[at], others[otherAt]];
      const cost = costs[at]?.[otherAt];
      if (one === undefined || other === undefined || cost === undefined) continue;
      pairing.pairs.push({ kind, one, other, cost, reasons: reasonsFor(kind, one, other) });
      for (const { cadreId, unitId } of [one, other]) {
        taken.add(cadreId);
        inUnit.set(unitId, (inUnit.get(unitId) ?? 0) + 1);
      }
    }
  }
  return pairing;
}

function sidesOf(kind: PairKind, people: readonly PairPerson[], rules: ExchangeRules): [PairPerson[], PairPerson[]] {
  if (kind === 'lineGeneral')
    return [
      people.filter(({ departmentKind }) => departmentKind === 'lineDept'),
      people.filter(({ departmentKind }) => departmentKind === 'generalDept'),
    ];
  const long = rules.longGrassrootsYears * 12;
  return [
    people.filter(({ isInTown, grassrootsMonths }) => isInTown && grassrootsMonths >= long),
    people.filter(({ knowsGrassroots }) => !knowsGrassroots),
  ];
}

/** Those of a side that are compared: of each unit no more than may go, the longest at the grass roots first. */
function compared(
  side: readonly PairPerson[],
  { unitPeople, mostCompared }: ExchangeRules,
  inUnit: ReadonlyMap<string, number>,
): PairPerson[] {
  const places = new Map<string, number>();
  return [...side]
    .sort((a, b) => b.grassrootsMonths - a.grassrootsMonths || (a.cadreId < b.cadreId ? -1 : 1))
    .filter(({ unitId }) => {
      const place = (places.get(unitId) ?? inUnit.get(unitId) ?? 0) + 1;
      places.set(unitId, place);
      return place <= unitPeople;
    })
    .slice(0, mostCompared);
}

/** The points of a pair, `undefined` for two that may not go together. */
export function costOf(
  kind: PairKind,
  one: PairPerson,
  other: PairPerson,
  { cost, mostLevelsApart }: ExchangeRules,
  areRelated: (unitId: string, otherId: string) => boolean,
): number | undefined {
  const levels = levelsApart(one, other);
  if (one.cadreId === other.cadreId || levels > mostLevelsApart || areRelated(one.unitId, other.unitId))
    return undefined;
  const years = Math.floor(one.grassrootsMonths / 12);
  const missing = kind === 'grassrootsOffice' ? Math.max(0, cost.fullGrassrootsYears - years) : 0;
  return levels * cost.level + yearsApart(one, other) * cost.ageYear + missing * cost.missingYear;
}

function levelsApart(one: PairPerson, other: PairPerson): number {
  return Math.abs(RANK_LEVELS.indexOf(one.rankLevel) - RANK_LEVELS.indexOf(other.rankLevel));
}

/** Why these two, in words both may read. */
export function reasonsFor(kind: PairKind, one: PairPerson, other: PairPerson): string[] {
  const levels = [one, other].map(({ rankLevel }) => rankLevelLabel(rankLevel));
  const years = yearsApart(one, other);
  return [
    ...(kind === 'grassrootsOffice'
      ? [`${one.name}在基层工作${Math.floor(one.grassrootsMonths / 12)}年`, `${other.name}没有基层工作经历`]
      : [`${one.name}在业务部门`, `${other.name}在综合部门`]),
    levels[0] === levels[1] ? `同为${levels[0]}` : `分别为${levels.join('、')}`,
    years === 0 ? '年龄相近' : `年龄相差${years}岁`,
  ];
}
