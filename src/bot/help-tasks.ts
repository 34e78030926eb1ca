import type { Action, Actor } from '../county/policy.ts';
import type { Role } from '../county/roles.ts';

/** One thing a person comes to the bot for: a plain word, or the commands of some acts. */
export interface Task {
  label: string;
  about: string;
  /** Said for them when they choose it. */
  word?: string;
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
  survey: { label: '需求调查', about: '发放问卷，查看进度和结果', acts: ['survey.'] },
  needs: { label: '培训需求', about: '征集、申报和汇总培训需求', acts: ['need.'] },
  plan: { label: '培训计划', about: '申报、审核和查看年度培训计划', acts: ['plan.'] },
  class: { label: '班次和课程', about: '建立班次，录入课程表', acts: ['class.'] },
  callUp: { label: '点名调训', about: '名单、理由和答复情况', acts: ['call-up.'] },
  elective: { label: '选学', about: '查看可选班次、报名和候补', word: '选学' },
  electives: { label: '选学管理', about: '开放班次，查看报名和候补', acts: ['elective.'] },
  notice: { label: '通知和资料', about: '通知、学习资料和班级群', acts: ['notice.', 'material.'] },
  attendance: { label: '签到考勤', about: '签到情况、补签、早退和改批请假', acts: ['sign-in.', 'leave.decide'] },
  works: { label: '作业和测试', about: '布置、评阅、测试和成绩', acts: ['work.', 'test.'] },
  score: { label: '记分', about: '记分、加分和全班得分', acts: ['score.'] },
  grade: { label: '等次评定', about: '测算、确认和公布等次', acts: ['grade.', 'result.'] },
  reserve: { label: '储备库', about: '查看和复核储备库人员', acts: ['reserve.'] },
  suggestions: { label: '意见办理', about: '查看和答复意见建议', acts: ['suggestion.answer'] },
  system: { label: '系统管理', about: '人员授权、未送达消息和用量', acts: ['role.', 'delivery.'] },
  more: { label: '更多事项', about: '您还可以办理的其他事项' },
} as const satisfies Record<string, Task>;

export type TaskName = keyof typeof TASKS;

/** The most tasks `/帮助` shows. */
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
];

const TRAINEE: readonly TaskName[] = ['todo', 'signIn', 'leave', 'ownScore', 'ownTimetable', 'suggestion'];
/** What each role comes for, the most frequent first; roles in the order in which their tasks are shown. */
const BY_ROLE: readonly (readonly [Role, readonly TaskName[]])[] = [
  ['classTeacher', ['attendance', 'notice', 'score', 'class']],
  ['orgDept', ['callUp', 'class', 'survey', 'grade', 'suggestions', 'notice', 'plan', 'needs', 'electives']],
  ['orgDeptLeader', ['reserve']],
  ['partySchool', ['class', 'attendance', 'notice', 'score', 'survey', 'plan', 'needs', 'electives']],
  ['evaluationTeam', ['grade', 'score']],
  ['inspector', ['score']],
  ['systemAdmin', ['system']],
  ['unitHead', ['callUp', 'notice', 'plan', 'needs', 'electives']],
  ['unitLiaison', ['callUp', 'notice', 'plan', 'needs', 'electives']],
  ['cadre', ['elective', 'ownScore', 'suggestion']],
];

/**
 * All tasks of this person, the likeliest first: 待办, then those of a trainee, then those of each role.
 * @param takesPart - whether they are a trainee of a class that is not over
 */
export function tasksOf({ roles }: Pick<Actor, 'roles'>, takesPart: boolean): TaskName[] {
  const ofRoles = BY_ROLE.flatMap(([role, tasks]) => (roles.includes(role) ? tasks : [])).filter(
    // Who is in a class comes for that.
    (task) => task !== 'elective' || !takesPart,
  );
  return [...new Set<TaskName>(['todo', ...(takesPart ? TRAINEE : []), ...ofRoles])];
}

/** The tasks of the first page, and what is left for 更多事项. */
export function firstPage(tasks: readonly TaskName[]): TaskName[] {
  return tasks.length <= MOST_TASKS ? [...tasks] : [...tasks.slice(0, MOST_TASKS - 1), 'more'];
}
