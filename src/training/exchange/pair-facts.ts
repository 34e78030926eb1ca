import type { CadreRow } from '../../county/cadres.ts';
import type { UnitTree } from '../../county/unit-tree.ts';

/** What of a person the pairing looks at. */
export interface PairPerson extends Pick<CadreRow, 'name' | 'rankLevel' | 'birthMonth' | 'departmentKind'> {
  cadreId: string;
  unitId: string;
  /** Works in a town or in what belongs to it. */
  isInTown: boolean;
  /** Months in posts at the grass roots that the information base holds, the present one included. */
  grassrootsMonths: number;
  /** Has worked at the grass roots, as the information base says or as the posts show. */
  knowsGrassroots: boolean;
}

/** @param todayOn - a Beijing day; the present post counts until then */
export function pairPerson(cadre: CadreRow, tree: UnitTree, todayOn: string): PairPerson {
  const { _id: cadreId, unitId, name, rankLevel, birthMonth, departmentKind, grassrootsExperience } = cadre;
  const isInTown = tree.isInTown(unitId);
  const spans = (cadre.otherPosts ?? [])
    .filter((post) => post.unitId !== undefined && tree.isInTown(post.unitId))
    .map(({ fromOn, untilOn = todayOn }): Span => [monthOf(fromOn), monthOf(untilOn)]);
  if (isInTown) spans.push([monthOf(cadre.inPostSince), monthOf(todayOn)]);
  const grassrootsMonths = monthsIn(spans);
  return {
    ...{ cadreId, unitId, name, rankLevel, birthMonth, isInTown, grassrootsMonths },
    ...(departmentKind === undefined ? {} : { departmentKind }),
    knowsGrassroots: isInTown || grassrootsExperience || grassrootsMonths > 0,
  };
}

/** From one month to another, as counts of months. */
type Span = readonly [from: number, until: number];

function monthOf(known: string): number {
  return Number(known.slice(0, 4)) * 12 + Number(known.slice(5, 7)) - 1;
}

/** The months of all spans together; what lies in several counts once. */
function monthsIn(spans: readonly Span[]): number {
  let months = 0;
  let counted = Number.NEGATIVE_INFINITY;
  for (const [from, until] of [...spans].sort((a, b) => a[0] - b[0])) {
    months += Math.max(0, until - Math.max(from, counted));
    counted = Math.max(counted, until);
  }
  return months;
}

/** Whole years between the births of two people. */
export function yearsApart(one: Pick<PairPerson, 'birthMonth'>, other: Pick<PairPerson, 'birthMonth'>): number {
  return Math.floor(Math.abs(monthOf(one.birthMonth) - monthOf(other.birthMonth)) / 12);
}
