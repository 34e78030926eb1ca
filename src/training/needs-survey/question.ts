import type { QuestionKind, SurveyRules } from './survey-rules.ts';

/** One question of a survey, as the rule pack's question bank holds it. */
export type Question = SurveyRules['questions'][number];

/** One person's answer to one question: option values in the question's order (of a ranking in the person's), or text. */
export interface Answer {
  questionId: string;
  /** Empty for a question that is answered in words. */
  choices: readonly string[];
  /** `''` unless it is answered in words; a number in digits, a day as `YYYY-MM-DD`, of a picture or a file what it is. */
  text: string;
}

/** One person's answers and the facts by which results may be grouped; never the person. */
export interface AnswerSheet {
  unitId: string;
  /** With what the information base held. */
  answers: readonly Answer[];
}

/** What each kind of question is called. */
export const questionKindLabels: Readonly<Record<QuestionKind, string>> = {
  single: '单选',
  multiple: '多选',
  scale: '量表',
  ranking: '排序',
  text: '文字',
  number: '数字',
  date: '日期',
  person: '人员',
  unit: '单位',
  file: '图片或文件',
};

/** Whether it is answered by choosing, on a card or by letters; everything else is written in a line of its own. */
export function isChosen({ kind }: { kind: QuestionKind }): boolean {
  return kind === 'single' || kind === 'multiple' || kind === 'scale';
}

/** Whether it has options to choose from or to put in order. */
export function hasOptions(question: { kind: QuestionKind }): boolean {
  return isChosen(question) || question.kind === 'ranking';
}
