import { isSameWord, visible } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';
import { type Answer, isChosen, type Question } from './question.ts';
import { checkAnswer } from './survey.ts';
import { dependsOn } from './survey-path.ts';
import { type AnsweredWith, optionLetter } from './written-answer.ts';

/**
 * Where cards cannot change on the screen, so many choice questions are asked in one message, by letters, so that no number names two things;
 * one that is written stands alone.
 */
const QUESTIONS_PER_PAGE = 3;

/**
 * The questions asked together next: the first without an answer and those right behind it, up to one that depends on one of them; empty if
 * the sheet is complete.
 */
export function nextPage(asked: readonly Question[], answers: readonly Answer[]): Question[] {
  const open = asked.filter((question) => !answers.some((answer) => answer.questionId === question.id));
  const [first] = open;
  if (first !== undefined && !isChosen(first)) return [first];
  const page = choiceQuestions(open.slice(0, QUESTIONS_PER_PAGE));
  const end = page.findIndex((question) => dependsOn(question, page));
  return end < 0 ? page : page.slice(0, end);
}

/** The questions asked right before this one, as many as one message holds. */
export function pageBefore(asked: readonly Question[], questionId: string): Question[] {
  const end = asked.findIndex((question) => question.id === questionId);
  const before = asked.slice(Math.max(0, end - QUESTIONS_PER_PAGE), Math.max(0, end)).reverse();
  const [last] = before;
  return last !== undefined && !isChosen(last) ? [last] : choiceQuestions(before);
}

/** An answer of the form that is expected, for the message that asks: `A BD C`. */
export function pageExample(page: readonly Question[]): string {
  return page.map((question, index) => lettersLike(question, index)).join(' ');
}

/**
 * Reads one line of letters that answers a page of choice questions: `A BD C`, also `a，bd，c`, `一A 二B、D 三C` or, where each question
 * takes one option, `ABC`.
 *
 * @throws RuleError `survey.page-unclear` with `count` and `example` when it cannot be told which letters answer which question;
 * `survey.unknown-letter` with `title`, `given`, `last`; those of `checkAnswer`
 */
export function readPage(page: readonly Question[], said: string, known: AnsweredWith): Answer[] {
  const [only] = page;
  const named = only?.options.find((option) => isSameWord(option.label, said));
  if (page.length === 1 && only !== undefined && named !== undefined) return [checkAnswer(only, [named.value], known)];
  const groups = letterGroups(said, page.length);
  if (groups === undefined)
    throw new RuleError('survey.page-unclear', { count: page.length, example: pageExample(page) });
  return page.map((question, index) => checkAnswer(question, valuesOf(question, groups[index] ?? ''), known));
}

/** The letters of an answer as the page would show them, e.g. `BD`. */
export function answerLetters(question: Question, answer: Answer): string {
  return question.options
    .map((option, index) => (answer.choices.includes(option.value) ? optionLetter(index) : ''))
    .join('');
}

function choiceQuestions(questions: readonly Question[]): Question[] {
  const end = questions.findIndex((question) => !isChosen(question));
  return end < 0 ? [...questions] : questions.slice(0, end);
}

function lettersLike({ kind, options }: Question, index: number): string {
  if (kind === 'multiple' && options.length >= 4) return 'BD';
  return optionLetter(Math.min([0, 1, 2][index] ?? 0, Math.max(0, options.length - 1)));
}

/** The letters for each question; people separate questions by spaces, commas or `、`, and some write the questions' numbers in front. */
function letterGroups(said: string, count: number): string[] | undefined {
  const plain = visible(said)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/第?[一二三123]题?[.、:)]?\s*(?=[A-Z])/g, ' ');
  const ways = [
    plain.replace(/[,、.。]/g, '').split(/[\s;]+/),
    plain.replace(/、/g, '').split(/[\s,;.。]+/),
    plain.split(/[\s,、;.。]+/),
    [...plain.replace(/[\s,、;.。]/g, '')],
  ];
  const whole = plain.replace(/[\s,、;.。]/g, '');
  if (!/^[A-Z]+$/.test(whole)) return undefined;
  if (count === 1) return [whole];
  return ways.map((parts) => parts.filter((part) => part !== '')).find((parts) => parts.length === count);
}

function valuesOf(question: Question, letters: string): string[] {
  return [...letters].map((letter) => {
    const option = question.options[letter.charCodeAt(0) - 65];
    if (option !== undefined) return option.value;
    const last = optionLetter(question.options.length - 1);
    throw new RuleError('survey.unknown-letter', { title: question.title, given: letter, last });
  });
}
