import { addDays, beijingTime } from '../calendar/beijing-time.ts';
import type { ActivityRow } from '../training/activities/activities.ts';
import type { ActivityKind } from '../training/activities/activity-rules.ts';
import { exampleQuestions } from '../training/tests/test-form.ts';
import { purposeLabels } from '../training/tests/test-question.ts';
import type { TestSheetRow } from '../training/tests/test-sheets.ts';
import type { TestRow } from '../training/tests/tests.ts';
import type { AssignmentRow } from '../training/works/assignments.ts';
import type { WorkRow } from '../training/works/works.ts';
import type { RecentClass } from './recent-class.ts';

/** What a class did beside its lessons. */
interface RecentClassLife {
  activities: ActivityRow[];
  tests: TestRow[];
  testSheets: TestSheetRow[];
  assignments: AssignmentRow[];
  works: WorkRow[];
}

const ACTIVITIES: readonly (readonly [ActivityKind, number, string, string])[] = [
  ['traineeForum', 3, '我为产业强县献一策', '两名学员主讲，全班围绕土地流转和联农带农讨论，形成三条建议。'],
  ['bookSharing', 8, '《摆脱贫困》', '两名学员分享读书体会，结合本乡镇实际谈滴水穿石的韧劲。'],
  ['groupDiscussion', 9, '怎样减轻村级负担', '分四组讨论，汇总问题七个、建议五条。'],
];

/** A forum, a reading, a discussion, two tests, and a work that two people marked. */
export function recentClassLife(recent: RecentClass): RecentClassLife {
  const tests = [testOf(recent, 'entry', 1, 0), testOf(recent, 'exit', 2, 10)];
  const assignment = assignmentOf(recent);
  return {
    activities: ACTIVITIES.map((each, at) => activityOf(recent, each, at + 1)),
    tests,
    testSheets: tests.flatMap((test) => recent.trainees.map(({ id }, at) => sheetOf(test, id, at))),
    assignments: [assignment],
    works: recent.trainees.map(({ id }, at) => workOf(recent, assignment, id, at)),
  };
}

function activityOf(
  { row, trainees, staff }: RecentClass,
  [kind, day, title, minutes]: (typeof ACTIVITIES)[number],
  number: number,
): ActivityRow {
  const year = row._id.slice(0, 4);
  const madeAt = beijingTime(row.opensOn, '09:00');
  const byUpdate = `demo-recent:activity:${number}`;
  const [first, second, recorder] = trainees.slice(number * 3).map(({ id }) => id);
  return {
    ...{ _id: `H${year}-${number}`, year, number, classId: row._id, kind, state: 'planned', title, minutes },
    ...{ dateOn: addDays(row.opensOn, day), place: '县委党校主课堂', absent: [], recorder: recorder ?? '' },
    speakers: [first, second].flatMap((id) => id ?? []),
    ...{ madeBy: staff.teacher, madeAt, byUpdate, steps: 1 },
    history: [{ act: 'plan', by: staff.teacher, byUpdate, at: madeAt }],
  };
}

function testOf({ row, staff }: RecentClass, purpose: 'entry' | 'exit', number: number, day: number): TestRow {
  const heldOn = addDays(row.opensOn, day);
  return {
    ...{ _id: `${row._id}-C${number}`, classId: row._id, number, name: purposeLabels[purpose], purpose, minutes: 30 },
    ...{ closesOn: heldOn, closesAt: beijingTime(addDays(heldOn, 1), '00:00'), questions: exampleQuestions },
    ...{ state: 'open', createdBy: staff.teacher, byUpdate: `demo-recent:test:${number}` },
    ...{ issuedAt: beijingTime(heldOn, '12:00'), changes: [], updates: [], revision: 0 },
  };
}

/** More is right at the end of the class than at its beginning. */
function sheetOf({ _id: testId, purpose, questions, closesOn }: TestRow, cadreId: string, at: number): TestSheetRow {
  const startedAt = beijingTime(closesOn, '16:00');
  const isRight = (question: number) =>
    purpose === 'exit' ? (at + question) % 5 !== 0 : (at + question * 2) % 3 === 0;
  return {
    ...{ _id: `${testId}:${cadreId}`, testId, cadreId, startedAt, endsAt: beijingTime(closesOn, '16:30') },
    ...{ state: 'done', backs: [], doneAt: beijingTime(closesOn, '16:12') },
    answers: questions.map(({ id: questionId, right, options }, question) => {
      const wrong = options.map(({ value }) => value).filter((value) => !right.includes(value));
      const choices = isRight(question) ? right : wrong.slice(0, 1);
      return { questionId, choices, text: '', byUpdate: `demo-recent:${testId}:${cadreId}:${question}` };
    }),
  };
}

function assignmentOf({ row, staff }: RecentClass): AssignmentRow {
  return {
    ...{ _id: `${row._id}-W1`, classId: row._id, number: 1, kind: 'reflection', title: '基层治理学习心得' },
    ...{ closesOn: addDays(row.opensOn, 9), state: 'open', markers: [staff.school, staff.second] },
    ...{ createdBy: staff.teacher, byUpdate: 'demo-recent:work', issuedAt: beijingTime(row.opensOn, '12:00') },
    ...{ changes: [], updates: [], revision: 0 },
  };
}

/** The file itself is not kept any more: what is read of a past work are its marks. */
function workOf(
  { row, staff }: RecentClass,
  { _id: assignmentId, closesOn }: AssignmentRow,
  cadreId: string,
  at: number,
): WorkRow {
  const _id = `${assignmentId}-${at + 1}`;
  const byUpdate = `demo-recent:${_id}`;
  const mark = (markerId: string, points: number) => ({
    ...{ markerId, markHundredths: points * 100, words: '联系实际，条理清楚', version: 1 },
    ...{ at: beijingTime(addDays(closesOn, 1), '15:00'), byUpdate: `${byUpdate}:${markerId}` },
  });
  return {
    ...{ _id, assignmentId, classId: row._id, cadreId, number: at + 1, byUpdate, state: 'handedIn' },
    versions: [
      {
        ...{ file: `demo-recent:${_id}`, type: 'docx', at: beijingTime(closesOn, '11:00'), lateDays: 0 },
        ...{ aiUse: at % 4 === 0 ? 'search' : 'none', characters: 1_600 + at * 37, byUpdate },
      },
    ],
    marks: [mark(staff.school, 80 + (at % 12)), mark(staff.second, 82 + ((at * 5) % 11))],
    ...{ returns: [], updates: [], revision: 0 },
  };
}
