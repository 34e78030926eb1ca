import type { CadreRow } from '../../county/cadres.ts';
import { groupedBy } from '../../county/grouped-by.ts';
import type { HoursRules } from '../../county/hours-rules.ts';
import type { ClassStore } from '../class/class-store.ts';
import { type ClassRow, isHeldHere } from '../class/classes.ts';
import type { CurriculumRules } from '../class/curriculum-rules.ts';
import type { EnrollmentStore } from '../class/enrollments.ts';
import type { AssessmentStore } from '../grading/assessments.ts';
import type { GradingStore } from '../grading/gradings.ts';
import { dutiesIn } from '../hours/duties.ts';
import type { HourEntryStore } from '../hours/hour-entries.ts';
import { ledgerSince, openingOf } from '../hours/ledger.ts';
import type { ReservePool } from '../reserve-pool/reserve-pool.ts';
import { standingOn } from '../reserve-pool/reserve-pool-rules.ts';
import type { PastClass, QueryPerson } from './query.ts';

export interface QueryStores {
  classes: Pick<ClassStore, 'endingFrom'>;
  enrollments: Pick<EnrollmentStore, 'traineesOf'>;
  gradings: Pick<GradingStore, 'byClass'>;
  assessments: Pick<AssessmentStore, 'ofClass'>;
  hourEntries: Pick<HourEntryStore, 'endingFrom'>;
  reservePool: Pick<ReservePool, 'all'>;
}

type Rules = { hours: HoursRules; curriculum: Pick<CurriculumRules, 'classKinds'> };

/** What the records say of these people: classes of the last years, titles once published, hours of this year, the reserve pool. */
export async function queryPeople(
  store: QueryStores,
  people: readonly CadreRow[],
  { sinceOn, todayOn }: { sinceOn: string; todayOn: string },
  rules: Rules,
): Promise<QueryPerson[]> {
  const year = todayOn.slice(0, 4);
  const rows = (await store.classes.endingFrom(sinceOn)).filter(
    (row) => row.state === 'published' && isHeldHere(row) && row.closesOn <= todayOn,
  );
  const [outcomes, entries, pool] = await Promise.all([
    Promise.all(rows.map((row) => outcomeOf(store, row))),
    store.hourEntries.endingFrom(ledgerSince(year, rules.hours)),
    store.reservePool.all(),
  ]);
  const isMain = ({ kind }: ClassRow) => (rules.curriculum.classKinds[kind]?.reportedAs ?? 'main') === 'main';
  const completed = groupedBy(
    outcomes.filter(({ row }) => isMain(row)).flatMap(({ row, completed: ids }) => ofEach(row, ids)),
    ({ cadreId }) => cadreId,
  );
  const excellent = groupedBy(
    outcomes.flatMap(({ row, excellent: ids }) => ofEach(row, ids)),
    ({ cadreId }) => cadreId,
  );
  const entriesOf = groupedBy(entries, ({ cadreId }) => cadreId);
  const poolOf = new Map(pool.map((row) => [row.cadreId, standingOn(row, todayOn)]));
  return people.map((person) => {
    const standing = poolOf.get(person._id);
    return {
      person,
      excellent: excellent.get(person._id) ?? [],
      mainClasses: completed.get(person._id) ?? [],
      duties: dutiesIn(year, person, [...openingOf(person), ...(entriesOf.get(person._id) ?? [])], rules.hours),
      ...(standing !== undefined && { pool: standing }),
    };
  });
}

/** Who completed a class and who became 优秀学员 in it, once its results are published. */
async function outcomeOf(store: QueryStores, row: ClassRow) {
  const [trainees, grading, results] = await Promise.all([
    store.enrollments.traineesOf(row._id),
    store.gradings.byClass(row._id),
    store.assessments.ofClass(row._id),
  ]);
  const titled = grading?.publishedAt === undefined ? [] : results;
  return {
    row,
    completed: trainees.filter(({ state }) => state === 'completed').map(({ cadreId }) => cadreId),
    excellent: titled.filter((each) => each.excellentTrainee === 'candidate').map(({ cadreId }) => cadreId),
  };
}

function ofEach({ _id, name, closesOn }: ClassRow, cadreIds: readonly string[]): (PastClass & { cadreId: string })[] {
  return cadreIds.map((cadreId) => ({ cadreId, classId: _id, name, closesOn }));
}
