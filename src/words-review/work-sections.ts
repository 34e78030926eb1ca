import { defaultRulePack } from '../training/rule-pack.ts';
import type { TestTaker } from '../training/tests/class-result.ts';
import { ownTestWords } from '../training/tests/own-words.ts';
import { exampleQuestions } from '../training/tests/test-form.ts';
import { marksOf } from '../training/tests/test-question.ts';
import type { TestRow } from '../training/tests/tests.ts';
import { testWords } from '../training/tests/words.ts';
import type { AssignmentRow } from '../training/works/assignments.ts';
import { handInWords, type ShownWork } from '../training/works/hand-in-words.ts';
import { workMarkingWords } from '../training/works/marking-words.ts';
import { assignmentWords } from '../training/works/words.ts';
import type { Owed } from '../training/works/work-figures.ts';
import type { WorkMarking } from '../training/works/work-marks.ts';
import type { WorkRow, WorkVersion } from '../training/works/works.ts';
import { now, trainingClass } from './facts.ts';
import { type Section, section } from './section.ts';

const { works: rules } = defaultRulePack();
const kept = { updates: [], revision: 0 };
const assignment: AssignmentRow = {
  ...{ _id: '2026-01-W1', classId: '2026-01', number: 1, kind: 'researchReport', title: '本单位基层治理调研' },
  ...{ closesOn: '2026-03-24', state: 'open', markers: ['c8', 'c9'], createdBy: 'teacher', byUpdate: 'u1' },
  ...{ issuedAt: now, changes: [], ...kept },
};
const version: WorkVersion = {
  ...{ file: 'u2', type: 'docx', at: now, lateDays: 1, aiUse: 'polish', characters: 3200, byUpdate: 'u2' },
};
const back = { version: 1, reason: '请补充数据来源', untilOn: '2026-03-28', by: 'c8', byUpdate: 'u3', at: now };
const work: WorkRow = {
  ...{ _id: '2026-01-W1-3', assignmentId: '2026-01-W1', classId: '2026-01', cadreId: 'c1', number: 3 },
  ...{ byUpdate: 'u2', state: 'handedIn', versions: [version], marks: [], returns: [], ...kept },
  likeness: { percent: 38, workId: '2025-04-W1-12' },
};
const shown: ShownWork = { file: 'u2', type: 'docx', characters: 3200, namesAuthor: true, mayBeProof: false };
const owed: readonly Owed[] = [
  { cadreId: 'c2', name: '李四', standing: 'missing' },
  { cadreId: 'c1', name: '张三', standing: 'marked', version, number: work._id, resultHundredths: 1275 },
];
const late = { as: 'late', lateDays: 1, closesOn: '2026-03-24' } as const;
const far: WorkMarking = { counting: [], missing: 1, apartHundredths: 400 };
const part = { ...rules.marking, maxHundredths: 1500, thirdMarkerAboveHundredths: 300 };
const result = { mostHundredths: 1500, counts: true, corrected: false, objectionDays: 2 };

const questions = exampleQuestions;
const test: TestRow = {
  ...{ _id: '2026-01-C1', classId: '2026-01', number: 1, name: '结业测试', purpose: 'exit', minutes: 60 },
  ...{ closesOn: '2026-03-24', closesAt: now, questions, state: 'open', createdBy: 'teacher', byUpdate: 'u1' },
  ...{ issuedAt: now, changes: [], ...kept },
};
const [question] = questions;
if (question === undefined) throw new Error('there are example questions');
const marks = marksOf(questions, [{ questionId: 'q1', choices: ['o2'], text: '' }], defaultRulePack().tests);
const score = { right: 18, of: 20, pointsHundredths: 8600, mostHundredths: 10_000 };
const takers: readonly TestTaker[] = [
  { cadreId: 'c2', name: '李四', state: 'missing' },
  { cadreId: 'c1', name: '张三', state: 'done', score },
];
const grown = {
  topic: '乡村振兴',
  before: { topic: '乡村振兴', right: 40, of: 80 },
  after: { topic: '乡村振兴', right: 64, of: 80 },
};
const classDid = {
  ...{ meanHundredths: 8450, mostHundredths: 10_000, topics: [grown.after] },
  growth: { people: 36, topics: [grown] },
};
const problem = { row: 9, column: 'E', header: '答案', message: '填一个选项的字母，例如：B', value: '甲' };

/** What a class hands in, and is tested with. */
export const workSections: readonly Section[] = [
  section('src/training/tests/words.ts', testWords, {
    sheetComing: ['2026-01-C1'],
    bad: [[problem]],
    problems: [[problem]],
    preview: [test, trainingClass, 40],
    issuedReply: [test, 40, 'days'],
    recent: [[test]],
    closingChanged: [test, '2026-03-20', 3],
    cancelPreview: ['x', test, '题目需要调整', 12],
    cancelledReply: [test, 40],
    keyChanged: [test, 1, 'B', 3],
    list: [test, takers, classDid],
    listSheet: [test, takers],
    chasedReply: [test, 3, false],
    ended: [test, takers, classDid],
  }),
  section('src/training/tests/own-words.ts', ownTestWords, {
    invitation: [test],
    question: [test, question, { number: 2, of: 20 }, now],
    answered: [test, question, now],
    handedInReply: [test, 20],
    timeOverReply: [test, 15],
    closedReply: [test],
    cancelledToTrainee: [test, '题目需要调整'],
    result: [test, score, 18, [grown]],
    explained: [test, marks],
    explainedSheet: [test, marks],
    explanationsComing: [test, 12],
    notYet: [test],
    mine: [[{ row: test, state: 'marked', score }]],
  }),
  section('src/training/works/words.ts', assignmentWords, {
    noKind: ['读后感', ['调研报告', '心得体会', '党性分析']],
    preview: [trainingClass, assignment, '调研报告', 40, rules],
    issuedReply: [assignment, 40, 'morning'],
    closingChanged: [assignment, '2026-03-20', 3],
    cancelPreview: ['x', assignment, '与结业论文合并', 12],
    cancelledReply: [assignment, 40],
    recent: [[assignment], () => '调研报告'],
    list: [assignment, owed, ['王教务', '李考评']],
    listSheet: [assignment, owed],
    chasedReply: [assignment, 3, false],
    due: [assignment, owed],
    cancelledToTrainee: [assignment, '与结业论文合并'],
  }),
  section('src/training/works/hand-in-words.ts', handInWords, {
    card: [assignment, '调研报告', 8, 3],
    chosen: [assignment],
    choose: [shown, 'c1', [assignment]],
    statement: [shown, 'c1', assignment, late, true],
    receipt: [assignment, work],
    takenBackReply: [assignment],
    returned: [assignment, work, back],
    marked: [assignment, work._id, 1275, result, ['选题准，建议可行']],
    resultOpen: [assignment, work._id, true],
    mine: [[{ row: assignment, work, closesOn: '2026-03-24', resultHundredths: 1275, takesFiles: false }]],
  }),
  section('src/training/works/marking-words.ts', workMarkingWords, {
    named: [assignment, ['王教务', '李考评'], part],
    card: [assignment],
    read: [assignment, work, 12],
    fileName: [work._id],
    notYet: [assignment],
    whichWork: [[{ row: assignment, works: [work] }]],
    waiting: [[{ row: assignment, left: 12 }]],
    askMark: [work._id, part],
    marked: [work, 1350, part, 2, far, 11],
    markTakenBack: [work._id, true],
    markedSettled: [1350],
    thirdWanted: [assignment, work._id, far],
    askReturn: [work._id],
    returnedReply: [work._id, '2026-03-28'],
  }),
];
