import type { ClassStore } from '../class/class-store.ts';
import type { ClassRow } from '../class/classes.ts';
import type { FollowUpRules } from './follow-up-rules.ts';
import { entriesOf, type FollowUpRow, type FollowUpStore } from './follow-ups.ts';
import { weakItems } from './points.ts';

/** What a class lacks after its end: items on which several of its people are weak, without names. */
export interface WeakClass {
  trainingClass: ClassRow;
  months: number;
  items: readonly { name: string; people: number }[];
}

type Rules = Pick<FollowUpRules, 'items' | 'weakBelow'>;

/** The items on which at least so many of a round are weak; none where fewer were spoken of at all. */
export function weakIn(
  rows: readonly FollowUpRow[],
  rules: Rules,
  smallestGroup: number,
): { name: string; people: number }[] {
  const spokenOf = rows.filter((row) => row.state === 'open' && entriesOf(row).length > 0);
  if (spokenOf.length < smallestGroup) return [];
  const weak = spokenOf.flatMap((row) =>
    weakItems(
      entriesOf(row).map(({ points }) => points),
      rules,
    ),
  );
  return rules.items
    .map(({ id, name }) => ({ name, people: weak.filter((item) => item.id === id).length }))
    .filter(({ people }) => people >= smallestGroup);
}

/** Of the rounds that began between two days and are over, the last of each class, if anything is weak there; the class that ended first comes first. */
export async function weakClasses(
  store: { followUps: Pick<FollowUpStore, 'dueBetween'>; classes: Pick<ClassStore, 'byId'> },
  { fromOn, untilOn, todayOn }: Readonly<Record<'fromOn' | 'untilOn' | 'todayOn', string>>,
  rules: Rules,
  smallestGroup: number,
): Promise<WeakClass[]> {
  const over = (await store.followUps.dueBetween(fromOn, untilOn)).filter(({ closesOn }) => closesOn < todayOn);
  const found: WeakClass[] = [];
  for (const classId of [...new Set(over.map((row) => row.classId))].sort()) {
    const ofClass = over.filter((row) => row.classId === classId);
    const months = Math.max(...ofClass.map((row) => row.months));
    const last = ofClass.filter((row) => row.months === months);
    const items = weakIn(last, rules, smallestGroup);
    const trainingClass = items.length === 0 ? null : await store.classes.byId(classId);
    if (trainingClass !== null && trainingClass.state !== 'withdrawn') found.push({ trainingClass, months, items });
  }
  return found;
}
