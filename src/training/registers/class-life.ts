import { beijingDateOf } from '../../calendar/beijing-time.ts';
import type { ActivityRow } from '../activities/activities.ts';
import { isHeld } from '../activities/activity.ts';
import type { ActivityRules } from '../activities/activity-rules.ts';
import type { ClassRow } from '../class/classes.ts';
import { membersOf } from '../committee/members.ts';
import type { ScoringScheme } from '../scoring/scoring-scheme.ts';
import { isShared } from '../sharing/outline.ts';
import type { SharingRow } from '../sharing/sharings.ts';
import { marksOf, type Score, scoreOf } from '../tests/test-question.ts';
import type { TestRules } from '../tests/test-rules.ts';
import type { TestSheetRow } from '../tests/test-sheets.ts';
import type { TestRow } from '../tests/tests.ts';
import type { AssignmentRow } from '../works/assignments.ts';
import { kindOf, markedAs } from '../works/work-kind.ts';
import { workMarking } from '../works/work-marks.ts';
import type { WorkRules } from '../works/work-rules.ts';
import { presentVersion, type WorkRow } from '../works/works.ts';

/** A work of somebody. What it is like, under which number it is read and who reads it are not part of a register. */
interface RegisterWork {
  kind: string;
  title: string;
  handedInOn: string;
  lateDays: number;
  isReturned: boolean;
  mostHundredths: number;
  /** Once its marking is over, as its author is told then. */
  resultHundredths?: number;
}

interface RegisterTest {
  name: string;
  closesOn: string;
  score: Score;
}

/** Somebody's part in an activity, the one that says most. */
export type ActivityPart = 'speaker' | 'recorder' | 'present';

interface RegisterActivity {
  kind: string;
  title: string;
  dateOn: string;
  part: ActivityPart;
}

/** What a trainee did in a class beside the lessons, as they may see it themselves. */
export interface ClassLife {
  /** On the class committee. */
  post?: string;
  works: readonly RegisterWork[];
  tests: readonly RegisterTest[];
  activities: readonly RegisterActivity[];
}

export interface ClassLifeRules {
  works: WorkRules;
  scoring: ScoringScheme;
  tests: TestRules;
  activities: ActivityRules;
}

/** What a class has for all of its trainees, oldest first. */
export interface ClassLifeRows {
  trainingClass: ClassRow;
  assignments: readonly AssignmentRow[];
  tests: readonly TestRow[];
  activities: readonly ActivityRow[];
  /** Speakers at the closing. */
  sharings: readonly SharingRow[];
}

export function classLife(
  rows: ClassLifeRows,
  { cadreId, works, sheets }: { cadreId: string; works: readonly WorkRow[]; sheets: readonly TestSheetRow[] },
  rules: ClassLifeRules,
  now: Date,
): ClassLife {
  const post = membersOf(rows.trainingClass).find((member) => member.cadreId === cadreId)?.post;
  return {
    ...(post === undefined ? {} : { post }),
    works: rows.assignments
      .filter(({ state }) => state === 'open')
      .flatMap((row) =>
        workIn(
          row,
          works.find(({ assignmentId }) => assignmentId === row._id),
          rules,
        ),
      ),
    tests: rows.tests
      .filter(({ state, closesAt }) => state === 'open' && closesAt <= now)
      .flatMap((row) =>
        testIn(
          row,
          sheets.find(({ testId }) => testId === row._id),
          rules.tests,
        ),
      ),
    activities: [
      ...rows.activities.flatMap((row) => activityIn(row, cadreId, rules.activities, beijingDateOf(now))),
      ...rows.sharings.flatMap((row) => sharedBy(row, cadreId, beijingDateOf(now))),
    ],
  };
}

function workIn(row: AssignmentRow, work: WorkRow | undefined, { works, scoring }: ClassLifeRules): RegisterWork[] {
  if (work === undefined || work.state === 'takenBack') return [];
  const kind = kindOf(works, row.kind);
  const { part } = markedAs(kind, works, scoring);
  const { at, lateDays, number: version } = presentVersion(work);
  const isReturned = work.state === 'returned';
  const { resultHundredths } = isReturned ? {} : workMarking(part, work.marks, version);
  return [
    {
      ...{ kind: kind.name, title: row.title, handedInOn: beijingDateOf(at), lateDays, isReturned },
      mostHundredths: part.maxHundredths,
      ...(resultHundredths === undefined ? {} : { resultHundredths }),
    },
  ];
}

function testIn(
  { name, closesOn, questions }: TestRow,
  sheet: TestSheetRow | undefined,
  rules: TestRules,
): RegisterTest[] {
  if (sheet === undefined) return [];
  return [{ name, closesOn, score: scoreOf(marksOf(questions, sheet.answers, rules)) }];
}

function activityIn(row: ActivityRow, cadreId: string, { kinds }: ActivityRules, todayOn: string): RegisterActivity[] {
  const { kind, title, dateOn, speakers, recorder, absent } = row;
  if (dateOn === undefined || !isHeld(row, todayOn) || absent.includes(cadreId)) return [];
  const part = speakers.includes(cadreId) ? 'speaker' : recorder === cadreId ? 'recorder' : 'present';
  return [{ kind: kinds[kind].name, title, dateOn, part }];
}

/** What somebody shared at the closing, once everybody may read it. */
function sharedBy(row: SharingRow, cadreId: string, todayOn: string): RegisterActivity[] {
  if (row.cadreId !== cadreId || !isShared(row, todayOn)) return [];
  return [{ kind: '结业交流', title: row.topic ?? '', dateOn: row.dueOn, part: 'speaker' }];
}
