import type { Answer, Question } from '../needs-survey/question.ts';
import type { TestRules } from './test-rules.ts';

/** 入学测试, 结业测试, or another one. */
export const PURPOSES = ['entry', 'exit', 'other'] as const;
export type Purpose = (typeof PURPOSES)[number];
export const purposeLabels: Readonly<Record<Purpose, string>> = { entry: '入学测试', exit: '结业测试', other: '测试' };

/** One question of a test: chosen from, like one of a survey, with what is right. */
export interface TestQuestion extends Question {
  kind: 'single' | 'multiple';
  /** The values of the right options. */
  right: readonly string[];
  points: number;
  /** What it is about, by which growth is told; `''` without. */
  topic: string;
  /** Why it is right, for those who have taken the test; `''` without. */
  why: string;
}

/** How one question was answered. */
export interface Marked {
  question: TestQuestion;
  /** Absent where it was not reached in time. */
  answer?: Answer;
  isRight: boolean;
  pointsHundredths: number;
}

/**
 * Marks a test: a question gives its points for exactly the right options, part of them for some of several without a wrong one, nothing
 * otherwise. What was not answered gives nothing.
 */
export function marksOf(
  questions: readonly TestQuestion[],
  answers: readonly Answer[],
  { incompletePercent }: Pick<TestRules, 'incompletePercent'>,
): Marked[] {
  return questions.map((question) => {
    const answer = answers.find(({ questionId }) => questionId === question.id);
    if (answer === undefined) return { question, isRight: false, pointsHundredths: 0 };
    const { right, points, kind } = question;
    const chosen = new Set(answer.choices);
    const hasWrong = [...chosen].some((value) => !right.includes(value));
    const isRight = !hasWrong && right.every((value) => chosen.has(value));
    const isPart = kind === 'multiple' && !hasWrong && chosen.size > 0;
    const percent = isRight ? 100 : isPart ? incompletePercent : 0;
    return { question, answer, isRight, pointsHundredths: points * percent };
  });
}

/** A result in figures. */
export interface Score {
  right: number;
  of: number;
  pointsHundredths: number;
  mostHundredths: number;
}

export function scoreOf(marks: readonly Marked[]): Score {
  return {
    right: marks.filter(({ isRight }) => isRight).length,
    of: marks.length,
    pointsHundredths: marks.reduce((sum, each) => sum + each.pointsHundredths, 0),
    mostHundredths: marks.reduce((sum, { question }) => sum + question.points * 100, 0),
  };
}

/** The share of the points, as a mark of a rated part with one decimal, rounded to the nearest tenth. */
export function markIn(maxHundredths: number, { pointsHundredths, mostHundredths }: Score): number {
  return mostHundredths === 0 ? 0 : Math.round((maxHundredths * pointsHundredths) / mostHundredths / 10) * 10;
}
