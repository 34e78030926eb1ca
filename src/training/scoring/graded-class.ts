import { RuleError } from '../../errors.ts';
import type { ClassRow } from '../class/classes.ts';

/** Whether the class's grades are confirmed. */
export function isGraded({ state }: Pick<ClassRow, 'state'>): boolean {
  return state === 'graded' || state === 'published';
}

/** Checks that grades are not confirmed yet; after that, scores change only after an objection. @throws RuleError `score.class-graded` */
export function refuseWhenGraded(trainingClass: ClassRow): void {
  if (isGraded(trainingClass)) throw new RuleError('score.class-graded', { classId: trainingClass._id });
}
