import { startCommand } from '../bot/presses.ts';
import { closingSteps } from '../training/closing/closing-steps.ts';
import { closingWords } from '../training/closing/words.ts';
import { correctionWords } from '../training/feedback/correction-words.ts';
import { postingWords } from '../training/feedback/posting-words.ts';
import { toldWords } from '../training/feedback/told-words.ts';
import { resultWords } from '../training/feedback/words.ts';
import { gradeSheetWords } from '../training/grading/grade-sheet-words.ts';
import { offerWords } from '../training/grading/offer-words.ts';
import { rankingWords } from '../training/grading/ranking-words.ts';
import { reopenWords } from '../training/grading/reopen-words.ts';
import { sendBackWords } from '../training/grading/send-back-words.ts';
import { teamWords } from '../training/grading/team-words.ts';
import { gradingWords } from '../training/grading/words.ts';
import { objectionWords } from '../training/objections/words.ts';
import { attachButton } from '../training/proofs/words.ts';
import { certificateWords } from '../training/registers/certificate-words.ts';
import type { PaperRow } from '../training/registers/papers.ts';
import type { RegisterClass } from '../training/registers/register.ts';
import { registerPageWords } from '../training/registers/register-page-words.ts';
import { registerWords } from '../training/registers/register-words.ts';
import { reservePoolWords } from '../training/reserve-pool/words.ts';
import { defaultRulePack } from '../training/rule-pack.ts';
import { alikeWords } from '../training/scoring/alike-words.ts';
import { evidenceWords } from '../training/scoring/evidence-words.ts';
import { scorePictureWords } from '../training/scoring/picture-words.ts';
import { reverseWords } from '../training/scoring/reverse-words.ts';
import { schemeWords } from '../training/scoring/scheme-words.ts';
import { scoreOf } from '../training/scoring/scoring.ts';
import { spreadWords } from '../training/scoring/spread-words.ts';
import { vetoWords } from '../training/scoring/veto-words.ts';
import { scoringWords } from '../training/scoring/words.ts';
import { sharingWords } from '../training/sharing/words.ts';
import { assessment, cadre, duty, hourEntry, now, scoreEvent, standing, trainingClass } from './facts.ts';
import { followed, frontLineTask, honour } from './follow-up-facts.ts';
import { type Section, section } from './section.ts';

const closingFacts = {
  ...{
    sessions: 0,
    sessionsAhead: 2,
    rolls: 2,
    minutes: 2,
    leave: 2,
    stay: 2,
    works: 2,
    tests: 2,
    marks: 2,
    bonuses: 2,
    vetoes: 2,
  },
  ...{ objections: 2, grading: 'proposed' as const, isPosting: true, feedback: 2, plans: 2 },
};
const poolLine = {
  row: {
    ...{ _id: 'c1', cadreId: 'c1', name: '张三', unitId: 'u-fin', enteredOn: '2026-04-03', state: 'in' as const },
    ...{ reviewOn: '2027-04-03', validUntilOn: '2029-04-03', decisions: [] },
    sources: [{ classId: '2026-01', className: trainingClass.name, rank: 1, enteredOn: '2026-04-03' }],
  },
  ...{ unitName: '县财政局', post: '副局长', standing: 'in' as const },
};
const sharing = {
  ...{
    _id: '2026-01:c1',
    classId: '2026-01',
    className: trainingClass.name,
    cadreId: 'c1',
    name: '张三',
    unitId: 'u-fin',
  },
  ...{ state: 'given' as const, dueOn: '2026-04-10', topic: '把会开到田埂上', askedBy: 'org', askedByUpdate: 'u1' },
  ...{ words: '把会开到田埂上\n三个月走访六十户，梳理出八件群众急盼的事。', revision: 1, updates: [] },
};
const posted = [{ name: '张三', unitName: '县财政局' }];
const decisions = {
  changes: [{ cadreId: 'c1', to: 'good' as const, reason: '牵头完成小组调研', decidedBy: 'team1' }],
  tieDecision: { cadreIds: ['c1'], reason: '结业答辩在前', decidedBy: 'team1' },
};
const { scoring, attendance } = defaultRulePack();
const score = scoreOf([], scoring);
const registerClass: RegisterClass = {
  ...{ trainingClass, callUp: 'checkedIn', state: 'completed', attendance: new Map([['present', 24]]) },
  ...{ leave: { count: 1, minutes: 360, totalMinutes: 3600 }, minutes: 3600, result: assessment },
  life: {
    post: '班长',
    works: [
      { kind: '调研报告', title: '基层治理调研', handedInOn: '2026-03-18', lateDays: 1, isReturned: false },
      { kind: '学习心得', title: '党性教育心得', handedInOn: '2026-03-20', lateDays: 0, isReturned: true },
    ].map((work, at) => ({ ...work, mostHundredths: 1500, ...(at === 0 && { resultHundredths: 1350 }) })),
    tests: [
      {
        name: '入学测试',
        closesOn: '2026-03-17',
        score: { right: 3, of: 4, pointsHundredths: 7500, mostHundredths: 10000 },
      },
    ],
    activities: [{ kind: '学员论坛', title: '我看乡村振兴', dateOn: '2026-03-19', part: 'speaker' }],
  },
};
const exchange = {
  ...{ pairId: 'G2026-1', fromOn: '2026-04-07', toOn: '2026-06-05', place: '县农业农村局' },
  ...{ rating: { points: 94, most: 100 }, summary: '两个月来参与项目申报，熟悉了业务流程。' },
};
export const fullRegister = {
  ...{ person: cadre, unit: '县财政局', dateOn: '2026-03-27', classes: [registerClass], exchanges: [exchange] },
  ...{ duties: [duty], entries: [hourEntry], followed: [followed], frontLine: [frontLineTask], honours: [honour] },
  fiveYears: { fromYear: '2022', groupMinutes: 15_000, onlineMinutes: 7_200 },
};
const address = 'https://xuece.example.gov.cn/verify/JY-7K3Q-9MTD-XH2P-W4NV';
const paper: PaperRow = {
  ...{ _id: 'completion:2026-01:c1', number: 'JY-7K3Q-9MTD-XH2P-W4NV', kind: 'completion', cadreId: 'c1' },
  ...{ classId: '2026-01', issuedAt: now, issuedBy: 'c1', byUpdate: 'u9' },
};
const issued = { number: paper.number, at: now, address };
const item = '课堂互动';
const reversal = { ...scoreEvent, _id: 'reversal:s1', deltaHundredths: -100, reason: '误记到他人名下', reverses: 's1' };
const entry = { number: 1, title: '课堂互动·提问', event: scoreEvent, by: '李老师', waits: false };
const draft = {
  _id: 'd1',
  classId: '2026-01',
  authorId: 'teacher',
  events: [scoreEvent],
  state: 'draft' as const,
  at: now,
};
const objection = {
  ...{ _id: 'S2026-1', year: '2026', number: 1, classId: '2026-01', cadreId: 'c1', eventId: 'e1' },
  ...{ subject: '课堂互动加1分（主动提问）', words: '当日两次提问，只记一次。', madeAt: now, byUpdate: 'u7' },
  ...{ enteredBy: 'c2', state: 'upheld' as const },
  decisions: [{ update: 'u8', by: 'c3', at: now, state: 'upheld' as const, reason: '经核对课堂记录属实' }],
};
const correction = {
  reason: '调研报告漏评一处',
  before: new Map([[assessment._id, { ...assessment, finalGrade: 'good' as const, totalHundredths: 8750 }]]),
};
const classCorrection = {
  reopening: {
    number: 1,
    by: 'c3',
    byUpdate: 'u9',
    enteredAt: now,
    reason: '调研报告漏评一处',
    proposal: 'p',
    proposedBy: 'c4',
    ...{ release: 'r', releasedBy: 'c3', releasedAt: now, publishedAt: now },
  },
  changes: [{ before: { ...assessment, finalGrade: 'good' as const }, after: assessment }],
};
const offer = {
  ...{
    classId: '2026-01',
    className: trainingClass.name,
    event: 'e1',
    subject: '课堂互动加1分',
    untilOn: '2026-03-18',
  },
};
const teamNaming = { version: 1, cadreIds: ['c1', 'c2'], by: 'org', byUpdate: 'u8', enteredAt: now };
const version = {
  ...{ version: 2, points: [], reason: '本班以调研为主', fromAt: now, proposal: 'p1', proposedBy: 'school' },
  ...{ confirmedBy: 'org', byUpdate: 'u9' },
};
const schemeProposal = {
  ...{ _id: 'p1', classId: '2026-01', points: [], reason: '本班以调研为主', after: 1, proposedBy: 'school' },
  ...{ state: 'asked' as const, at: now },
};
const flat = {
  ...{ name: '集体活动', maxHundredths: 700, people: 49, leastHundredths: 700, middleHundredths: 700 },
  ...{ mostHundredths: 700, full: 49, isFlat: true },
};
const schemeChange = {
  changes: [
    { item: 'practiceGrowth', name: '实践锻炼', of: 'most' as const, fromHundredths: 1000, toHundredths: 0 },
    { item: 'researchOutput', name: '调研与结业成果', of: 'most' as const, fromHundredths: 1500, toHundredths: 2500 },
    {
      ...{ item: 'attendanceRecord', step: 'late', name: '出勤情况·迟到', of: 'points' as const },
      ...{ fromHundredths: -100, toHundredths: -50 },
    },
  ],
  entries: 128,
  scores: [{ name: '张三', fromHundredths: 8650, toHundredths: 8700 }],
};
const told = { item: () => item, points: () => '加1分' };
const facts = { rows: [assessment], excellentQuota: 1, tied: [] };
const feedback = {
  _id: assessment._id,
  classId: '2026-01',
  cadreId: 'c1',
  name: '张三',
  unitId: 'u-fin',
  state: 'sent' as const,
  sentAt: now,
};

/** What is said of scores, grades and results. */
export const resultSections: readonly Section[] = [
  section('src/training/grading/team-words.ts', teamWords, {
    shown: [{ ...trainingClass, teams: [teamNaming] }, ['张三', '李四'], () => '张三'],
    preview: [
      'x',
      trainingClass,
      [],
      ['张三', '李四'],
      { confirm: { action: 'x', data: {} }, drop: { action: 'y', data: {} } },
    ],
    reply: [trainingClass, ['张三', '李四'], 2],
    joined: [trainingClass, ['张三', '李四']],
    left: [trainingClass, ['李四', '王五']],
  }),
  section('src/training/scoring/veto-words.ts', vetoWords, {
    preview: ['x', trainingClass, '张三', '擅自离校', scoreEvent],
    proposed: ['张三'],
    toTeam: [trainingClass, '张三', '擅自离校', scoreEvent, '李老师'],
    confirmed: ['陈考评'],
    refused: ['陈考评'],
    toProposer: ['张三', '擅自离校', '陈考评', true],
    toTrainee: [trainingClass, '擅自离校', scoreEvent, 2],
  }),
  section('src/training/scoring/alike-words.ts', alikeWords, {
    one: ['调研报告被乡镇或部门采用', scoreEvent],
    line: [['调研报告被乡镇或部门采用加1分（乡村振兴调研报告）'], '张三'],
    sameButton: ['x', 'y'],
  }),
  section('src/training/objections/words.ts', objectionWords, {
    subject: [scoreEvent, told],
    reversalSubject: [scoreEvent, scoreEvent, told],
    told: ['【记分告知】“2026年中青年干部培训班”：课堂互动加1分。', { classId: '2026-01', event: 'x' }],
    offers: ['x', [offer], [{ ...objection, state: 'open', decisions: [] }]],
    ask: ['课堂互动加1分'],
    taken: [{ ...objection, state: 'open', decisions: [] }, 'objection:S2026-1'],
    withdrawnBy: ['张三'],
    card: [{ ...objection, state: 'open', decisions: [] }, trainingClass, '张三'],
    askReason: [objection, 'upheld'],
    decidedCard: ['陈考评', 'upheld'],
    decided: [objection, '张三'],
    toTrainee: [objection, trainingClass.name],
    toAuthor: [objection, trainingClass.name, '张三'],
    resultUpheld: [objection, trainingClass.name, '张三', false],
    upheldReason: [objection],
    list: [trainingClass, [objection], () => '张三'],
    sheet: [
      trainingClass,
      [objection],
      { nameOf: () => '张三', wordsOf: ({ words }) => words, deciderOf: () => '陈考评' },
    ],
  }),
  section('src/training/scoring/words.ts', scoringWords, {
    preview: [
      trainingClass,
      draft,
      new Map([['c1', '张三']]),
      told,
      [{ event: scoreEvent, note: '已达限额，不再加分' }],
    ],
    draftSheet: [trainingClass, draft, new Map([['c1', '张三']]), told],
    badSheet: [
      [{ row: 5, column: 'D', header: '课堂互动·提问、回答或点评一次', message: '应填次数，最多 20 次', value: '多' }],
    ],
    sheetComing: [trainingClass],
    badLines: [[{ line: 2, sentence: '没有“课堂纪录”这一项。' }]],
    recorded: [12],
    recordedReply: ['张三', scoreEvent, told, '已达限额，不再加分'],
    toTrainee: [trainingClass, [scoreEvent], told, 3],
    bonusToTeam: [trainingClass, '张三', '班长', scoreEvent, '李老师'],
    proposingBonus: ['班长', 300, '担任班长，履职良好'],
    bonusesToTeam: [trainingClass, 'x', ['张三', '李四'], { item: '班长', event: scoreEvent, proposer: '李老师' }],
    bonusProposed: ['张三', '班长'],
    bonusesProposed: ['x', '已提出为张三、李四加分。', attachButton('score:2026-01:x')],
    bonusConfirmed: ['陈考评'],
    bonusRefused: ['陈考评'],
    figures: [trainingClass, [{ score }]],
    tableSheet: [trainingClass, [{ cadreId: 'c1', name: '张三', score }], '2026-03-27'],
    own: [trainingClass, assessment.explanation],
  }),
  section('src/training/scoring/spread-words.ts', spreadWords, {
    card: [trainingClass, [flat]],
    sheet: [trainingClass, [flat], '2026-03-27'],
  }),
  section('src/training/scoring/scheme-words.ts', schemeWords, {
    shown: [{ ...trainingClass, schemes: [version] }, scoring],
    version: [trainingClass],
    badSheet: [[{ row: 3, column: 'D', header: '满分', message: '应填分值，如 15 或 0.5', value: '多' }]],
    faults: [['常规项总分应为100分，现为95分。']],
    touched: [[{ name: '调研与结业成果', entries: 3 }]],
    preview: [trainingClass, schemeProposal, schemeChange],
    asked: [trainingClass],
    toDepartment: [trainingClass, schemeProposal, schemeChange, '王教务'],
    scoresSheet: [trainingClass, schemeChange],
    confirmed: ['孙组织'],
    confirmedReply: [trainingClass, version, 49],
    refused: ['孙组织'],
    withdrawn: ['王教务'],
    toProposer: [trainingClass, '孙组织', '分值差距过大'],
    toTrainee: [trainingClass, version, schemeChange.changes],
  }),
  section('src/training/scoring/picture-words.ts', scorePictureWords, {
    fileName: ['2026-01'],
    classFileName: ['2026-01'],
    own: [score],
    points: [1000, 1500, true],
    middleHalf: [34],
    people: [[score], false],
    count: [12],
    step: [85, 90, 60],
    middle: [{ from: 0.7, middle: 0.8, to: 0.9 }, 3500],
    nobody: [trainingClass.name],
    notDrawn: ['2026-01'],
    ownInWords: [trainingClass.name, score],
  }),
  section('src/training/registers/register-words.ts', registerWords, {
    card: [fullRegister],
    othersCard: [fullRegister],
    figures: [fullRegister],
    fileName: ['张三', '2026-03-27'],
    fileSheetName: ['张三'],
    zipName: ['2026-01', 1, 2],
    zipUnderWay: [trainingClass.name, 38, 19],
    zipComing: [trainingClass.name, 38, ['李四']],
    nobody: [trainingClass.name],
  }),
  section('src/training/registers/register-page-words.ts', registerPageWords, {
    pages: [fullRegister, { number: paper.number, by: '张三', at: now, address }],
    sheet: [fullRegister],
  }),
  section('src/training/registers/certificate-words.ts', certificateWords, {
    completion: [fullRegister.person, registerClass, issued],
    hours: [fullRegister.person, '县财政局', '2026', fullRegister.duties, fullRegister.entries, issued],
    fileName: ['completion', '张三', trainingClass.name],
    noHours: ['2026'],
    voidedBefore: ['姓名有误'],
    confirmed: [paper, `（${trainingClass.name}）`],
    lookedUp: [paper, '张三', `（${trainingClass.name}）`],
    voiding: [paper, '张三'],
    restoring: [paper, '张三'],
    toHolder: [paper, '经核对无误'],
  }),
  section('src/training/scoring/evidence-words.ts', evidenceWords, {
    entryName: [['张三'], [item], [scoreEvent]],
    list: [
      'x',
      '我',
      trainingClass.name,
      [{ event: scoreEvent, item, about: 'score:2026-01:x', proofs: { count: 2, unreadable: 0 } }],
    ],
  }),
  section('src/training/scoring/reverse-words.ts', reverseWords, {
    undone: [3],
    list: [trainingClass, '张三', [entry, { ...entry, number: 2, reversal: { by: '李老师', row: reversal } }]],
    preview: ['d1', trainingClass, '张三', entry, '误记到他人名下'],
    reversed: ['张三'],
    withdrawnBy: ['李老师'],
    toTrainee: [trainingClass, item, scoreEvent, reversal, 3],
    toAuthor: [trainingClass, '张三', item, scoreEvent, reversal, '李老师'],
  }),
  section('src/training/grading/reopen-words.ts', reopenWords, {
    toTeam: [trainingClass, '王组织', '调研报告漏评一处'],
    toTeacher: [trainingClass, '王组织', '调研报告漏评一处'],
    reply: [trainingClass],
    takenBackToTeam: [trainingClass, '王组织'],
    takenBackReply: [trainingClass],
  }),
  section('src/training/grading/send-back-words.ts', sendBackWords, {
    toTeam: [trainingClass, '王组织', '调研报告得分登记有误'],
    toTeacher: [trainingClass, '王组织', '调研报告得分登记有误'],
    reply: [trainingClass],
  }),
  section('src/training/feedback/posting-words.ts', postingWords, {
    card: [trainingClass, posted, '2026-04-02', 'posting:u1'],
    note: ['张三', trainingClass.name],
    withdrawn: [trainingClass.name],
    upheld: [trainingClass, 'S2026-1'],
    none: [trainingClass],
    notReleased: [trainingClass],
    standing: [trainingClass, posted, 'posting', '2026-04-02', { all: 1, open: 1 }],
  }),
  section('src/training/grading/offer-words.ts', offerWords, {
    card: [trainingClass, 38],
    begun: ['陈考评'],
  }),
  section('src/training/sharing/words.ts', sharingWords, {
    asking: ['2026-04-10'],
    chosen: ['张三', '2026-04-10'],
    card: [sharing],
    reminder: [sharing],
    note: [trainingClass.name, '张三'],
    given: [sharing],
    takenBackReply: [sharing],
    cancelled: ['张三'],
    cancelledToSpeaker: [trainingClass.name],
    standing: [trainingClass, [sharing]],
    nothingFound: ['基层治理'],
    found: ['基层治理', [sharing]],
    whole: [sharing, '县财政局'],
  }),
  section('src/training/grading/grade-sheet-words.ts', gradeSheetWords, {
    coming: [trainingClass, 2],
    notTied: ['张三', '李四、王五'],
    placeMissing: ['李四、王五'],
    bad: [[{ row: 3, column: 'I', header: '调整理由', message: '调整为良好，请写明理由。', value: '' }]],
  }),
  section('src/training/grading/words.ts', gradingWords, {
    withdrawn: ['请假超过总学时的1/7'],
    undecided: [trainingClass, [{ name: '张三', reason: '累计请假12小时，超过总学时1/7' }]],
    leaveExceeded: [{ ...standing, leaveMinutes: 720 }, attendance.leaveLimit],
    unrated: [trainingClass, [{ name: '张三', parts: ['成果评阅'] }]],
    preview: [trainingClass, 'p1', facts, []],
    submitted: [['陈考评']],
    toConfirm: [trainingClass, { proposal: 'p1', ...decisions }, facts, '刘考评'],
    confirmedBy: ['陈考评'],
    confirmedReply: [trainingClass],
    confirmedToProposer: [trainingClass, '陈考评'],
    returnedBy: ['陈考评'],
    returnedToProposer: [trainingClass, '陈考评', '请核对出勤'],
    staleToProposer: [trainingClass],
    toPublish: [trainingClass, [assessment], decisions],
    releasedBy: ['王组织'],
    releaseTakenBackReply: [trainingClass],
    releasedReply: [trainingClass, [assessment], 3],
    dropped: [['张三']],
    changed: ['张三', 'pass', { to: 'good', reason: '牵头完成小组调研', decidedBy: 'team1' }],
    unchanged: ['张三', 'good'],
    tieDecided: [['张三', '李四'], '结业答辩张三在前'],
    tieOver: [['张三', '李四', '王五']],
  }),
  section('src/training/grading/ranking-words.ts', rankingWords, {
    figures: [trainingClass, 'confirmed', [assessment], [classCorrection]],
    sheet: [trainingClass, 'confirmed', [assessment], '2026-03-27', [classCorrection]],
  }),
  section('src/training/closing/words.ts', closingWords, {
    standing: [
      trainingClass,
      closingSteps(closingFacts),
      'proposed',
      (command, label) => ({ label, press: startCommand.with({ name: command }) }),
    ],
  }),
  section('src/training/reserve-pool/words.ts', reservePoolWords, {
    figures: ['', [poolLine]],
    sheet: [[poolLine], '2026-04-03'],
    upheldSheet: [reservePoolWords.sheet([poolLine], '2026-04-03'), 'S2026-1', '调研报告得分登记有误'],
    decided: [poolLine, 'keep'],
    due: [1, 1],
    dueNote: [1],
    upheld: [poolLine.row.cadreId, 'S2026-1'],
    upheldReason: ['S2026-1', '调研报告得分登记有误'],
    upheldSettled: ['钱部长', 'remove'],
  }),
  section('src/training/feedback/told-words.ts', toldWords, {
    card: [
      trainingClass,
      [
        { cadreId: 'c1', name: '张三', unitName: '县财政局', why: 'isHead' },
        { cadreId: 'c2', name: '李四', unitName: '青山镇', why: 'noHead' },
      ],
    ],
    note: [trainingClass],
    how: ['2026-01', '张三'],
    ask: ['张三'],
    noted: ['2026-01', '张三', '4月8日由部务会成员当面告知其分管领导'],
    takenBack: ['张三'],
  }),
  section('src/training/feedback/correction-words.ts', correctionWords, {
    card: [resultWords.card(trainingClass, assessment, '2026-04-08'), assessment, correction],
    feedback: [trainingClass, 'u1', [assessment], correction],
    count: [trainingClass, 2],
    titleLost: [trainingClass],
    note: [trainingClass],
  }),
  section('src/training/feedback/words.ts', resultWords, {
    notYours: ['2026-01'],
    notGradedYet: [3],
    others: [[{ trainingClass, result: '良好' }]],
    outcome: [assessment],
    card: [
      trainingClass,
      assessment,
      '2026-04-01',
      { lines: ['“结业测试”：88分（满分100分），答对 22/25 题。'], buttons: [] },
    ],
    explanation: [trainingClass, assessment],
    feedback: [trainingClass, 'u-fin', [assessment, { ...assessment, name: '李四' }]],
    feedbackReminder: [trainingClass, 'u-fin', [assessment]],
    acknowledged: [now, 2],
    wordsOf: [trainingClass, '县财政局', '沈局长', '拟安排其承担重点任务'],
    escalated: [trainingClass, 10, ['县财政局 沈局长 6100']],
    escalatedNote: [trainingClass],
    handedOverNote: [['张三', '李四']],
    notPublished: [trainingClass],
    notSentYet: [trainingClass],
    progress: [
      trainingClass,
      [{ feedback, unitName: '县财政局', headName: '沈局长', delivery: 'waiting' }],
      [assessment],
    ],
  }),
];
