import { fileWords } from '../bot/file-words.ts';
import { helpWords } from '../bot/help-words.ts';
import { showWaiting, startCommand } from '../bot/presses.ts';
import { putOffWords } from '../bot/put-off-words.ts';
import { severalWords } from '../bot/several-words.ts';
import { todoWords } from '../bot/todo-words.ts';
import { undoWords } from '../bot/undo-words.ts';
import { chatWords } from '../bot/words.ts';
import { beijingTime } from '../calendar/beijing-time.ts';
import { text } from '../chat/message.ts';
import type { ContactReport } from '../county/contact-news.ts';
import { contactNewsWords } from '../county/contact-news-words.ts';
import { contactWords } from '../county/contacts-words.ts';
import { pageWords } from '../county/page-words.ts';
import { changeCadre } from '../county/presses.ts';
import { recordWords } from '../county/record-words.ts';
import { roleWords } from '../county/roles-words.ts';
import { rosterFileWords } from '../county/roster/roster-file-words.ts';
import type { RosterPlan } from '../county/roster/roster-plan.ts';
import { standInWords } from '../county/stand-in-words.ts';
import { reportOf } from '../outbox/burden.ts';
import { burdenWords } from '../outbox/burden-words.ts';
import { quotaWords } from '../outbox/quota-words.ts';
import { undeliveredWords } from '../outbox/undelivered-words.ts';
import { outboxWords } from '../outbox/words.ts';
import { staffPageWords } from '../pages/words.ts';
import { undoSending } from '../training/class-messages/presses.ts';
import { cadre, now } from './facts.ts';
import { type Section, section } from './section.ts';

const fieldChange = {
  ...{ record: 'cadre' as const, id: 'c1', field: 'post', from: '副局长', to: '局长' },
  ...{ who: '张三（县财政局）', label: '职务', fromText: '副局长', toText: '局长' },
};
const standIn = {
  ...{ _id: 's1', principalId: 'c1', standInId: 'c2', fromOn: '2026-03-16', untilOn: '2026-03-20', madeAt: now },
};
const account = { name: '张三', unit: '县财政局', userId: 'zhangsan' };
const contact = {
  ...{ _id: 'wecom:zhangsan', platform: 'wecom' as const, userId: 'zhangsan', name: '张三' },
  ...{ departments: ['县财政局'], title: '局长', before: '县审计局 副局长', newsOn: '2026-03-16' },
};
const { _id: recordId, ...fields } = cadre;
const record = { id: recordId, ...fields };
const contactReport: ContactReport = {
  ...{ fromOn: '2026-03-16', untilOn: '2026-03-16', suspended: [record], resumable: [record] },
  found: [
    { row: contact, news: 'joined' },
    ...(['moved', 'left', 'back', 'unseen'] as const).map((news) => ({ row: contact, news, cadre: record })),
  ],
};
const personBurden = {
  ...{ messages: 7, asking: 6, answered: 5, onBusiestDay: 2 },
  byCause: new Map([
    ['signIn' as const, 5],
    ['notice' as const, 2],
  ]),
};
const burdenReport = reportOf([personBurden], [{ taps: 12, forms: 2 }], 6);
const undelivered = {
  mark: 'x',
  at: now,
  person: { name: '张三', unit: '县财政局' },
  message: text('【开班提醒】请按时报到。'),
  code: '81013',
};
const usage = { _id: 'dingtalk:2026-03', call: 3600, push: 1200, callsAllowed: 10_000, pushesAllowed: 5000 };

const classes: { names: readonly [string]; usage: string; about: string } = {
  names: ['班级'],
  usage: '/班级',
  about: '查看班次和编号',
};

const rosterProblem = { row: 7, column: 'F', header: '出生年月', message: '没有13月', value: '1975.13' };
const rosterPlan: RosterPlan = {
  ...{
    kind: 'people',
    sheetName: '名册',
    rowsRead: 40,
    rowsOk: 40,
    same: 38,
    problems: [],
    unused: ['备注'],
    notes: [],
  },
  changes: {
    ...{ importId: 'x', addUnits: [], addCadres: [] },
    change: [
      {
        ...{ record: 'cadre', id: 'c1', field: 'post', from: '科员', to: '副股长' },
        ...{ who: '张三（县财政局）', label: '职务', fromText: '科员', toText: '副股长' },
      },
    ],
  },
  leftOut: [{ row: 9, who: '李四', why: '信息库中没有这个人' }],
};

/** What the conversation itself says, and what is said of people and of sending. */
export const houseSections: readonly Section[] = [
  section('src/bot/words.ts', chatWords, {
    welcome: ['张三'],
    cardSettled: ['已确认参加'],
    badNumber: [3],
    unknownCommand: ['x', '调训进展', [{ label: '调训进度', press: startCommand.with({ name: '调训进度' }) }]],
    unknownWord: ['2026一班'],
    unknownTask: ['推优'],
    likely: [
      'x',
      '您好，未能识别您的回复。',
      ['请假审批：张三（12月15日 周二 17:00前）'],
      1,
      [{ label: '调训通知', press: showWaiting.with({ key: 'k' }) }],
    ],
    heard: ['x', '我想请假'],
    chosen: ['2026-01'],
    offer: [
      'x',
      '请选择班次：',
      ['2026-01　2026年中青年干部培训班'],
      [{ label: '2026-01', press: startCommand.with({ name: '名次' }) }],
      1,
    ],
    stillAsked: ['未能识别，未作登记。'],
    commandOrAnswer: ['记分'],
    answerInWords: [['确认发出', '查看名单', '取消'], true],
    tooLong: ['理由', 50],
    usage: [{ usage: '/点名 <班号> <名额> [条件…]', example: '/点名 2026-01 40 科级副职' }, '请写明名额。'],
    failed: ['E-7K2Q'],
  }),
  section('src/bot/help-words.ts', helpWords, {
    card: [
      'x',
      ['今天“中青年干部培训班”：08:30 党章党规党纪专题'],
      ['todo', 'signIn', 'leave', 'ownScore', 'more'],
      [],
    ],
    more: ['x', ['ownTimetable', 'suggestion'], 5],
    words: ['x', { label: '作业和测试', about: '提交作业，参加测试，评价课程' }, ['我的作业', '我的测试', '评课']],
    found: ['x', '班级', ['班级通讯录'], [classes]],
    task: ['x', 'class', [classes]],
    meant: ['x', '您好，未能识别您的回复。', [classes]],
    command: [{ ...classes, next: '列出班号、起止日期和进展。' }, '/班级'],
    foot: [{ recordNumber: '备2026001', responsibleUnit: '中共临水县委组织部' }],
    today: ['中青年干部培训班', ['08:30 党章党规党纪专题', '14:30 专题研讨']],
    plain: ['签到'],
    list: [[classes]],
  }),
  section('src/bot/several-words.ts', severalWords, {
    preview: [
      'x',
      '2026-01',
      '3月16日 周一 上午签到更正为按时出勤。说明：停电。',
      ['张三', '李四'],
      [{ name: '王五', sentence: '本班没有这名学员。' }],
      3,
    ],
    none: ['自3月16日 周一 10:00起销假返课。', [{ name: '王五', sentence: '没有请假。' }]],
    done: [2],
    doneReply: ['3月16日 周一 上午签到更正为按时出勤。', ['张三', '李四'], [{ name: '王五', sentence: '没有请假。' }]],
  }),
  section('src/bot/file-words.ts', fileWords, {
    comes: [100_000, 10],
    notTaken: ['file', '姓名、单位', ['30分钟内发“/通知”，可随通知发出。'], ['记分表（.xlsx）：回复“/记分表”领取']],
  }),
  section('src/bot/undo-words.ts', undoWords, {
    answer: [
      'x',
      '通知已发给 40 名学员。',
      undoSending.with({ number: '2026-01-T1', at: '' }),
      '“/撤回 2026-01-T1”',
      [],
    ],
    late: ['“/撤回 2026-01-T1”'],
  }),
  section('src/bot/todo-words.ts', todoWords, {
    item: [{ key: 'k', name: '答复“2026年中青年干部培训班”调训通知', by: now }, 0, now],
    button: [0],
    card: ['x', [{ key: 'k', name: '答复“2026年中青年干部培训班”调训通知', by: now }], { all: 7, dueToday: 1 }, now],
  }),
  section('src/bot/put-off-words.ts', putOffWords, {
    card: ['x', 'k', { name: '答复“2026年中青年干部培训班”调训通知', by: now }, [{ label: '今晚20:00', at: now }]],
    until: [now],
    noTimeLeft: [now],
  }),
  section('src/county/record-words.ts', recordWords, {
    preview: ['u1', '张三', [fieldChange], [], changeCadre.with({ cadreId: 'c1', item: '职务', value: '局长' })],
    stillHolds: ['县财政局', '联络员'],
    made: ['张三', '职务'],
    history: [[{ _id: 'h1', recordId: 'c1', change: fieldChange, importId: 'i1', by: 'org', at: now }], () => '周组织'],
    stands: [fieldChange],
  }),
  section('src/county/stand-in-words.ts', standInWords, {
    preview: ['u1', '李四', '副局长', { cadreId: 'c2', fromOn: '2026-03-16', untilOn: '2026-03-20', reason: '出差' }],
    named: ['李四'],
    namedReply: [standIn, '李四'],
    toStandIn: [standIn, '张三', '单位主要负责人'],
    movedNote: ['3月9日 周一'],
    endedTo: ['张三', '李四'],
    list: [
      [standIn],
      [{ ...standIn, end: { by: 'c1', byUpdate: 'x', at: now } }],
      (id) => (id === 'c1' ? '张三' : '李四'),
    ],
  }),
  section('src/county/page-words.ts', pageWords, {
    code: ['https://xuece.example.gov.cn/staff/sign-in', 'ABCD-EFGH-JKMN'],
    list: ['https://xuece.example.gov.cn/staff/file/abc'],
    file: ['储备库2026-03-16.xlsx', 'https://xuece.example.gov.cn/staff/file/abc'],
  }),

  section('src/pages/words.ts', staffPageWords, {
    byVendor: ['wecom'],
    due: [beijingTime('2026-03-16', '18:00')],
    total: [38],
    found: [5, 38],
    pageOf: [2, 3],
    backTo: ['学时'],
    year: ['2026'],
    fileSent: ['课程表.xlsx'],
    breakTieHint: [['张三', '李四']],
    tiePlace: [1],
    settled: ['已确认参加'],
  }),
  section('src/county/roles-words.ts', roleWords, {
    list: [
      [{ role: 'orgDept', people: ['王组织'] }],
      ['赵管理'],
      [{ _id: 'u7', cadreId: 'c1', role: 'orgDept', change: 'granted', by: 'admin', at: now }],
      () => '张三',
    ],
    preview: ['x', cadre, '县财政局', 'evaluationTeam', 'granted'],
    made: ['张三', 'evaluationTeam', 'granted'],
    toPerson: ['赵管理', 'evaluationTeam', 'granted'],
    toAdmins: ['赵管理', '张三', 'evaluationTeam', 'taken'],
  }),
  section('src/county/roster/roster-file-words.ts', rosterFileWords, {
    blanks: ['u1'],
    preview: [rosterPlan, { file: 'f', name: '名册.xlsx', importId: 'x' }],
    nothing: [rosterPlan],
    bad: [{ ...rosterPlan, problems: [rosterProblem] }],
    problems: [{ ...rosterPlan, problems: [rosterProblem] }],
    plan: [rosterPlan],
  }),
  section('src/county/contacts-words.ts', contactWords, {
    about: ['wecom'],
    doubtful: ['wecom', [account]],
    failed: ['dingtalk'],
    failedNote: ['dingtalk'],
    renameConflict: ['wecom', '张三', 'zhangsan', '李四'],
    note: ['wecom', 2, 1],
  }),
  section('src/county/contact-news-words.ts', contactNewsWords, {
    card: ['x', contactReport],
    note: [contactReport],
    suspends: [2],
    resumed: [['张三（县财政局）']],
    sheet: [contactReport],
    missing: [contactReport],
  }),
  section('src/outbox/words.ts', outboxWords, {
    fileLost: ['2026-01班登记册.xlsx'],
    fileUnsure: ['2026-01班登记册.xlsx'],
    groupWelcome: ['2026年中青年干部培训班'],
    digest: [['【记分告知】……', '【销假告知】……']],
    digestCard: [['【记分告知】……', '【销假告知】……']],
  }),
  section('src/outbox/undelivered-words.ts', undeliveredWords, {
    retried: [3],
    retriedReply: [3, 1],
    figures: ['x', [undelivered], 12],
    sheet: [[undelivered], '2026-03-16'],
    card: ['x', [undelivered], 1],
  }),
  section('src/outbox/burden-words.ts', burdenWords, {
    report: ['2026-03-16', '2026-03-22', burdenReport, 6],
    own: ['2026-03-16', '2026-03-22', personBurden, { taps: 12, forms: 2 }],
  }),
  section('src/outbox/quota-words.ts', quotaWords, {
    reached: [{ platform: 'dingtalk', month: '2026-03', what: 'call', percent: 70, used: 7000, allowed: 10_000 }],
    usage: ['2026-03', usage, 16, 31],
  }),
];
