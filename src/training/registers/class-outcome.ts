import { callUpStateLabel } from '../call-up/call-up-state.ts';
import { gradeLabel } from '../grading/grade.ts';
import type { RegisterClass } from './register.ts';

const STATES = { enrolled: '在册', completed: '结业', notCompleted: '不予结业', withdrawn: '未参训或退学' } as const;

/** What became of a class, in a few words: 结业，等次优秀，优秀学员. */
export function classOutcome({ state, callUp, result, trainingClass }: RegisterClass): string {
  if (trainingClass.state === 'withdrawn') return '班次已撤销';
  if (state === undefined) return callUp === undefined ? '' : callUpStateLabel(callUp);
  const grade = result?.finalGrade === undefined ? [] : [`等次${gradeLabel(result.finalGrade)}`];
  return [STATES[state], ...grade, ...(result?.excellentTrainee === 'candidate' ? ['优秀学员'] : [])].join('，');
}

/** The same with the post somebody has or had on the class committee: 结业，等次优秀，任班长. */
export function outcomeAndPost(each: RegisterClass): string {
  const post = each.life?.post;
  return [classOutcome(each), ...(post === undefined ? [] : [`任${post}`])].filter((part) => part !== '').join('，');
}
