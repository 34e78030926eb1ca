import type { NewMessage } from './new-delivery.ts';

/** What people get messages about. */
export type Cause = keyof typeof causeLabels;

export const causeLabels = {
  signIn: '课程与签到',
  callUp: '点名调训',
  elective: '选学报名',
  notice: '班级通知和资料',
  survey: '需求调查',
  needs: '培训需求',
  plan: '培训计划',
  committee: '班委和班级管理',
  leave: '请假',
  score: '记分告知',
  work: '作业和测试',
  grading: '等次评定',
  result: '考核结果',
  exchange: '跟班学习',
  hours: '学时',
  suggestion: '意见建议',
  system: '系统事务',
  other: '其他',
} as const;

interface Declared {
  cause: Cause;
  /** It goes to somebody because of their office, so that whoever stands in for them gets it. */
  office?: true;
  /** A message of this kind waits for the next morning when its receiver has had as many as the rules allow for one day. */
  mayWait?: true;
}

const mayWait = true;
const office = true;

/** Every kind of message that nobody has just asked for: what its delivery key begins with. One that is missing here does not type-check. */
const kinds = {
  paper: { cause: 'result' },
  'class-day': { cause: 'signIn' },
  'sign-in': { cause: 'signIn' },
  'sign-in-reminder': { cause: 'signIn' },
  'sign-in-corrected': { cause: 'signIn' },
  'sign-in-taken-out': { cause: 'signIn' },
  'early-leave': { cause: 'signIn' },
  roll: { cause: 'signIn', office },
  'presence-claim': { cause: 'signIn', office },
  'presence-refused': { cause: 'signIn' },
  'roll-keeper': { cause: 'signIn' },
  'room-screen': { cause: 'signIn' },
  'room-teacher': { cause: 'signIn' },
  seat: { cause: 'signIn' },
  'call-up': { cause: 'callUp' },
  'call-up-unit': { cause: 'callUp', office },
  'call-up-consult': { cause: 'callUp', office },
  'call-up-objection': { cause: 'callUp' },
  'call-up-consulted': { cause: 'callUp' },
  'call-up-approve': { cause: 'callUp' },
  'call-up-approved': { cause: 'callUp' },
  'call-up-returned': { cause: 'callUp' },
  'call-up-dropped': { cause: 'callUp' },
  'call-up-decide': { cause: 'callUp' },
  'call-up-decision': { cause: 'callUp' },
  'call-up-decide-reminder': { cause: 'callUp' },
  'call-up-reminder': { cause: 'callUp' },
  'call-up-unanswered': { cause: 'callUp' },
  'call-up-cancelled': { cause: 'callUp' },
  'call-up-due': { cause: 'callUp' },
  'quota-call': { cause: 'callUp', office },
  'quota-call-reminder': { cause: 'callUp', office },
  'quota-call-ended': { cause: 'callUp' },
  'quota-call-changed': { cause: 'callUp' },
  'quota-call-cancelled': { cause: 'callUp', office },
  'sent-result': { cause: 'hours' },
  'sent-result-unit': { cause: 'hours', office },
  arrival: { cause: 'callUp' },
  'arrival-roll': { cause: 'callUp', office },
  'no-show': { cause: 'callUp' },
  'no-show-unit': { cause: 'callUp', office },
  opening: { cause: 'callUp' },
  calendar: { cause: 'other' },
  'calendar-forbidden': { cause: 'system' },
  'class-joined': { cause: 'callUp' },
  'class-teacher': { cause: 'callUp' },
  'class-changed': { cause: 'callUp' },
  'class-withdrawal': { cause: 'callUp' },
  'class-withdrawal-kept': { cause: 'callUp' },
  'class-withdrawn': { cause: 'callUp' },
  'timetable-changed': { cause: 'callUp' },
  'elective-open': { cause: 'elective', mayWait },
  'elective-offer': { cause: 'elective' },
  'elective-lapsed': { cause: 'elective' },
  'elective-missed': { cause: 'elective' },
  'elective-leaving': { cause: 'elective' },
  'elective-decision': { cause: 'elective' },
  'elective-admitted': { cause: 'elective' },
  'elective-removed': { cause: 'elective' },
  'elective-cancelled': { cause: 'elective' },
  'elective-unit': { cause: 'elective', office },
  'notice-difficulty': { cause: 'notice', office },
  'recall-result': { cause: 'notice' },
  'class-group': { cause: 'notice' },
  'class-group-ends': { cause: 'notice' },
  'class-group-ended': { cause: 'notice' },
  notice: { cause: 'notice', mayWait },
  'notice-reminder': { cause: 'notice', mayWait },
  'notice-file': { cause: 'notice', mayWait },
  'notice-due': { cause: 'notice' },
  'notice-correction': { cause: 'notice' },
  'notice-escalation': { cause: 'notice', office },
  material: { cause: 'notice', mayWait },
  'need-report': { cause: 'needs', mayWait, office },
  'need-report-reminder': { cause: 'needs', mayWait, office },
  'need-cancelled': { cause: 'needs' },
  'need-round-ended': { cause: 'needs' },
  'need-outcome': { cause: 'needs', mayWait },
  'plan-review': { cause: 'plan' },
  'plan-decision': { cause: 'plan', office },
  'plan-confirmed': { cause: 'plan' },
  'plan-progress': { cause: 'plan' },
  'plan-withdrawn': { cause: 'plan' },
  'survey-ended': { cause: 'survey' },
  survey: { cause: 'survey', mayWait },
  'survey-reminder': { cause: 'survey', mayWait },
  'survey-reopened': { cause: 'survey', mayWait },
  'survey-chase': { cause: 'survey', mayWait },
  'survey-tried': { cause: 'survey' },
  'survey-shared': { cause: 'survey' },
  election: { cause: 'committee' },
  'election-proposed': { cause: 'committee' },
  'election-nobody': { cause: 'committee', office },
  'election-ballot': { cause: 'committee' },
  'election-reminder': { cause: 'committee' },
  'election-counted': { cause: 'committee', office },
  'election-confirm': { cause: 'committee' },
  'election-confirmed': { cause: 'committee' },
  'election-refused': { cause: 'committee', office },
  'election-cancelled': { cause: 'committee' },
  'election-changed': { cause: 'committee' },
  'committee-post': { cause: 'committee' },
  'leave-request': { cause: 'leave', office },
  'leave-decision': { cause: 'leave' },
  'drop-out': { cause: 'callUp' },
  'drop-out-unit': { cause: 'callUp', office },
  'drop-out-proposal': { cause: 'callUp' },
  'leave-beyond-limit': { cause: 'leave' },
  'leave-unit': { cause: 'leave', office, mayWait },
  'leave-overdue': { cause: 'leave', office },
  'leave-return': { cause: 'leave' },
  'leave-corrected': { cause: 'leave' },
  proof: { cause: 'leave', office },
  'exemption-proof': { cause: 'callUp' },
  test: { cause: 'work', mayWait },
  'test-chase': { cause: 'work', mayWait },
  'test-changed': { cause: 'work' },
  'test-cancelled': { cause: 'work' },
  'test-ended': { cause: 'work' },
  'test-result': { cause: 'work', mayWait },
  'test-corrected': { cause: 'work' },
  work: { cause: 'work', mayWait },
  'work-reminder': { cause: 'work', mayWait },
  'work-chase': { cause: 'work', mayWait },
  'work-changed': { cause: 'work' },
  'work-cancelled': { cause: 'work' },
  'work-due': { cause: 'work' },
  'work-marking': { cause: 'work', mayWait },
  'work-third': { cause: 'work' },
  'work-returned': { cause: 'work' },
  'work-marked': { cause: 'work' },
  score: { cause: 'score' },
  'score-reversed': { cause: 'score' },
  'score-reversed-author': { cause: 'score' },
  bonus: { cause: 'score' },
  objection: { cause: 'score' },
  'objection-decision': { cause: 'score' },
  'objection-author': { cause: 'score' },
  'grade-ready': { cause: 'grading' },
  'grade-confirmed': { cause: 'grading' },
  'grade-confirm': { cause: 'grading' },
  'grade-publish': { cause: 'grading' },
  'grade-stale': { cause: 'grading' },
  'grade-returned': { cause: 'grading' },
  'grade-sent-back': { cause: 'grading' },
  posting: { cause: 'grading' },
  'reserve-review': { cause: 'grading', mayWait },
  'posting-withdrawn': { cause: 'grading' },
  'posting-upheld': { cause: 'grading' },
  result: { cause: 'result' },
  feedback: { cause: 'result', office },
  'feedback-nobody': { cause: 'result' },
  'feedback-words': { cause: 'result' },
  'feedback-escalated': { cause: 'result' },
  'feedback-reminder': { cause: 'result', mayWait, office },
  'exchange-unit': { cause: 'exchange', office },
  'exchange-refused': { cause: 'exchange' },
  'exchange-answered': { cause: 'exchange' },
  'exchange-told': { cause: 'exchange' },
  'exchange-changed': { cause: 'exchange' },
  'exchange-cancelled': { cause: 'exchange' },
  'exchange-mentor': { cause: 'exchange' },
  'exchange-weekly': { cause: 'exchange', mayWait },
  'exchange-visit': { cause: 'exchange', mayWait },
  'exchange-rating': { cause: 'exchange' },
  'exchange-rated': { cause: 'exchange' },
  'hours-claim': { cause: 'hours', office },
  'hours-claim-enter': { cause: 'hours' },
  'hours-claim-decision': { cause: 'hours' },
  'hours-reversed': { cause: 'hours' },
  suggestion: { cause: 'suggestion' },
  'suggestion-answer': { cause: 'suggestion' },
  'suggestions-overdue': { cause: 'suggestion' },
  role: { cause: 'system' },
  'stand-in': { cause: 'system' },
  'stand-in-ended': { cause: 'system' },
  'renamed-account': { cause: 'system' },
  'put-off': { cause: 'other' },
  welcome: { cause: 'system' },
  quota: { cause: 'system' },
  'reconcile-contacts': { cause: 'system' },
  'contact-news': { cause: 'system' },
} as const satisfies Record<string, Declared>;

type MessageKind = keyof typeof kinds;
/** The delivery key of a message that nobody has just asked for: its kind first. */
export type MessageKey = `${MessageKind}:${string}`;
/** A message that nobody has just asked for. */
export type Sent = Omit<NewMessage, 'via' | 'key'> & { key: MessageKey };

/** What a message is about, by its delivery key. A digest is about what its first text is about. */
export function causeOf(key: string): Cause {
  return declaredOf(key)?.cause ?? 'other';
}

/** Whether a message may wait for the next morning when there were enough today. */
export function mayWaitForMorning(key: string): boolean {
  return declaredOf(key)?.mayWait === true;
}

/** Whether it goes to somebody because of their office. */
export function isForOffice(key: string): boolean {
  return declaredOf(key)?.office === true;
}

function declaredOf(key: string): Declared | undefined {
  const kind = key.replace(/^digest:/, '').split(':', 1)[0] ?? '';
  const declared: Readonly<Record<string, Declared>> = kinds;
  return Object.hasOwn(declared, kind) ? declared[kind] : undefined;
}
