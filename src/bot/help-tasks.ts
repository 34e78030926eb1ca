import type { Action, Actor } from '../county/policy.ts';
import type { Role } from '../county/roles.ts';

/** One thing a person comes to the bot for: a plain word, or the commands of some acts. */
export interface Task {
  label: string;
  about: string;
  /** Said for them when they choose it. */
  word?: string;
  /** Several plain words or commands of one's own, of which one is chosen. */
  words?: readonly string[];
  /** Beginnings of the acts whose commands it leads to. */
  acts?: readonly string[];
}

const TASKS = {
  todo: { label: '待办', about: '需要您办理的事项', word: '待办' },
  signIn: { label: '签到', about: '上课签到', word: '签到' },
  leave: { label: '请假', about: '提出请假，查看剩余可请假时间', word: '请假' },
  ownScore: { label: '我的成绩', about: '本人得分、等次和依据', word: '我的成绩' },
  ownTimetable: { label: '课程表', about: '上课时间、地点和授课人', word: '课程表' },
  suggestion: { label: '意见建议', about: '向县委组织部反映', word: '意见建议' },
  ownWorks: {
    label: '作业和测试',
    about: '提交作业，参加测试，评价课程',
    words: ['我的作业', '我的测试', '评课'],
  },
  ownClass: {
    label: '班级事项',
    about: '班长、班委的竞选和名单，小组、值日、座位、通讯录',
    words: ['班委竞选', '班委名单', '我的小组', '值日表', '我的座位', '通讯录'],
  },
  ownRecord: {
    label: '我的学册',
    about: '培训记录、证书、学时和跟班学习',
    words: [
      '我的学册',
      '结业证书',
      '学时证明',
      '学时',
      '报学时',
      '我的跟班',
      '行动计划',
      '我的跟踪',
      '发言提纲',
      '经验',
    ],
  },
  survey: { label: '需求调查', about: '发放问卷，查看进度和结果', acts: ['survey.'] },
  needs: { label: '培训需求', about: '征集、申报和汇总培训需求', acts: ['need.'] },
  plan: { label: '培训计划', about: '申报、审核和查看年度培训计划', acts: ['plan.'] },
  class: {
    label: '班次和课程',
    about: '建立班次，录入课程表，报到，结班，归档',
    acts: ['class.', 'class-group.', 'arrival.', 'trainee.'],
  },
  callUp: { label: '点名调训', about: '名单、理由和答复情况', acts: ['call-up.'] },
  elective: { label: '选学', about: '查看可选班次、报名和候补', word: '选学' },
  electives: { label: '选学管理', about: '开放班次，查看报名和候补', acts: ['elective.'] },
  notice: { label: '通知和资料', about: '通知、学习资料和班级群', acts: ['notice.', 'material.'] },
  attendance: {
    label: '签到考勤',
    about: '签到情况、签到码、补签、早退和改批请假',
    acts: ['sign-in.', 'leave.decide'],
  },
  rooms: { label: '教室和座位', about: '分课堂、座位和课堂情况', acts: ['room.'] },
  works: { label: '作业和测试', about: '布置、评阅、测试和成绩', acts: ['work.', 'test.'] },
  committee: { label: '班委和分组', about: '班委竞选、班长、分组和值日', acts: ['committee.'] },
  activities: { label: '班级活动', about: '安排活动，查看纪要和统计', acts: ['activity.'] },
  satisfaction: { label: '满意度', about: '课程、班次评价的结果和题目', acts: ['satisfaction.'] },
  exchange: { label: '跟班学习', about: '双向跟班的配对、日志、走访和评价', acts: ['exchange.'] },
  faculty: { label: '师资和教学点', about: '师资、课评、教学点、线路和合作办学', acts: ['faculty.', 'town-school.'] },
  score: { label: '记分', about: '考核方案、记分、加分、得分和异议', acts: ['scheme.', 'score.', 'objection.'] },
  grade: {
    label: '等次评定',
    about: '测算、确认、公示和公布等次',
    acts: ['grade.', 'result.', 'feedback.', 'sharing.'],
  },
  registers: { label: '学册和证书', about: '学册、归档表和证书', acts: ['register.'] },
  followUp: { label: '结业跟踪', about: '行动计划、跟踪评价、抽查和一线锻炼', acts: ['follow-up.', 'front-line.'] },
  hours: { label: '学时', about: '学时、申报和冲销', acts: ['hours.'] },
  people: {
    label: '人员和单位',
    about: '查询、更改人员和单位，代办',
    acts: ['cadre.', 'unit.', 'contacts.', 'stand-in.'],
  },
  use: {
    label: '选任和考核参考',
    about: '选任查询，年度考核、评优参考，荣誉登记',
    acts: ['appointment.', 'appraisal.', 'honour.'],
  },
  statistics: { label: '统计', about: '办班、调训、学时等的统计，办学评估', acts: ['statistics.', 'self-assessment.'] },
  reserve: { label: '储备库', about: '查看和复核储备库人员', acts: ['reserve.'] },
  suggestions: { label: '意见办理', about: '查看和答复意见建议', acts: ['suggestion.answer'] },
  system: {
    label: '系统管理',
    about: '人员授权、通讯录、未送达消息和用量',
    acts: ['role.', 'delivery.', 'roster.', 'contacts.', 'burden.'],
  },
  page: { label: '工作台', about: '用网页查看班级、人员和各类名册', acts: ['page.'] },
  more: { label: '更多事项', about: '您还可以办理的其他事项' },
} as const satisfies Record<string, Task>;

export type TaskName = keyof typeof TASKS;

/** The most tasks a page of `/帮助` shows. */
export const MOST_TASKS = 6;

export function taskOf(name: TaskName): Task {
  return TASKS[name];
}

/** Whether this task leads to commands of this act; acts of one's own record have their words. */
export function leadsTo(name: TaskName, action: Action): boolean {
  return (taskOf(name).acts ?? []).some((beginning) => action.startsWith(beginning)) && !OWN_ACTS.includes(action);
}

const OWN_ACTS: readonly Action[] = [
  'survey.answer',
  'sign-in.make',
  'score.read-own',
  'result.read-own',
  'elective.choose',
  'follow-up.own',
  'sharing.own',
  'sharing.read',
];

const TRAINEE: readonly TaskName[] = [
  ...(['todo', 'signIn', 'leave', 'ownScore', 'ownTimetable'] as const),
  ...(['ownWorks', 'ownClass', 'ownRecord', 'suggestion'] as const),
];
const OF_CLASS = ['works', 'committee', 'activities', 'exchange', 'satisfaction'] as const;
const OF_UNIT = ['callUp', 'notice', 'plan', 'needs', 'electives', 'exchange', 'followUp', 'hours', 'people'] as const;
/** What each role comes for, the most frequent first; roles in the order in which their tasks are shown. */
const BY_ROLE: readonly (readonly [Role, readonly TaskName[]])[] = [
  [
    'classTeacher',
    [
      'attendance',
      'notice',
      'score',
      'class',
      ...OF_CLASS,
      'rooms',
      'callUp',
      'grade',
      'followUp',
      'electives',
      'faculty',
      'people',
    ],
  ],
  [
    'orgDept',
    [
      ...(['callUp', 'class', 'survey', 'grade', 'plan', 'needs', 'people', 'faculty', 'notice'] as const),
      ...(['hours', 'electives', 'exchange', 'suggestions', 'registers', 'followUp', 'satisfaction'] as const),
      ...(['committee', 'activities', 'works', 'attendance', 'score', 'statistics', 'use', 'rooms', 'system'] as const),
    ],
  ],
  ['orgDeptLeader', ['reserve', 'use', 'statistics']],
  [
    'partySchool',
    [
      ...(['class', 'attendance', 'notice', 'score', 'plan', 'needs', 'survey', 'faculty', 'callUp'] as const),
      ...OF_CLASS,
      ...(['electives', 'rooms', 'grade', 'followUp', 'hours', 'statistics'] as const),
    ],
  ],
  [
    'evaluationTeam',
    ['grade', 'score', 'works', 'activities', 'exchange', 'satisfaction', 'committee', 'class', 'faculty'],
  ],
  ['inspector', ['score']],
  ['systemAdmin', ['system', 'hours']],
  ['unitHead', [...OF_UNIT, 'use']],
  ['unitLiaison', OF_UNIT],
  ['cadre', ['elective', 'ownScore', 'ownRecord', 'suggestion']],
];

/**
 * All tasks of this person, the likeliest first: 待办, then those of a trainee, then those of each role, then the staff page.
 * @param takesPart - whether they are a trainee of a class that is not over
 */
export function tasksOf({ roles }: Pick<Actor, 'roles'>, takesPart: boolean): TaskName[] {
  const ofRoles = BY_ROLE.flatMap(([role, tasks]) => (roles.includes(role) ? tasks : [])).filter(
    // Who is in a class comes for that.
    (task) => task !== 'elective' || !takesPart,
  );
  const isStaff = roles.some((role) => role !== 'cadre');
  return [
    ...new Set<TaskName>(['todo', ...(takesPart ? TRAINEE : []), ...ofRoles, ...(isStaff ? (['page'] as const) : [])]),
  ];
}

/**
 * The tasks of one page of help: all that are left where they fit, or else some and 更多事项.
 * @param from - how many were on the pages before
 */
export function pageOf(tasks: readonly TaskName[], from = 0): TaskName[] {
  const left = tasks.slice(from);
  return left.length <= MOST_TASKS ? left : [...left.slice(0, MOST_TASKS - 1), 'more'];
}

/** What follows the last task of a page of help. */
export function pageAfter(from: number): number {
  return from + MOST_TASKS - 1;
}

/** The plain words behind these tasks. */
export function ownWords(tasks: readonly TaskName[]): string[] {
  return [...new Set(tasks.flatMap((name) => taskOf(name).words ?? taskOf(name).word ?? []))];
}
