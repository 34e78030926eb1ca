import { startCommand } from '../bot/presses.ts';
import { beijingTime } from '../calendar/beijing-time.ts';
import { dayHalves } from '../training/attendance/class-day.ts';
import { dayWords } from '../training/attendance/day-words.ts';
import type { HalfDayRoll } from '../training/attendance/half-day-roll.ts';
import { joinListWords } from '../training/attendance/join-list-words.ts';
import { presenceWords } from '../training/attendance/presence-words.ts';
import { rollWords } from '../training/attendance/roll-words.ts';
import type { RollRow } from '../training/attendance/rolls.ts';
import { attendanceSheetWords } from '../training/attendance/sheet-words.ts';
import { takeOutWords } from '../training/attendance/take-out-words.ts';
import { attendanceWords } from '../training/attendance/words.ts';
import { consultationWords } from '../training/call-up/consultation-words.ts';
import { deferralWords } from '../training/call-up/deferral-words.ts';
import { ownCallUpWords } from '../training/call-up/own-words.ts';
import { callUpPreviewWords } from '../training/call-up/preview-words.ts';
import { callUpWhyWords } from '../training/call-up/why-words.ts';
import { callUpWords } from '../training/call-up/words.ts';
import { classChangeWords } from '../training/class/change-words.ts';
import { contactsWords } from '../training/class/contacts-words.ts';
import { checkCurriculum } from '../training/class/curriculum.ts';
import { classDaysWords } from '../training/class/days-words.ts';
import { lessonWords } from '../training/class/lesson-words.ts';
import { newClassWords } from '../training/class/new-class-words.ts';
import { ownTimetableWords } from '../training/class/own-timetable-words.ts';
import { createClass, dropNewClass } from '../training/class/presses.ts';
import { reportingOf, reportingWords } from '../training/class/reporting.ts';
import { asSession } from '../training/class/sessions.ts';
import { teacherWords } from '../training/class/teacher-words.ts';
import { timetableChangeWords } from '../training/class/timetable-change-words.ts';
import { timetableReadingWords } from '../training/class/timetable-reading-words.ts';
import { withdrawalWords } from '../training/class/withdrawal-words.ts';
import { classWords } from '../training/class/words.ts';
import { dropNotice, sendNotice } from '../training/class-messages/presses.ts';
import { leaveWords } from '../training/leave/words.ts';
import type { ProofMatter } from '../training/proofs/matter.ts';
import { proofWords } from '../training/proofs/words.ts';
import { exportWords } from '../training/registers/words.ts';
import { defaultRulePack } from '../training/rule-pack.ts';
import { callUp, callUpList, enrollment, leave, now, session, standing, trainingClass, unitNames } from './facts.ts';
import { type Section, section } from './section.ts';

const rules = defaultRulePack();
const buttons = { confirm: sendNotice.with({ noticeId: 'x' }), drop: dropNotice.with({ noticeId: 'x' }) };
const verdict = checkCurriculum(
  { classKind: 'youngMidClass', opensOn: '2026-03-16', closesOn: '2026-03-27', sessions: [asSession(session)] },
  rules.curriculum,
);
const refused = checkCurriculum(
  {
    classKind: 'youngMidClass',
    opensOn: '2026-03-16',
    closesOn: '2026-03-27',
    sessions: [
      asSession(session),
      {
        ...asSession(session),
        sessionId: 's2',
        dateOn: '2026-03-17',
        title: '招商引资实务',
        startsAt: beijingTime('2026-03-17', '08:30'),
        endsAt: beijingTime('2026-03-17', '11:30'),
        parts: [{ type: 'dutyCapability', minutes: 180 }],
      },
    ],
  },
  rules.curriculum,
);
const schoolSheet = {
  ...{ sessions: [asSession(session)], problems: [], unknown: [], missing: [] },
  reading: ['各列读作：时间→日期和时间，课程内容→课程，主讲人→授课人。', '未导入的列：备注。'],
  proposedTypes: new Set([session._id]),
  proposedMethods: new Set([session._id]),
};
const consultation = {
  ...{ asked: [{ unitId: 'u-fin', cadreId: 'c8' }], views: [], openUnitIds: [] },
  objected: [{ cadreId: 'c1', unitId: 'u-fin', reason: '借调外出' }],
};
const shownList = {
  ...{ list: callUpList, rows: [callUp], consultation, unitNames, mayConsult: true },
  ...{ approvers: ['c7'], staffNames: new Map([['c7', '李组织']]), mayApproveOwn: false },
};
const attendance = {
  trainee: enrollment,
  leaves: [],
  attendance: { sessionId: session._id, presence: ['absent' as const], reason: '' },
};
const reporting = reportingOf({ ...trainingClass, contactPhone: '0000-1234567' }, rules.callUp.reporting, '李老师');
const halves = dayHalves([session], { signIns: [], leaves: [] }, rules.attendance, now);
const onRoll = { cadreId: 'c1', name: '张三', presence: ['unseen' as const] };
const roll: HalfDayRoll = {
  ...{ dateOn: '2026-03-16', half: 'morning', sessions: [session], isClosed: true },
  ...{ signed: [], onLeave: [], unseen: [onRoll], rolled: [] },
};
const claim = { _id: 'x', name: '张三', dateOn: '2026-03-16', half: 'morning' } as const;
const rollRow: RollRow = {
  ...{ _id: 'x', classId: trainingClass._id, dateOn: '2026-03-16', half: 'morning', state: 'shown', shownAt: now },
  ...{ cadreIds: ['c1'], late: ['c1'], absent: [] },
};
const otherDays = {
  from: { opensOn: trainingClass.opensOn, closesOn: trainingClass.closesOn },
  to: { opensOn: '2026-04-06', closesOn: '2026-04-17' },
  reason: '与全县重点工作冲突',
};
const teacherChange = { field: 'teacherId', from: '李老师', to: '郑老师', reason: '原班主任外出挂职' } as const;
const at = beijingTime('2026-03-16', '16:20');

const proofMatter: ProofMatter = {
  ...{ about: 'leave:l1', name: '3月17日 周二 上午病假', cadreId: 'c1' },
  ...{ classId: trainingClass._id, closesOn: trainingClass.closesOn, isOpen: true },
};

const newClass = { name: '中青年干部培训班', opensOn: '2026-09-21', closesOn: '2026-10-09', teacherId: 'li' };
const newClassButtons = { confirm: createClass.with(newClass), drop: dropNewClass.with(newClass) };

/** What the capabilities up to attendance and leave say. */
export const classSections: readonly Section[] = [
  section('src/training/class/teacher-words.ts', teacherWords, {
    named: [{ ...trainingClass, state: 'draft' }, startCommand.with({ name: '课程', classId: '2026-01' })],
  }),
  section('src/training/class/reporting.ts', reportingWords, {
    fields: [reporting],
    line: [reporting],
    inNotice: [reporting, false],
    report: ['2026-03-16', reporting],
  }),
  section('src/training/class/own-timetable-words.ts', ownTimetableWords, {
    none: [trainingClass],
    whole: [trainingClass, [session], { reporting, hasCalendar: true }],
    day: [trainingClass, [session]],
    calendarForbidden: ['wecom'],
    calendarName: [trainingClass],
    free: [trainingClass, '2026-03-14', session],
  }),
  section('src/training/class/new-class-words.ts', newClassWords, {
    preview: [
      'x',
      {
        ...newClass,
        ...{
          kind: '中青年干部培训班',
          days: 19,
          workingDays: 10,
          teacher: '李老师',
          topic: '理论武装',
          planItem: 'J2026-1',
        },
        reporting: reportingWords.inNotice(reporting, true),
        remarks: [newClassWords.holidays(['国庆节']), newClassWords.teachesToo('李老师', '2026-02', '任职培训班')],
      },
      newClassButtons,
    ],
    kind: [{ name: '业务培训班', ratioApplies: false }],
    noPhone: ['2026-01'],
    made: ['2026-03'],
    undone: ['2026-03'],
    holidays: [['国庆节', '中秋节']],
    dayOff: ['开班', '2026-10-03'],
    teacher: ['李老师', '县委党校'],
    tooSoon: [7, '2026-09-16'],
    teachesToo: ['李老师', '2026-02', '科级干部任职培训班'],
    sameName: ['2026-02'],
  }),
  section('src/training/class/words.ts', classWords, {
    timetableTakenBack: [trainingClass, 18, 38],
    created: [trainingClass, '李老师', true],
    standardTooLong: [trainingClass, '2026-03-30'],
    list: [[trainingClass], new Set(['2026'])],
    problems: [[{ row: 3, column: 'B', header: '开始', message: '不是有效的时间', value: '25:00' }]],
    refused: [
      refused,
      schoolSheet.reading,
      ['可用“红色家风”（张三，县委党校）替换3月17日 周二 08:30“招商引资实务”（3小时）。'],
    ],
    accepted: [trainingClass, verdict, 20, 'handedOver', 38],
    callUpDue: [trainingClass, buttons.confirm],
    timetable: [trainingClass, [session]],
    noTimetable: [trainingClass, true],
  }),
  section('src/training/class/timetable-change-words.ts', timetableChangeWords, {
    changed: [trainingClass, ['取消：3月18日 周三 08:30“招商引资实务”']],
    amber: [refused],
    lessonSaved: [trainingClass, 38],
    clash: ['3月18日 周三 08:30“招商引资实务”：张三同一时间要在班次 2026-02“公文写作”授课。'],
    clashes: [['3月18日 周三 08:30“招商引资实务”：张三同一时间要在班次 2026-02“公文写作”授课。']],
    movedBack: [asSession(session)],
    head: [trainingClass, { kept: [], added: [], removed: [asSession(session)] }],
    lessonHead: [trainingClass],
    preview: [
      'x',
      { kept: [], added: [], removed: [asSession(session)] },
      { marks: new Map([[session._id, 12]]), past: [asSession(session)] },
      timetableReadingWords.shown([asSession(session)], schoolSheet),
      [{ label: '取消', press: buttons.drop }],
    ],
  }),
  section('src/training/class/lesson-words.ts', lessonWords, {
    choice: [asSession(session)],
    details: [asSession(session)],
    badField: ['老师'],
    howToChange: [trainingClass],
  }),
  section('src/training/class/timetable-reading-words.ts', timetableReadingWords, {
    column: [
      'x',
      trainingClass,
      { at: 4, header: '分管联系', samples: ['张三', '李四'] },
      ['lecturer', 'method'],
      [{ field: 'lecturer', press: buttons.confirm }],
    ],
    columnIs: ['lecturer'],
    ofWhich: ['x', [{ row: trainingClass, press: buttons.confirm }]],
    isOf: [trainingClass],
    shown: [[asSession(session)], schoolSheet],
    sheet: [trainingClass, [asSession(session)]],
  }),
  section('src/training/class/change-words.ts', classChangeWords, {
    preview: ['x', trainingClass, teacherChange, 38, buttons],
    reply: [trainingClass, teacherChange, 40],
    told: [trainingClass, teacherChange],
  }),
  section('src/training/class/days-words.ts', classDaysWords, {
    preview: [
      'x',
      trainingClass,
      otherDays,
      { people: 38, units: 20, lessons: 20, days: 21 },
      [
        classDaysWords.onDaysOff(['2026-04-11']),
        classDaysWords.elsewhere(['张三正在县信访局挂职或借调，本次暂不调训。']),
      ],
      buttons,
    ],
    days: [otherDays.to],
    onDaysOff: [['2026-04-11']],
    elsewhere: [['张三正在县信访局挂职或借调，本次暂不调训。']],
    reply: [trainingClass, otherDays, 38],
    toCadre: [trainingClass, otherDays, reportingWords.report('2026-04-06', reporting)],
    toUnit: [trainingClass, otherDays, ['张三', '李四']],
    toStaff: [trainingClass, '王组织', otherDays],
  }),
  section('src/training/class/withdrawal-words.ts', withdrawalWords, {
    preview: ['x', trainingClass, '与全县重点工作冲突', { people: 38, units: 20, enrolled: 35 }, buttons],
    asked: [
      withdrawalWords.preview(
        'x',
        trainingClass,
        '与全县重点工作冲突',
        { people: 38, units: 20, enrolled: 35 },
        buttons,
      ),
      trainingClass,
      '郑党校',
    ],
    handedOver: [trainingClass],
    cardId: ['x'],
    keptBy: ['王组织'],
    keptToAsker: [trainingClass, '王组织'],
    reply: [trainingClass, 38],
    toCadre: [trainingClass, '与全县重点工作冲突'],
    toUnit: [trainingClass, ['张三', '李四'], '与全县重点工作冲突'],
    toStaff: [trainingClass, '王组织', '与全县重点工作冲突'],
  }),
  section('src/training/call-up/words.ts', callUpWords, {
    takenBackNotice: [trainingClass],
    takenBackReply: [trainingClass, 38, 2],
    list: [trainingClass, [callUp], unitNames],
    listSheet: [
      trainingClass,
      [callUp],
      unitNames,
      new Map([['c1', { post: '预算股股长', sex: 'female' as const, birthMonth: '1985-05' }]]),
    ],
    listComing: [40],
    issuedReply: [
      trainingClass,
      {
        count: 38,
        answerBy: beijingTime('2026-03-05', '17:30'),
        note: undefined,
        forMorning: false,
        number: '2026-01-M1',
      },
    ],
    notice: [trainingClass, callUp, '1/7', reporting],
    toUnit: [trainingClass, [callUp], reporting],
    why: [trainingClass, callUp.reasons],
    additionPreview: [
      'x',
      trainingClass,
      { person: '张三', unitName: '县财政局', reason: '病已康复', state: '已同意免调', against: [] },
      buttons,
    ],
    added: ['张三'],
    cancellationPreview: [
      'x',
      trainingClass,
      { person: '张三', unitName: '县财政局', reason: '另有重要任务', state: '已确认参加' },
      buttons,
    ],
    cancelledCallUp: ['张三'],
    cancelledReply: [trainingClass, '张三'],
    cancelledToCadre: [trainingClass, '另有重要任务'],
    cancelledToUnit: [trainingClass, '张三'],
    confirmedReply: [trainingClass, reporting],
    askReason: [trainingClass, callUp, rules.callUp.exemptionReasons],
    askWords: ['本人患病或住院', true],
    decide: [trainingClass, callUp, '县财政局', '本人患病或住院'],
    excused: ['李四'],
    excusedToCadre: [trainingClass],
    refusedToCadre: [trainingClass, '工作可由他人代管'],
    handledBy: ['王组织'],
    askRefusal: [callUp],
    refusedReply: [callUp],
    reminder: [trainingClass, callUp, '1/7', reporting],
    openingReminder: [trainingClass, reporting],
    unansweredReport: [trainingClass, [callUp]],
    progress: [trainingClass, [callUp], unitNames],
    progressSheet: [trainingClass, [callUp], unitNames, '2026-03-27'],
  }),
  section('src/training/call-up/preview-words.ts', callUpPreviewWords, {
    trial: [
      trainingClass,
      { rankLevels: ['townshipDeputy'], groups: [] },
      [callUp],
      {
        named: [{ cadreId: 'c1', rank: 1, reasons: callUp.reasons, mainNeed: 'hoursShort', briefly: '缺40学时' }],
        ...{ reserve: [], emptySeats: 1 },
        passedOver: [{ cadreId: 'c2', because: 'noNeed', reasons: ['已完成本年度学时要求。'] }],
      },
    ],
    card: [trainingClass, shownList],
    toApprove: [trainingClass, { ...shownList, list: { ...callUpList, stage: 'submitted' } }, '王组织'],
  }),
  section('src/training/call-up/consultation-words.ts', consultationWords, {
    card: [
      trainingClass,
      {
        ...{ proposal: 'p1', unitId: 'u-fin', unitName: '县财政局', consultBy: now },
        people: [{ cadreId: 'c1', name: '张三', post: '预算股股长', isReserve: false }],
      },
    ],
    choose: [trainingClass, { classId: '2026-01', proposal: 'p1', unitId: 'u-fin' }, [{ cadreId: 'c1', name: '张三' }]],
    asked: [12, now],
    askReason: [['张三']],
    objected: [['张三']],
    objectedReply: [['张三']],
    toProposer: [trainingClass, '县财政局', ['张三'], '借调外出'],
    struck: [1, ['李四']],
  }),
  section('src/training/call-up/deferral-words.ts', deferralWords, {
    choose: [callUp, [trainingClass]],
    settled: [trainingClass],
    reply: [callUp, trainingClass, '李四'],
    toCadre: [trainingClass, trainingClass],
  }),
  section('src/training/call-up/own-words.ts', ownCallUpWords, {
    card: [trainingClass, { ...callUp, state: 'exemptionAsked' }, '本人患病或住院', true],
  }),
  section('src/training/call-up/why-words.ts', callUpWhyWords, {
    listed: [
      { ...callUp, changes: [{ what: 'added', by: 'c9', byUpdate: 'u9', enteredAt: now, reason: '病已康复' }] },
      { list: callUpList, before: [], names: new Map([['c9', '王组织']]), seatOf: undefined },
    ],
    notListed: ['张三', callUpList, ['职务层次为科员及以下，本次名单面向乡科级副职。']],
    noList: [trainingClass, '张三', { reasons: callUp.reasons, conflicts: [] }],
  }),
  section('src/training/attendance/words.ts', attendanceWords, {
    signedReply: [session, '08:21签到，按时出勤。'],
    signed: [now],
    signedBefore: [session, now],
    notOpen: [session, '签到将于3月16日 周一 08:00开始，请届时签到。'],
    absentAlready: [session],
    missed: [session, '签到已于3月16日 周一 11:30结束，已到课或有特殊情况的，请联系班主任。', undefined],
    sent: [38],
    noMore: [trainingClass],
    none: [trainingClass],
    noneOn: [trainingClass, '2026-03-21'],
    register: [trainingClass, session, [attendance]],
    registerSheet: [trainingClass, session, [attendance], new Map()],
    correcting: ['2026-03-16', 'morning', '停电，本人到课'],
    leavingEarly: [at, '未请假，提前离开'],
    corrected: ['张三', '2026-03-16', 'morning', [session]],
    correctedAlready: ['张三', '2026-03-16', 'morning'],
    correctedToTrainee: ['李老师', '2026-03-16', 'morning', '手机没电，本人到课'],
    leftEarly: ['张三', session, at],
    leftEarlyToTrainee: ['李老师', session, at, '未请假，提前离开', 3],
  }),
  section('src/training/attendance/take-out-words.ts', takeOutWords, {
    taking: ['2026-03-16', 'morning', '登记有误，当时在外参加现场教学'],
    takenOut: ['张三', '2026-03-16', 'morning', 'leftEarly', ['“党章党规”08:21签到，按时出勤。']],
    toTrainee: ['李老师', ['3月16日 周一 上午'], ['“党章党规”08:21签到，按时出勤。'], 3],
    undone: [38],
  }),
  section('src/training/attendance/presence-words.ts', presenceWords, {
    asked: ['2026-03-16', [claim]],
    refusedBefore: [{ ...claim, decisionWords: '经查当时未在教室' }],
    card: [trainingClass, claim, { half: 'morning', sessions: [session], isAbsent: false }],
    confirmedReply: [claim],
    settledOtherwise: [claim],
    askReason: [claim],
    refusedReply: [claim],
    refusedToTrainee: ['李老师', claim, [session], '经查当时未在教室', 3],
  }),
  section('src/training/attendance/day-words.ts', dayWords, {
    card: [
      { trainingClass, dateOn: session.dateOn, halves },
      { unseen: { dateOn: session.dateOn, halves: [{ half: 'morning', sessions: [session], isAbsent: false }] } },
    ],
  }),
  section('src/training/attendance/roll-words.ts', rollWords, {
    card: [trainingClass, roll, 'x', { isStaff: true, lost: roll.unseen }],
    complete: [trainingClass, { ...roll, unseen: [] }],
    preview: [trainingClass, rollRow, new Map([['c1', '张三']]), { isStaff: true, onLeave: ['c1'] }],
    called: [{ present: 6, late: 1, absent: 1 }],
    calledReply: [rollRow, { present: 6, late: 1, absent: 1 }],
    keeper: ['张三', 'duty', '2026-03-17', true],
    toKeeper: [trainingClass, 'duty', '2026-03-16'],
  }),
  section('src/training/attendance/join-list-words.ts', joinListWords, {
    noLesson: ['2026-03-18'],
    whichClass: ['2026-03-18', ['2026-01', '2026-02']],
    report: [
      { numerator: 4, denominator: 5 },
      {
        ...{
          lines: 46,
          people: 38,
          missing: 2,
          doubtful: ['李娜'],
          unknown: ['会议助手'],
          kept: ['王五'],
          unreadable: 1,
        },
        ...{ guessed: [{ name: '张三', from: '县财政局张三' }], mixed: ['afternoon'] },
      },
    ],
    note: [130, 180],
  }),
  section('src/training/attendance/sheet-words.ts', attendanceSheetWords, {
    coming: [trainingClass, '2026-03-16'],
    bad: [
      [
        {
          row: 5,
          column: 'E',
          header: '上午',
          message: '已签到，不能记缺课；提前离开的，请写早退和时间',
          value: '缺课',
        },
      ],
    ],
    preview: [
      trainingClass,
      {
        ...{ _id: 'x', classId: trainingClass._id, dateOn: '2026-03-16', state: 'shown', shownAt: now },
        entries: [
          { cadreId: 'c1', name: '张三', half: 'morning', as: 'present', note: '' },
          { cadreId: 'c2', name: '李四', half: 'morning', as: 'leftEarly', leftAt: now, note: '' },
        ],
      },
      2,
    ],
    entered: [12],
    leftOut: [[{ name: '张三', sentence: '已有签到或请假记录。' }]],
  }),
  section('src/training/class/contacts-words.ts', contactsWords, {
    card: ['x', trainingClass, 49, [{ name: '张三', unit: '县财政局', phone: '05551234567' }], 'unit'],
    chosen: ['phone'],
    sheet: [trainingClass, []],
  }),
  section('src/training/leave/words.ts', leaveWords, {
    closed: [[leave]],
    closedCard: ['张三'],
    ending: [now],
    left: [trainingClass, standing],
    help: ['x', trainingClass, standing, ['2026-03-17']],
    when: ['x', 'sickLeave'],
    chosen: ['病假'],
    askReason: ['sickLeave', '3月17日 周二 上午'],
    preview: [leave, trainingClass, 180, standing],
    decide: [leave, trainingClass, { unitName: '县财政局', standing, firstMissedAt: leave.fromAt }],
    answered: [leave, '已同意张三3月17日 周二 上午病假，并告知本人。'],
    agreed: [{ ...leave, route: ['classTeacher', 'partySchool'], agreedSteps: 1 }],
    agreedReply: [{ ...leave, route: ['classTeacher', 'partySchool'], agreedSteps: 1 }],
    toUnit: [{ ...leave, state: 'granted' }, trainingClass],
    overdueNote: [leave],
    granted: [leave],
    grantedReply: [leave, standing],
    grantedToTrainee: [leave, standing],
    askRefusal: [leave],
    refused: [leave],
    refusedReply: [leave],
    refusedToTrainee: [leave, '请先到校报告'],
    decidedAlready: [{ ...leave, state: 'granted' }],
    mine: [trainingClass, [leave], standing, new Map([[leave._id, 1]])],
    submittedReply: [leave, 1],
    coming: ['x', [leave]],
    endedReply: [leave, session, standing],
    endedToTeacher: [leave, '县财政局'],
    endedByTeacher: [leave, standing],
    endedToTrainee: ['李老师', leave, session, standing],
    correctedReply: [{ ...leave, state: 'granted' }, standing],
    correctedToTrainee: [{ ...leave, state: 'refused' }, '李老师', '证明不实', standing],
    correctedToTeacher: [{ ...leave, state: 'granted' }, '王党校', '补交了医院证明'],
  }),
  section('src/training/proofs/words.ts', proofWords, {
    received: ['x', 'c1', ['jpg', 'jpg', 'pdf'], [proofMatter]],
    kept: [proofMatter, 2],
    keptReply: [proofMatter, 2, '2026-06-25'],
    decided: [proofMatter],
    tooLateToTakeBack: [proofMatter],
    takenBack: [proofMatter, 2],
    takenBackReply: [proofMatter, 2],
    nothingToTakeBack: [proofMatter],
    none: [proofMatter.about],
    unreadable: [proofMatter.about, 1],
    fileName: [proofMatter.about, '张三', 1],
    came: ['张三', proofMatter],
    mine: [
      'x',
      [
        {
          matter: proofMatter,
          proofs: { count: 2, unreadable: 1 },
          lastOn: '2026-06-25',
          looks: [{ by: '李老师', at: now }],
        },
      ],
    ],
    askFor: ['x', { ...proofMatter, about: 'score:2026-01:u1', name: '为张三记分' }],
  }),
  section('src/training/registers/words.ts', exportWords, {
    nobody: [trainingClass],
    fileName: [trainingClass, '2026-03-27'],
    coming: [trainingClass, 38, undefined],
  }),
];
