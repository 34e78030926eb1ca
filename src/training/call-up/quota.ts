import { UnitTree } from '../../county/unit-tree.ts';
import type { UnitRow } from '../../county/units.ts';
import { unitLimit } from './call-up-conflicts.ts';
import type { CallUpRules } from './call-up-rules.ts';

/** A unit that picks people, as far as its number of seats depends on it. */
export interface SeatTaker {
  unitId: string;
  /** From whom it picks: its people of the wanted levels. */
  people: number;
  /** The most it may send. */
  most: number;
}

/**
 * Shares seats among units by their size (quota calling): one after another they go to whichever unit is furthest below its share, which is
 * the one with the most people for each seat it has and half a seat more. Units with fewer people than the rule pack asks for get none; no
 * unit gets more than it may send. Between two units with the same claim the larger comes first, then the one with the lesser id, so that
 * the order of the units does not matter and one seat more never takes a seat from anybody.
 * @returns the seats of every unit that gets some; fewer in all than asked for where the units may not send more
 */
export function shareSeats(
  takers: readonly SeatTaker[],
  seats: number,
  { leastPeople }: CallUpRules['quota'],
): Map<string, number> {
  const given = new Map<string, number>();
  const claim = ({ unitId, people }: SeatTaker) => people / (2 * (given.get(unitId) ?? 0) + 1);
  const inOrder = takers
    .filter(({ people }) => people >= leastPeople)
    .sort((a, b) => b.people - a.people || (a.unitId < b.unitId ? -1 : 1));
  for (let left = seats; left > 0; left -= 1) {
    const open = inOrder.filter(({ unitId, most }) => (given.get(unitId) ?? 0) < most);
    const [first, ...others] = open;
    if (first === undefined) break;
    const next = others.reduce((best, each) => (claim(each) > claim(best) ? each : best), first);
    given.set(next.unitId, (given.get(next.unitId) ?? 0) + 1);
  }
  return given;
}

/** Which unit picks for the people of a unit: itself, or the nearest above it that picks; nothing where none does. */
function pickerOf(tree: UnitTree, unitId: string, pickers: ReadonlySet<string>): string | undefined {
  return tree.upward(unitId).find(({ _id }) => pickers.has(_id))?._id;
}

/** The units for whose people one picks: itself, and those below it that do not pick themselves. */
export function pickedFor(units: readonly UnitRow[], unitId: string, pickers: ReadonlySet<string>): UnitRow[] {
  const tree = new UnitTree(units);
  return tree.below(unitId).filter(({ _id }) => pickerOf(tree, _id, pickers) === unitId);
}

/** The most people that may come from some units together. */
function mostFrom(units: readonly Pick<UnitRow, 'size'>[], people: number, rules: CallUpRules): number {
  const allowed = units.reduce((sum, { size }) => sum + unitLimit(size, rules), 0);
  return Math.min(allowed, people);
}

/** One unit that picks. @param peopleIn - how many people of the wanted levels a unit has itself, by its id */
export function seatTaker(
  units: readonly UnitRow[],
  unitId: string,
  pickers: ReadonlySet<string>,
  peopleIn: ReadonlyMap<string, number>,
  rules: CallUpRules,
): SeatTaker {
  const own = pickedFor(units, unitId, pickers);
  const people = own.reduce((sum, { _id }) => sum + (peopleIn.get(_id) ?? 0), 0);
  return { unitId, people, most: mostFrom(own, people, rules) };
}

/**
 * The units that pick: those of which somebody can answer. One with fewer people than the rule pack asks for leaves it to the unit above it,
 * where that picks.
 * @returns `silent`: how many units have people and nobody who answers for them, here or above
 */
export function seatTakers(
  units: readonly UnitRow[],
  peopleIn: ReadonlyMap<string, number>,
  rules: CallUpRules,
): { takers: SeatTaker[]; silent: number } {
  const tree = new UnitTree(units);
  const answering = new Set(units.filter(canAnswer).map(({ _id }) => _id));
  const isSmall = (id: string) => seatTaker(units, id, answering, peopleIn, rules).people < rules.quota.leastPeople;
  const hasAbove = (id: string) => tree.upward(id).some(({ _id }) => _id !== id && answering.has(_id));
  const pickers = new Set([...answering].filter((id) => !(hasAbove(id) && isSmall(id))));
  const takers = [...pickers].sort().map((unitId) => seatTaker(units, unitId, pickers, peopleIn, rules));
  const left = units.filter(({ _id }) => (peopleIn.get(_id) ?? 0) > 0 && pickerOf(tree, _id, pickers) === undefined);
  return { takers, silent: left.length };
}

function canAnswer({ headId, liaisonId }: Pick<UnitRow, 'headId' | 'liaisonId'>): boolean {
  return headId !== undefined || liaisonId !== undefined;
}

/** Whom the units picked, each once: whoever two units picked comes for the first of them. */
export function gatheredPicks(
  quotas: readonly { cadreIds: readonly string[]; pickedBy?: string | undefined }[],
): ReadonlyMap<string, string> {
  const picks = new Map<string, string>();
  for (const { cadreIds, pickedBy = '' } of quotas)
    for (const cadreId of cadreIds) if (!picks.has(cadreId)) picks.set(cadreId, pickedBy);
  return picks;
}
