import { classGroupWords } from '../training/class-messages/class-group-words.ts';
import { joiningWords } from '../training/class-messages/joining-words.ts';
import { materialWords } from '../training/class-messages/material-words.ts';
import { aboutOf } from '../training/class-messages/notice-about.ts';
import { noticeCorrectionWords } from '../training/class-messages/notice-correction-words.ts';
import { noticeListWords } from '../training/class-messages/notice-list-words.ts';
import { noticePreviewWords } from '../training/class-messages/notice-preview-words.ts';
import { noticeProgressWords } from '../training/class-messages/notice-progress-words.ts';
import { noticeWords } from '../training/class-messages/notice-words.ts';
import { recallWords } from '../training/class-messages/recall-words.ts';
import { surveyFormWords } from '../training/needs-survey/form-words.ts';
import { resultPictureWords } from '../training/needs-survey/picture-words.ts';
import { leaveSurveyClosed, reopenSurvey } from '../training/needs-survey/presses.ts';
import { surveyQuestionWords } from '../training/needs-survey/question-words.ts';
import { surveyResultWords } from '../training/needs-survey/results-words.ts';
import { runningSurveyWords } from '../training/needs-survey/running-words.ts';
import { surveyWords } from '../training/needs-survey/words.ts';
import { defaultRulePack } from '../training/rule-pack.ts';
import { suggestionWords } from '../training/suggestions/words.ts';
import { now, session, trainingClass, unitNames } from './facts.ts';
import { type Section, section } from './section.ts';

const numbered = { classId: '2026-01', number: 1, state: 'sent' as const, createdBy: 'teacher', byUpdate: 'u4' };
const notice = { _id: '2026-01-T1', ...numbered, words: '明天上午的课改在第二教室。' };
const material = {
  _id: '2026-01-Z1',
  ...numbered,
  title: '乡村振兴案例',
  url: 'https://www.example.cn/anli.html',
  words: '课前请阅读。',
};
const listedNotice = { notice, to: '县财政局', sender: '王组织', people: 38, read: 20, answered: 12 };
const contacts = { unitNames, phones: new Map([['c1', '0000-1234567']]) };
const about = aboutOf({}, trainingClass);
const receivers = {
  all: 40,
  byUnit: [
    { unit: '县财政局', people: 30 },
    { unit: '县农业农村局', people: 10 },
  ],
  names: [],
  gone: ['赵六'],
  hadEnough: ['张三', '李四', '王五'],
  notYetIn: [{ why: '已发通知，待答复', names: ['张三', '李四'] }],
  unreached: ['王五'],
};
const mark = { _id: 'm1', noticeId: notice._id, cadreId: 'c1', unitId: 'u-fin', name: '张三', readAt: now };
const reopening = { closesOn: '2026-03-25', reason: '应填人数不足' };
const reopenFacts = { survey: 'D2026-1', ...reopening };
const reopenButtons = { confirm: reopenSurvey.with(reopenFacts), drop: leaveSurveyClosed.with(reopenFacts) };
const survey = {
  _id: 'D2026-1',
  year: '2026',
  number: 1,
  name: '2026年培训需求',
  scope: '全县',
  closesOn: '2026-03-23',
  closesAt: now,
  questions: defaultRulePack().survey.questions,
  smallestGroup: 5,
  state: 'open' as const,
  createdBy: 'org',
  byUpdate: 'u5',
};
const count = { done: 9, all: 431 };
const question = survey.questions.find(({ kind }) => kind !== 'text') ?? survey.questions[0];
if (question === undefined) throw new Error('no question in the rule pack');
const tally = {
  questionId: question.id,
  title: question.title,
  answered: 9,
  options: question.options.map((one) => ({ ...one, people: 3 })),
};
const suggestion = {
  _id: 'Y2026-1',
  year: '2026',
  number: 1,
  cadreId: 'c1',
  words: '建议增加现场教学。',
  madeAt: now,
  byUpdate: 'u6',
  answer: '已转县委党校研究。',
};

/** What goes to a whole class or the whole county, and what comes back. */
export const messageSections: readonly Section[] = [
  section('src/training/class-messages/notice-words.ts', noticeWords, {
    sentReply: [notice, 38, true],
    card: [about, notice],
    reminder: [about, notice],
    later: [about, notice],
    asRead: [noticeWords.card(about, notice)],
    askDifficulty: [about],
    thanks: [about],
    toSender: ['张三', '县财政局', notice, '下午有会，请假半天'],
  }),
  section('src/training/class-messages/notice-preview-words.ts', noticePreviewWords, {
    preview: [about, notice, receivers, 1, { byUpdate: 'u5', kind: 'file', name: '报送要求.pdf' }],
    awaitsNames: [about, notice, 10],
    fileOffer: [10],
    fileKept: [{ kind: 'file' }],
  }),
  section('src/training/class-messages/notice-correction-words.ts', noticeCorrectionWords, {
    preview: [about, notice, '明天上午的课改在第三教室。', 'u8', 38, 12],
    reply: [notice, 26, 12],
    card: [about, notice, '明天上午的课改在第三教室。', noticeWords.card(about, notice)],
    told: [about, notice, '明天上午的课改在第三教室。'],
  }),
  section('src/training/class-messages/notice-list-words.ts', noticeListWords, {
    list: ['x', 12, 1, [listedNotice]],
    sheet: [[listedNotice], '2026-03-27'],
  }),
  section('src/training/class-messages/notice-progress-words.ts', noticeProgressWords, {
    progress: ['x', notice, [mark], contacts],
    reminded: [3],
    remindedReply: [3, 1],
    due: ['x', notice, [mark], contacts],
    escalated: [notice, '县委组织部', [mark], contacts],
    progressSheet: [notice, [mark], contacts, '2026-03-27'],
  }),
  section('src/training/class-messages/material-words.ts', materialWords, {
    preview: [trainingClass, material, receivers, 1],
    card: [trainingClass.name, material],
    sentReply: [material, 38, false],
  }),
  section('src/training/class-messages/joining-words.ts', joiningWords, {
    toTrainee: [trainingClass, [session], true],
    toTeacher: [trainingClass, '张三', '县财政局', true],
  }),
  section('src/training/class-messages/recall-words.ts', recallWords, {
    called: [notice],
    instead: [notice._id],
    preview: ['x', '“中青年干部培训班”全体学员', notice, 30, 8],
    dropped: [notice],
    void: [notice],
    confirmed: [notice, 30, 8],
    result: [notice, { done: 20, changed: 5, unknown: 2, kept: 3 }, 8],
    note: [notice],
  }),
  section('src/training/class-messages/class-group-words.ts', classGroupWords, {
    preview: ['x', trainingClass, 30, 8, true],
    coming: [30],
    bound: [trainingClass],
    robotBound: [trainingClass, false],
    robotGreeting: [trainingClass],
    endsSoon: [trainingClass, trainingClass.closesOn],
    ended: [trainingClass],
    endedToTeacher: [trainingClass],
    notice: [trainingClass, notice._id, notice.words],
    recalled: ['通知（2026-01-T1）'],
  }),
  section('src/training/needs-survey/words.ts', surveyWords, {
    preview: [
      survey,
      { people: 431, platforms: [{ platform: 'wecom', people: 400 }], nowhere: 3, hadEnough: ['张三'] },
      10,
    ],
    takenBack: [survey],
    takenBackReply: [survey],
    issuedReply: [survey, 431, false],
    invitation: [survey],
    reminder: [survey],
    thanks: [survey, 10],
    doneBefore: [survey],
    closedReply: [survey],
    closePreview: [survey, count],
    endedReply: [survey, count],
    reopenPreview: ['x', survey, reopening, { waiting: 31, hadEnough: ['张三'] }, reopenButtons],
    reopenedReply: [survey, 31],
    reopenedToMaker: [survey, '王组织', reopening.reason, '发起'],
    reopenedInvitation: [survey],
  }),
  section('src/training/needs-survey/form-words.ts', surveyFormWords, {
    usualName: ['2026'],
    sheetComing: ['D2026-1'],
    bad: [[{ row: 9, column: 'D', header: '选项', value: '赞成', message: '应填两个以上选项' }]],
    problems: [[{ row: 9, column: 'D', header: '选项', value: '赞成', message: '应填两个以上选项' }]],
  }),
  section('src/training/needs-survey/question-words.ts', surveyQuestionWords, {
    list: [survey],
    question: [survey, question, { number: 2, of: 10 }],
    writeNow: [question],
    fileTaken: [question, '图片'],
    noted: [['基层治理', '现场教学、案例教学']],
    page: [[question], { number: 2, of: 10 }, undefined],
    write: [question, { number: 9, of: 10 }, undefined],
  }),
  section('src/training/needs-survey/running-words.ts', runningSurveyWords, {
    whoTries: [survey, 3],
    tryInvitation: [{ ...survey, triesOut: 'D2026-1' }],
    trying: [survey, ['张三', '李四']],
    tried: [survey, 'D2026-1', 3],
    sharedTo: [survey, '王组织', true],
    shared: [survey, '李老师', true],
    sharers: [survey, [{ name: '李老师', by: '王组织', at: now }]],
    postponed: [survey, '2026-03-20'],
    chase: [survey, 31],
    chasedReply: [survey, 31, false],
    nobodyToChase: [survey],
  }),
  section('src/training/needs-survey/picture-words.ts', resultPictureWords, {
    fileName: [survey],
    answered: [count],
    question: [tally],
    option: [12, 48],
    left: [['您希望的培训方式']],
    nothing: [survey],
    notDrawn: [survey],
  }),
  section('src/training/needs-survey/results-words.ts', surveyResultWords, {
    notYet: [survey, count],
    tooFew: [survey, { done: 3, all: 431 }],
    byTopic: [survey, count, [tally]],
    more: [survey, true],
    files: [survey, 23, 9, 18, 1],
    noFiles: [survey],
    fileName: [survey, 3],
    byUnit: [survey, ['县财政局（9 人）：基层治理 3 人'], 1, 2],
    unitLine: [{ units: 1, people: 9, questions: [tally] }, '县财政局'],
    byLevel: [survey, [[{ ...tally, levels: ['townshipDeputy'] }]]],
    noLevels: [survey],
    written: [survey, [{ question, texts: ['希望多安排现场教学'], themes: [{ name: '基层治理', people: 3 }] }]],
    onlyTried: [survey],
    progress: [survey, [{ name: '县财政局', done: 9, all: 12, waitingNames: ['张三'] }], true],
    progressSheet: [survey, [{ name: '县财政局', done: 9, all: 12, waitingNames: ['张三'] }], '2026-03-27'],
    unitProgress: [survey, { name: '县财政局', done: 9, all: 12, waitingNames: ['张三'] }],
    notInScope: [survey, '县财政局'],
    recent: [[survey]],
  }),
  section('src/training/suggestions/words.ts', suggestionWords, {
    taken: [suggestion, 5],
    overdue: [[suggestion]],
    overdueNote: [1],
    card: [suggestion, '张三（县财政局）'],
    askAnswer: [suggestion],
    answered: ['王组织'],
    answeredReply: [suggestion],
    answeredAlready: [suggestion],
    toAuthor: [suggestion],
    list: ['2026', [suggestion], () => '张三'],
  }),
];
