import type { CadreRecord } from '../../county/cadre.ts';
import { isAfterDay, type Promotion, promotionsOf } from '../../county/promotions.ts';

/** A class that ended, with who took part to its end. */
export interface TrainedClass {
  classId: string;
  name: string;
  closesOn: string;
  cadreIds: readonly string[];
}

/** Somebody who was promoted after a class. */
export interface PromotedTrainee {
  cadreId: string;
  promotion: Promotion;
  /** Full months from the end of the class to the promotion. */
  monthsSince: number;
}

/** How many of those who were in a class were promoted since. */
export interface ClassUse extends TrainedClass {
  promoted: readonly PromotedTrainee[];
}

type Person = Pick<CadreRecord, 'unitId' | 'post' | 'rankLevel' | 'inPostSince' | 'promotedOn' | 'otherPosts'> & {
  _id: string;
};

/**
 * 训用结合: of the people of each class those whose first promotion after its last day lies in a period. Known to the month, it counts from the
 * month after the class on.
 */
export function trainingToUse(
  classes: readonly TrainedClass[],
  people: readonly Person[],
  period: { fromOn: string; toOn: string },
): ClassUse[] {
  const promotions = new Map(people.map((person) => [person._id, promotionsOf(person)]));
  return classes.map((trained) => ({
    ...trained,
    promoted: trained.cadreIds.flatMap((cadreId) => {
      const next = promotions.get(cadreId)?.find(({ on }) => isAfterDay(on, trained.closesOn));
      if (next === undefined || !isIn(next.on, period)) return [];
      return [{ cadreId, promotion: next, monthsSince: monthsBetween(trained.closesOn, next.on) }];
    }),
  }));
}

/** Everybody who was promoted after at least one of the classes, once, with the first such promotion. */
export function promotedPeople(uses: readonly ClassUse[]): (PromotedTrainee & { use: ClassUse })[] {
  const first = new Map<string, PromotedTrainee & { use: ClassUse }>();
  for (const use of uses)
    for (const each of use.promoted) {
      const known = first.get(each.cadreId);
      const isEarlier = known === undefined || each.promotion.on < known.promotion.on;
      const isNearer = known?.promotion.on === each.promotion.on && use.closesOn > known.use.closesOn;
      if (isEarlier || isNearer) first.set(each.cadreId, { ...each, use });
    }
  return [...first.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const keyOf = ({ promotion, cadreId }: PromotedTrainee) => `${promotion.on} ${cadreId}`;

function isIn(known: string, { fromOn, toOn }: { fromOn: string; toOn: string }): boolean {
  return known >= fromOn.slice(0, known.length) && known <= toOn.slice(0, known.length);
}

function monthsBetween(fromOn: string, known: string): number {
  const months = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  const whole = months(known) - months(fromOn);
  return known.length > 7 && known.slice(8) < fromOn.slice(8) ? whole - 1 : whole;
}
