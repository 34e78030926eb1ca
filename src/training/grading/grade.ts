import { isSameWord } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';
import { formatPoints } from '../scoring/points.ts';
import type { GradingRules } from './grading-rules.ts';

/** 考核等次, best first. */
export const GRADES = ['excellent', 'good', 'pass', 'fail'] as const;
export type Grade = (typeof GRADES)[number];

const LABELS: Readonly<Record<Grade, string>> = { excellent: '优秀', good: '良好', pass: '合格', fail: '不合格' };

export function gradeLabel(grade: Grade): string {
  return LABELS[grade];
}

/** The grade that a person typed, as its Chinese label or identifier; absent for any other text. */
export function readGrade(text: string): Grade | undefined {
  return GRADES.find((grade) => isSameWord(grade, text) || isSameWord(LABELS[grade], text));
}

/** A change of a grade by one step by the evaluation team, with a written reason. */
export interface GradeChange {
  to: Grade;
  reason: string;
  decidedBy: string;
}

/**
 * The grade by points alone: the best band of which both minima, total and regular, are reached.
 * @param totalHundredths - regular and bonus together; @param regularHundredths - 0 to 10,000
 * @returns the grade and the sentence that explains it, including when a higher one was missed only because of the regular points
 * @see docs/rules.md, Grade and title
 */
export function gradeByPoints(
  totalHundredths: number,
  regularHundredths: number,
  rules: GradingRules,
): { grade: Grade; reason: string } {
  const reached = rules.bands.filter((band) => totalHundredths >= band.totalHundredths);
  const held = reached.find((band) => regularHundredths >= band.regularHundredths);
  const grade = held?.grade ?? 'fail';
  const figures = `总分${formatPoints(totalHundredths)}分（常规项${formatPoints(regularHundredths)}分）`;
  const missed = reached[0];
  const shortfall =
    missed !== undefined && missed !== held
      ? `；总分已达${LABELS[missed.grade]}线，但常规项未达${formatPoints(missed.regularHundredths)}分`
      : '';
  return { grade, reason: `${figures}，按标准为${LABELS[grade]}${shortfall}。` };
}

/**
 * Checks a change decided by the evaluation team: exactly one step up or down, with a reason.
 * @throws RuleError `grade.change-too-far`, `grade.change-reason-missing`; `grade.change-vetoed` when it would raise the grade of somebody
 * with a veto, who cannot have any above 不合格
 */
export function checkGradeChange(computed: Grade, change: GradeChange, vetoed: boolean): void {
  const steps = Math.abs(GRADES.indexOf(computed) - GRADES.indexOf(change.to));
  if (vetoed) throw new RuleError('grade.change-vetoed', { to: LABELS[change.to] });
  if (steps !== 1) throw new RuleError('grade.change-too-far', { from: LABELS[computed], to: LABELS[change.to] });
  if (change.reason.trim() === '') throw new RuleError('grade.change-reason-missing', { to: LABELS[change.to] });
}
