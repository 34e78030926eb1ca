import type { EnrollmentRow, EnrollmentStore } from '../class/enrollments.ts';
import type { ActionPlanRow, ActionPlanStore } from './action-plans.ts';
import type { FollowUpRules } from './follow-up-rules.ts';
import { entriesOf, entryOf, type FollowUpRow, type FollowUpStore, type FollowUpWay } from './follow-ups.ts';
import { type ItemPoints, meanHundredths } from './points.ts';
import { presentCheck, type SpotCheckRow, type SpotCheckStore } from './spot-checks.ts';

/** One round of a class, all of its people. */
export interface ClassRound {
  months: number;
  rows: readonly FollowUpRow[];
  /** The drawing that holds. */
  check?: SpotCheckRow;
}

/** What there is of a class after its end. */
export interface ClassFollowUp {
  trainees: readonly EnrollmentRow[];
  plans: readonly ActionPlanRow[];
  /** Those that have begun, the first one first. */
  rounds: readonly ClassRound[];
}

export interface FollowUpStores {
  enrollments: EnrollmentStore;
  actionPlans: ActionPlanStore;
  followUps: FollowUpStore;
  spotChecks: SpotCheckStore;
}

export async function classFollowUp(store: FollowUpStores, classId: string, todayOn: string): Promise<ClassFollowUp> {
  const [trainees, plans, all] = await Promise.all([
    store.enrollments.traineesOf(classId),
    store.actionPlans.ofClass(classId),
    store.followUps.ofClass(classId),
  ]);
  const rows = all.filter(({ dueOn }) => dueOn <= todayOn);
  const months = [...new Set(rows.map((row) => row.months))].sort((a, b) => a - b);
  const rounds = await Promise.all(
    months.map(async (each): Promise<ClassRound> => {
      const check = presentCheck(await store.spotChecks.ofRound(classId, each));
      return { months: each, rows: rows.filter((row) => row.months === each), ...(check && { check }) };
    }),
  );
  return { trainees, plans, rounds };
}

/** Trainees without an action plan. */
export function withoutPlan({ trainees, plans }: Pick<ClassFollowUp, 'trainees' | 'plans'>): EnrollmentRow[] {
  const written = new Set(plans.map(({ cadreId }) => cadreId));
  return trainees.filter(({ cadreId }) => !written.has(cadreId));
}

/** How a round stands in figures. */
export function roundFigures({ rows, check }: ClassRound) {
  const open = rows.filter(({ state }) => state === 'open');
  const given = (way: FollowUpWay) => open.filter((row) => entryOf(row, way) !== undefined).length;
  const answered = open.filter((row) => entriesOf(row).length > 0);
  return {
    people: open.length,
    left: rows.filter(({ state }) => state === 'left'),
    self: given('self'),
    unit: given('unit'),
    special: given('special'),
    random: given('random'),
    drawn: check?.chosen.length ?? 0,
    answered: answered.length,
    points: answered.flatMap((row) => entriesOf(row).map(({ points }) => points)),
  };
}

/** All points of a round; of items on which fewer people were spoken of none, because a mean would tell of each. */
export function pointsOfMany({ rows }: Pick<ClassRound, 'rows'>, smallestGroup: number): ItemPoints[] {
  const people = rows
    .filter(({ state }) => state === 'open')
    .map((row) => entriesOf(row).map(({ points }) => points))
    .filter((points) => points.length > 0);
  const isTold = (id: string) =>
    people.filter((all) => all.some((points) => points[id] !== undefined)).length >= smallestGroup;
  return people.flat().map((points) => Object.fromEntries(Object.entries(points).filter(([id]) => isTold(id))));
}

/** The means of one item from round to round, in hundredths. */
export interface ItemChange {
  name: string;
  means: readonly { months: number; hundredths: number }[];
}

/** How the items changed from round to round; rounds without an answer, and items nobody was asked about, are left out. */
export function changesOf(
  rounds: readonly { months: number; points: readonly ItemPoints[] }[],
  { items }: Pick<FollowUpRules, 'items'>,
): ItemChange[] {
  return items
    .map(({ id, name }) => ({
      name,
      means: rounds.flatMap(({ months, points }) => {
        const hundredths = meanHundredths(points, id);
        return hundredths === undefined ? [] : [{ months, hundredths }];
      }),
    }))
    .filter(({ means }) => means.length > 0);
}

/** What somebody's rows say, round by round. */
export function roundsOfPerson(rows: readonly FollowUpRow[]): { months: number; points: ItemPoints[] }[] {
  return rows
    .filter(({ state }) => state === 'open')
    .map((row) => ({ months: row.months, points: entriesOf(row).map(({ points }) => points) }))
    .filter(({ points }) => points.length > 0)
    .sort((a, b) => a.months - b.months);
}
