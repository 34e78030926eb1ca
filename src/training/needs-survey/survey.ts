import { isSameWord, typedParts } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';
import type { SurveyRules } from './survey-rules.ts';

/** One question of a survey, as the rule pack's question bank holds it. */
export type Question = SurveyRules['questions'][number];

/** One person's answer to one question: option values in the question's order, or text. */
export interface Answer {
  questionId: string;
  /** Empty for a text question. */
  choices: readonly string[];
  /** `''` unless it is a text question. */
  text: string;
}

const TEXT_LIMIT = 500;

/**
 * The questions one person is asked: those of the bank that are meant for them and whose answer is not known already; what has to be written
 * comes last.
 */
export function questionsFor(questions: readonly Question[], person: { headsUnit: boolean }): Question[] {
  const asked = questions.filter(
    (one) => one.prefilled === undefined && (one.askedOf === 'everyone' || person.headsUnit),
  );
  return [...asked.filter(({ kind }) => kind !== 'text'), ...asked.filter(({ kind }) => kind === 'text')];
}

/** Whether a question may be left without an answer: written ones may unless they are marked. */
export function isOptional({ kind, optional, required }: Question): boolean {
  return optional === true || (kind === 'text' && required !== true);
}

/** The answer this person gave to the same question in an earlier survey, newest first, if it still is an answer to it. */
export function answerBefore(
  question: Question,
  earlier: readonly { answers: readonly Answer[] }[],
): Answer | undefined {
  const given = earlier
    .flatMap(({ answers }) => answers)
    .find(({ questionId, choices, text }) => questionId === question.id && (choices.length > 0 || text !== ''));
  if (given === undefined) return undefined;
  try {
    return checkAnswer(question, question.kind === 'text' ? given.text : given.choices);
  } catch (error) {
    if (error instanceof RuleError) return undefined;
    throw error;
  }
}

/** The first question without an answer; absent if the sheet is complete. After a refused answer it is the same question again. */
export function nextQuestion(asked: readonly Question[], answers: readonly Answer[]): Question | undefined {
  return asked.find((question) => !answers.some((answer) => answer.questionId === question.id));
}

/**
 * Checks one answer and converts it to its stored form. Choices may be option values from a card, or one typed line:
 * numbers (`1 3、5`, `1.3.5`, `①③⑤`, full-width digits) or labels, separated by spaces, commas, points or `、`.
 *
 * @param raw - values of a pressed form, or what the person typed
 * @throws RuleError with `title`: `survey.no-answer` for an empty answer to a question that needs one; `survey.unknown-option` with
 * `given` and `most`; `survey.too-many-choices` with `most`; `survey.too-long` with `mostCharacters`
 */
export function checkAnswer(question: Question, raw: string | readonly string[]): Answer {
  if (question.kind === 'text') return textAnswer(question, typeof raw === 'string' ? raw : raw.join(' '));
  const chosen =
    typeof raw === 'string' ? readTyped(question, raw) : raw.map((value) => optionByValue(question, value));
  const choices = question.options.map((option) => option.value).filter((value) => chosen.includes(value));
  if (choices.length === 0 && !isOptional(question)) {
    throw new RuleError('survey.no-answer', { title: question.title });
  }
  const most = question.kind === 'single' ? 1 : (question.maxChoices ?? question.options.length);
  if (choices.length > most) throw new RuleError('survey.too-many-choices', { title: question.title, most });
  return { questionId: question.id, choices, text: '' };
}

/** The answer as text, for a confirmation: labels joined by `、`, or the text itself. */
export function answerInWords(question: Question, answer: Answer): string {
  if (question.kind === 'text') return answer.text;
  const labels = question.options
    .filter((option) => answer.choices.includes(option.value))
    .map((option) => option.label);
  return labels.join('、');
}

function textAnswer(question: Question, raw: string): Answer {
  const text = raw.trim();
  const mostCharacters = question.maxLength ?? TEXT_LIMIT;
  if (text === '' && !isOptional(question)) throw new RuleError('survey.no-answer', { title: question.title });
  if ([...text].length > mostCharacters) {
    throw new RuleError('survey.too-long', { title: question.title, mostCharacters });
  }
  return { questionId: question.id, choices: [], text };
}

/** The parts of a typed line. A line that is exactly one label is one part, because a label may contain a separator. */
function readTyped(question: Question, raw: string): string[] {
  const whole = question.options.find((option) => isSameWord(option.label, raw));
  if (whole !== undefined) return [whole.value];
  return typedParts(raw).map((word) => optionByWord(question, word));
}

function optionByWord(question: Question, word: string): string {
  const option = /^\d+$/.test(word)
    ? question.options[Number(word) - 1]
    : question.options.find((one) => isSameWord(one.label, word));
  return option?.value ?? unknownOption(question, word);
}

function optionByValue(question: Question, value: string): string {
  const option = question.options.find((one) => one.value === value);
  return option?.value ?? unknownOption(question, value);
}

function unknownOption(question: Question, given: string): never {
  throw new RuleError('survey.unknown-option', { title: question.title, given, most: question.options.length });
}
