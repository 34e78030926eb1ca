import type { RankLevel, Sex } from '../../county/cadre.ts';

/** What of a trainee counts for the group they come into. */
export interface Groupable {
  cadreId: string;
  unitId: string;
  rankLevel: RankLevel;
  sex: Sex;
}

const mostPasses = 20;

/**
 * Puts trainees into study groups: groups differ by one person at most, and so does the number of people of one unit in each; within that,
 * levels and sexes are spread as evenly as exchanging two people can. The answer depends on who they are alone, never on their order.
 *
 * @param count - how many groups, from 1 to the number of people
 * @returns the cadre ids of each group
 */
export function evenGroups(people: readonly Groupable[], count: number): string[][] {
  const ofUnit = (unitId: string) => people.filter((each) => each.unitId === unitId).length;
  const order = [...people].sort(
    (a, b) =>
      ofUnit(b.unitId) - ofUnit(a.unitId) ||
      compare(a.unitId, b.unitId) ||
      compare(a.rankLevel, b.rankLevel) ||
      compare(a.sex, b.sex) ||
      compare(a.cadreId, b.cadreId),
  );
  const groups = Array.from({ length: count }, (_, at) => order.filter((_person, place) => place % count === at));
  for (let pass = 0; pass < mostPasses && exchange(groups); pass += 1);
  return groups.map((group) => group.map(({ cadreId }) => cadreId).sort(compare));
}

/** Exchanges people of two groups wherever that spreads levels and sexes more evenly and units no less. @returns whether it did */
function exchange(groups: Groupable[][]): boolean {
  let changed = false;
  for (const [at, first] of groups.entries())
    for (const second of groups.slice(at + 1))
      for (const [i, one] of first.entries())
        for (const [j, other] of second.entries()) {
          if (one === first[i] && isBetter(groups, first, second, one, other)) {
            first[i] = other;
            second[j] = one;
            changed = true;
          }
        }
  return changed;
}

function isBetter(
  groups: readonly Groupable[][],
  first: readonly Groupable[],
  second: readonly Groupable[],
  one: Groupable,
  other: Groupable,
): boolean {
  const [firstAfter, secondAfter] = [replaced(first, one, other), replaced(second, other, one)];
  if (unevenness(firstAfter) + unevenness(secondAfter) >= unevenness(first) + unevenness(second)) return false;
  const after = groups.map((group) => (group === first ? firstAfter : group === second ? secondAfter : group));
  return [one.unitId, other.unitId].every((unitId) => spread(after, unitId) <= 1);
}

const replaced = (group: readonly Groupable[], out: Groupable, into: Groupable) =>
  group.map((each) => (each === out ? into : each));

/** The more alike its people, the greater. */
function unevenness(group: readonly Groupable[]): number {
  const alike = (of: (one: Groupable) => string) =>
    group.reduce((sum, one) => sum + group.filter((each) => of(each) === of(one)).length, 0);
  return alike(({ rankLevel }) => rankLevel) + alike(({ sex }) => sex);
}

function spread(groups: readonly (readonly Groupable[])[], unitId: string): number {
  const counts = groups.map((group) => group.filter((each) => each.unitId === unitId).length);
  return Math.max(...counts) - Math.min(...counts);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
