/** What people get messages about. */
export type Cause = keyof typeof causeLabels;

export const causeLabels = {
  signIn: '课程与签到',
  callUp: '点名调训',
  notice: '班级通知和资料',
  survey: '需求调查',
  leave: '请假',
  score: '记分告知',
  grading: '等次评定',
  result: '考核结果',
  suggestion: '意见建议',
  system: '系统事务',
  other: '其他',
} as const;

interface Declared {
  cause: Cause;
  /** A message of this kind waits for the next morning when its receiver has had as many as the rules allow for one day. */
  mayWait?: true;
}

const mayWait = true;

/** By the kind of a message, which is what its delivery key begins with. */
const kinds: Readonly<Record<string, Declared>> = {
  ...of(
    'signIn',
    'class-day',
    'sign-in',
    'sign-in-reminder',
    'sign-in-corrected',
    'early-leave',
    'roll',
    'roll-keeper',
  ),
  ...of('callUp', 'call-up', 'call-up-unit', 'call-up-decide', 'call-up-decide-reminder', 'call-up-reminder'),
  ...of('callUp', 'call-up-unanswered', 'call-up-excused', 'call-up-refused', 'call-up-cancelled', 'opening'),
  ...of('callUp', 'class-changed', 'class-withdrawn'),
  ...of('notice', 'notice-difficulty', 'recall-result', 'class-group', 'class-group-ends', 'class-group-ended'),
  ...waiting('notice', 'notice', 'notice-reminder', 'material'),
  ...of('survey', 'survey-ended'),
  ...waiting('survey', 'survey', 'survey-reminder', 'survey-reopened'),
  ...of('leave', 'leave-request', 'leave-decision', 'leave-beyond-limit', 'leave-return', 'leave-corrected'),
  ...of('score', 'score', 'score-reversed', 'score-reversed-author', 'bonus'),
  ...of('grading', 'grade-confirm', 'grade-publish', 'grade-stale', 'grade-returned', 'grade-sent-back'),
  ...of('result', 'result', 'feedback', 'feedback-nobody'),
  ...waiting('result', 'feedback-reminder'),
  ...of('suggestion', 'suggestion', 'suggestion-answer', 'suggestions-overdue'),
  ...of('system', 'role', 'welcome', 'quota', 'contacts'),
};

/** What a message is about, by its delivery key. A digest is about what its first text is about. */
export function causeOf(key: string): Cause {
  return kinds[kindOf(key)]?.cause ?? 'other';
}

/** Whether a message may wait for the next morning when there were enough today. */
export function mayWaitForMorning(key: string): boolean {
  return kinds[kindOf(key)]?.mayWait === true;
}

function kindOf(key: string): string {
  return key.replace(/^digest:/, '').split(':')[0] ?? '';
}

function of(cause: Cause, ...names: readonly string[]): Record<string, Declared> {
  return Object.fromEntries(names.map((name) => [name, { cause }]));
}

function waiting(cause: Cause, ...names: readonly string[]): Record<string, Declared> {
  return Object.fromEntries(names.map((name) => [name, { cause, mayWait }]));
}
