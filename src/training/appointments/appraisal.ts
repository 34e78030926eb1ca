import type { CadreRow } from '../../county/cadres.ts';
import { groupedBy } from '../../county/grouped-by.ts';
import type { HoursRules } from '../../county/hours-rules.ts';
import type { ClassStore } from '../class/class-store.ts';
import type { ClassRow } from '../class/classes.ts';
import type { EnrollmentRow, EnrollmentStore } from '../class/enrollments.ts';
import type { AssessmentRow, AssessmentStore } from '../grading/assessments.ts';
import type { GradingStore } from '../grading/gradings.ts';
import { type Duty, dutiesIn } from '../hours/duties.ts';
import type { HourEntryStore } from '../hours/hour-entries.ts';
import { ledgerSince, openingOf } from '../hours/ledger.ts';
import type { HonourRow, HonourStore } from './honours.ts';

/** What somebody's part in a class of the year came to. */
export interface AppraisedClass {
  row: ClassRow;
  state: EnrollmentRow['state'];
  /** Once it is published. */
  result?: AssessmentRow;
}

/** One person's training of a year, for the yearly appraisal and honours (考核评优参考). */
export interface AppraisalLine {
  person: CadreRow;
  classes: readonly AppraisedClass[];
  duties: readonly Duty[];
  /** Given in the year. */
  honours: readonly HonourRow[];
}

export interface AppraisalStores {
  classes: Pick<ClassStore, 'endingFrom'>;
  enrollments: Pick<EnrollmentStore, 'ofClass'>;
  gradings: Pick<GradingStore, 'byClass'>;
  assessments: Pick<AssessmentStore, 'ofClass'>;
  hourEntries: Pick<HourEntryStore, 'ofMany'>;
  honours: Pick<HonourStore, 'ofMany'>;
}

/** The training of these people in the classes that opened in a year, with their hours of that year. */
export async function appraisalOf(
  store: AppraisalStores,
  people: readonly CadreRow[],
  year: string,
  rules: HoursRules,
): Promise<AppraisalLine[]> {
  const rows = (await store.classes.endingFrom(`${year}-01-01`)).filter(
    ({ opensOn, state }) => opensOn.startsWith(`${year}-`) && state !== 'withdrawn',
  );
  const ids = people.map(({ _id }) => _id);
  const [parts, entries, honours] = await Promise.all([
    Promise.all(rows.map((row) => partsOf(store, row))),
    store.hourEntries.ofMany(ids, ledgerSince(year, rules)),
    store.honours.ofMany(ids),
  ]);
  const classesOf = groupedBy(parts.flat(), ({ cadreId }) => cadreId);
  const entriesOf = groupedBy(entries, ({ cadreId }) => cadreId);
  const ofYear = honours.filter(({ givenOn }) => givenOn.startsWith(`${year}-`));
  const honoursOf = groupedBy(ofYear, ({ cadreId }) => cadreId);
  return people.map((person) => ({
    person,
    honours: honoursOf.get(person._id) ?? [],
    classes: classesOf.get(person._id) ?? [],
    duties: dutiesIn(year, person, [...openingOf(person), ...(entriesOf.get(person._id) ?? [])], rules),
  }));
}

async function partsOf(store: AppraisalStores, row: ClassRow): Promise<(AppraisedClass & { cadreId: string })[]> {
  const [enrollments, grading, results] = await Promise.all([
    store.enrollments.ofClass(row._id),
    store.gradings.byClass(row._id),
    store.assessments.ofClass(row._id),
  ]);
  const published = new Map(grading?.publishedAt === undefined ? [] : results.map((each) => [each.cadreId, each]));
  return enrollments.map(({ cadreId, state }) => {
    const result = published.get(cadreId);
    return { cadreId, row, state, ...(result !== undefined && { result }) };
  });
}

/** The totals with which the roll begins. */
export function appraisalTotals(lines: readonly AppraisalLine[]) {
  const results = lines.flatMap(({ classes }) => classes.flatMap(({ result }) => result ?? []));
  return {
    people: lines.length,
    trained: lines.filter(({ classes }) => classes.some(({ state }) => state !== 'withdrawn')).length,
    hoursMet: lines.filter(({ duties }) => duties.every(({ isMet }) => isMet)).length,
    excellentGrades: results.filter(({ finalGrade }) => finalGrade === 'excellent').length,
    failed: results.filter(({ finalGrade }) => finalGrade === 'fail').length,
    honours: lines.reduce((sum, line) => sum + line.honours.length, 0),
    titles: results.filter(({ excellentTrainee }) => excellentTrainee === 'candidate').length,
  };
}
