import { defaultRulePack } from '../training/rule-pack.ts';
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

/** What a class hands in. */
export const workSections: readonly Section[] = [
  section('src/training/works/words.ts', assignmentWords, {
    noKind: ['读后感', ['调研报告', '心得体会', '党性分析']],
    preview: [trainingClass, assignment, '调研报告', 40, rules],
    issuedReply: [assignment, 40, false],
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
    mine: [[{ row: assignment, work, closesOn: '2026-03-24', resultHundredths: 1275, takesFiles: false }]],
  }),
  section('src/training/works/marking-words.ts', workMarkingWords, {
    named: [assignment, ['王教务', '李考评'], part],
    card: [assignment],
    read: [assignment, work, 12],
    fileName: [work._id],
    notYet: [assignment],
    waiting: [[{ row: assignment, left: 12 }]],
    askMark: [work._id, part],
    marked: [work, 1350, part, 2, far, 11],
    markedSettled: [1350],
    thirdWanted: [assignment, work._id, far],
    askReturn: [work._id],
    returnedReply: [work._id, '2026-03-28'],
  }),
];
