import { type Answer, type AnswerSheet, hasOptions, type Question } from './question.ts';
import { groupsOf, type SheetGroup } from './sheet-groups.ts';
import { ranksOf } from './written-answer.ts';

export interface OptionCount {
  value: string;
  label: string;
  people: number;
  /** Of a ranking: the first place of three counts three points, the last one. */
  points?: number;
}

/** The result of one question. */
export interface QuestionTally {
  questionId: string;
  title: string;
  /** How many people answered this question; every share and mean is of this number and shown together with it. */
  answered: number;
  /** Most chosen first, then in the question's order; of a ranking the most points first, of a scale always in its order. */
  options: readonly OptionCount[];
  /** Of a scale in points, the best option the most; of a number the number itself. */
  mean?: number;
}

/** The result of one unit, or of several small ones together. */
export interface UnitTally {
  /** Absent for merged small units. */
  unitId?: string;
  units: number;
  people: number;
  /** Those that enough of these people answered. */
  questions: readonly QuestionTally[];
}

/** Counts the choices of every question with options. The order of the sheets does not matter. */
export function tallyByTopic(questions: readonly Question[], sheets: readonly AnswerSheet[]): QuestionTally[] {
  return questions
    .filter((question) => hasOptions(question) && question.prefilled === undefined)
    .map((question) => tallyChoices(question, answersTo(question, sheets)));
}

/**
 * Results by unit; small units are merged (`groupsOf`). A question is told of a group only where the people who answered it can be told as this
 * group too.
 * @param smallestGroup - the rule pack's `survey.smallestGroup`, 5 or more
 * @returns units by id, the merged ones last
 */
export function tallyByUnit(
  questions: readonly Question[],
  sheets: readonly AnswerSheet[],
  smallestGroup: number,
): UnitTally[] {
  const answered = questions.map((question) => ({
    question,
    groups: groupsOf(sheetsAnswering(question, sheets), unitOf, smallestGroup),
  }));
  return groupsOf(sheets, unitOf, smallestGroup).map((group) => ({
    ...(group.keys.length === 1 && group.keys[0] !== undefined ? { unitId: group.keys[0] } : {}),
    units: group.keys.length,
    people: group.sheets.length,
    questions: answered.flatMap(({ question, groups }) =>
      groups.filter((each) => isSame(each, group)).flatMap((each) => tallyByTopic([question], each.sheets)),
    ),
  }));
}

/** The sheets with an answer to this question, also one that was left out. */
export function sheetsAnswering({ id }: Question, sheets: readonly AnswerSheet[]): AnswerSheet[] {
  return sheets.filter(({ answers }) =>
    answers.some(({ questionId, choices, text }) => questionId === id && (choices.length > 0 || text !== '')),
  );
}

export const unitOf = ({ unitId }: AnswerSheet) => unitId;

/**
 * Written answers to one question, for a result page: only if at least `smallestGroup` people wrote something, and sorted by text, so that
 * the order does not reveal who wrote what.
 */
export function writtenAnswers(questionId: string, sheets: readonly AnswerSheet[], smallestGroup: number): string[] {
  const texts = sheets
    .flatMap((sheet) => sheet.answers.filter((answer) => answer.questionId === questionId))
    .map((answer) => answer.text)
    .filter((text) => text !== '');
  return texts.length < smallestGroup ? [] : texts.sort();
}

/** Counts what was written in answer to a question for a number, a day (by month), a person or a unit; what few named is counted together. */
export function tallyWritten(
  { id: questionId, title, kind }: Question,
  sheets: readonly AnswerSheet[],
  smallestGroup: number,
): QuestionTally {
  const texts = writtenAnswers(questionId, sheets, 1);
  const about = { questionId, title, answered: texts.length };
  if (kind === 'number') return { ...about, options: [], ...meanOf(texts.map(Number)) };
  const counts = new Map<string, number>();
  for (const text of texts.map((each) => (kind === 'date' ? monthOf(each) : each)))
    counts.set(text, (counts.get(text) ?? 0) + 1);
  const named = [...counts].filter(([, people]) => people >= smallestGroup);
  const others = texts.length - named.reduce((all, [, people]) => all + people, 0);
  const options = named.map(([label, people]) => ({ value: label, label, people })).sort((a, b) => b.people - a.people);
  return { ...about, options: others === 0 ? options : [...options, { value: '', label: '其他', people: others }] };
}

function tallyChoices(question: Question, answers: readonly Answer[]): QuestionTally {
  const answered = answers.filter((answer) => answer.choices.length > 0);
  const isRanking = question.kind === 'ranking';
  const options = question.options.map(({ value, label }): OptionCount => {
    const with_ = answered.filter((answer) => answer.choices.includes(value));
    const points = with_.reduce((all, { choices }) => all + ranksOf(question) - choices.indexOf(value), 0);
    return { value, label, people: with_.length, ...(isRanking ? { points } : {}) };
  });
  const scale = question.options.map(({ value }) => value);
  const mean =
    question.kind === 'scale'
      ? meanOf(answered.map(({ choices }) => scale.length - scale.indexOf(choices[0] ?? '')))
      : {};
  if (question.kind !== 'scale') options.sort((a, b) => (b.points ?? b.people) - (a.points ?? a.people));
  return { questionId: question.id, title: question.title, answered: answered.length, options, ...mean };
}

/** `2026年3月` of `2026-03-16`. */
function monthOf(dayOn: string): string {
  return `${dayOn.slice(0, 4)}年${Number(dayOn.slice(5, 7))}月`;
}

function answersTo({ id }: Question, sheets: readonly AnswerSheet[]): Answer[] {
  return sheets.flatMap(({ answers }) => answers.filter(({ questionId }) => questionId === id));
}

function meanOf(numbers: readonly number[]): { mean?: number } {
  return numbers.length === 0 ? {} : { mean: numbers.reduce((all, each) => all + each, 0) / numbers.length };
}

function isSame(one: SheetGroup, other: SheetGroup): boolean {
  return one.keys.join('\n') === other.keys.join('\n');
}
