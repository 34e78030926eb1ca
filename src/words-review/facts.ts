import { beijingTime } from '../calendar/beijing-time.ts';
import type { CadreRow } from '../county/cadres.ts';
import type { CallUpListRow } from '../training/call-up/call-up-lists.ts';
import type { CallUpRow } from '../training/call-up/call-ups.ts';
import type { ClassRow } from '../training/class/classes.ts';
import type { EnrollmentRow } from '../training/class/enrollments.ts';
import type { SessionRow } from '../training/class/sessions.ts';
import type { AssessmentRow } from '../training/grading/assessments.ts';
import type { Duty } from '../training/hours/duties.ts';
import type { HourEntryRow } from '../training/hours/hour-entries.ts';
import type { LeaveStanding } from '../training/leave/leave.ts';
import type { LeaveRow } from '../training/leave/leaves.ts';
import type { ScoreEventRow } from '../training/scoring/score-events.ts';

// The invented facts with which the sentences are filled: one class in March 2026, one trainee, one of everything.

export const now = beijingTime('2026-03-16', '08:35');

export const trainingClass: ClassRow = {
  _id: '2026-01',
  name: '2026年中青年干部培训班',
  kind: 'youngMidClass',
  opensOn: '2026-03-16',
  closesOn: '2026-03-27',
  topicTag: '理论武装',
  teacherId: 'teacher',
  state: 'planned',
  createdBy: 'school',
  byUpdate: 'u1',
};

export const session: SessionRow = {
  _id: '2026-01-01',
  classId: '2026-01',
  title: '党章党规党纪专题',
  method: 'lecture',
  dateOn: '2026-03-16',
  startsAt: beijingTime('2026-03-16', '08:30'),
  endsAt: beijingTime('2026-03-16', '11:30'),
  parts: [{ type: 'partySpirit', minutes: 180 }],
  lecturer: '县纪委监委',
  place: '县委党校主课堂',
  countsInRatio: true,
};

export const unitNames: ReadonlyMap<string, string> = new Map([['u-fin', '县财政局']]);

export const callUp: CallUpRow = {
  _id: '2026-01:c1',
  classId: '2026-01',
  cadreId: 'c1',
  unitId: 'u-fin',
  name: '张三',
  listed: 'named',
  rank: 1,
  reasons: ['本年度应完成脱产培训90学时，尚缺40学时。'],
  mainNeed: 'hoursShort',
  briefly: '缺40学时、关键岗位',
  state: 'issued',
  proposal: 'p1',
  moves: ['u2'],
  answerBy: beijingTime('2026-03-05', '17:30'),
  exemptionWords: '住院手术，附诊断证明',
};

export const callUpList: CallUpListRow = {
  ...{ _id: 'p1', classId: '2026-01', proposedBy: 'c9', proposedAt: now, seats: 40, reserveSeats: 10 },
  ...{ rankLevels: ['townshipDeputy'], groups: [], passedOver: [], consultBy: now },
};

export const enrollment: EnrollmentRow = {
  _id: '2026-01:c1',
  classId: '2026-01',
  cadreId: 'c1',
  unitId: 'u-fin',
  name: '张三',
  state: 'enrolled',
  enrolledAt: now,
};

export const leave: LeaveRow = {
  _id: 'l1',
  classId: '2026-01',
  cadreId: 'c1',
  name: '张三',
  kind: 'sickLeave',
  dateOn: '2026-03-17',
  half: 'morning',
  fromAt: beijingTime('2026-03-17', '08:30'),
  toAt: beijingTime('2026-03-17', '11:30'),
  late: false,
  reason: '到医院就诊',
  state: 'asked',
  moves: ['u3'],
};

export const standing: LeaveStanding = {
  level: 'warned',
  leaveMinutes: 360,
  totalMinutes: 3600,
  reason: '累计请假6小时，上限为8小时34分（总学时60小时的1/7），剩余可请假2小时34分，已接近上限。',
};

export const scoreEvent: ScoreEventRow = {
  _id: 's1',
  classId: '2026-01',
  cadreId: 'c1',
  item: 'classInteraction',
  step: 'question',
  deltaHundredths: 100,
  reason: '课上主动提问',
  source: 'person',
  authorId: 'teacher',
  at: now,
};

export const assessment: AssessmentRow = {
  _id: '2026-01:c1',
  classId: '2026-01',
  cadreId: 'c1',
  unitId: 'u-fin',
  name: '张三',
  outcome: 'completed',
  computedGrade: 'excellent',
  finalGrade: 'excellent',
  rank: 1,
  tiedCount: 0,
  excellentTrainee: 'candidate',
  reasons: ['总分92分（常规项92分），按标准为优秀。', '在 38 名参加排名的学员中列第 1 名。'],
  order: 0,
  regularHundredths: 9200,
  bonusHundredths: 0,
  totalHundredths: 9200,
  gradeReasons: ['总分92分（常规项92分），按标准为优秀。'],
  strong: ['学风学纪（24/25分）'],
  weak: ['课堂表现（6.5/25分）'],
  explanation: [
    '学风学纪：24分（满分25分）',
    '　出勤情况：起评10分，得9/10分',
    '　　迟到扣1分：08:35签到，迟到5分钟。',
  ],
};

export const cadre: CadreRow = {
  _id: 'c1',
  name: '张三',
  sex: 'male',
  birthMonth: '1980-06',
  unitId: 'u-fin',
  post: '副局长',
  rankLevel: 'townshipDeputy',
  cadreCategory: 'organ',
  joinedWorkOn: '2002-07',
  inPostSince: '2021-05',
  keyPost: false,
  grassrootsExperience: true,
  leadershipTeam: true,
  identities: {},
  roles: [],
  training: { year: 2026, earnedMinutes: 3000, callUpsThisYear: 0, topicTags: [] },
};

export const hourEntry: HourEntryRow = {
  _id: 'e1',
  cadreId: 'c1',
  kind: 'group',
  source: 'sheet',
  sourceId: 's1',
  title: '乡村振兴专题班',
  organiser: '市委党校',
  fromOn: '2026-01-12',
  toOn: '2026-01-16',
  minutes: 2400,
  halfDays: 10,
  spanDays: 5,
  by: 'org',
  at: now,
};

export const duty: Duty = {
  kind: 'yearly',
  done: { minutes: 2400, halfDays: 10, spanDays: 5 },
  needMinutes: 5400,
  instead: { need: 12, done: 5, unit: '天' },
  isMet: false,
  shortMinutes: 3000,
  years: 1,
};
