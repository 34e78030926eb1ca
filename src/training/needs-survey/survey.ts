import { isSameWord, typedParts } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';
import { type Answer, isChosen, type Question } from './question.ts';
import { type AnsweredWith, readWritten } from './written-answer.ts';

/** The questions one person is asked: those that are meant for them and whose answer is not known already, in their order. */
export function questionsFor(questions: readonly Question[], person: { headsUnit: boolean }): Question[] {
  return questions.filter((one) => one.prefilled === undefined && (one.askedOf === 'everyone' || person.headsUnit));
}

/** Whether a question may be left without an answer: free text may unless it is marked. */
export function isOptional({ kind, optional, required }: Question): boolean {
  return optional === true || (kind === 'text' && required !== true);
}

/** The answer this person gave to the same question in an earlier survey, newest first, if it still is an answer to it. */
export function answerBefore(
  question: Question,
  earlier: readonly { answers: readonly Answer[] }[],
  known: AnsweredWith,
): Answer | undefined {
  if (question.kind === 'file') return undefined;
  const given = earlier
    .flatMap(({ answers }) => answers)
    .find(({ questionId, choices, text }) => questionId === question.id && (choices.length > 0 || text !== ''));
  if (given === undefined) return undefined;
  try {
    return checkAnswer(question, given.text === '' ? given.choices : given.text, known);
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
 * `given` and `most`; `survey.too-many-choices` with `most`; those of `readWritten`
 */
export function checkAnswer(question: Question, raw: string | readonly string[], known: AnsweredWith): Answer {
  if (!isChosen(question)) return writtenAnswer(question, raw, known);
  const chosen =
    typeof raw === 'string' ? readTyped(question, raw) : raw.map((value) => optionByValue(question, value));
  const choices = question.options.map((option) => option.value).filter((value) => chosen.includes(value));
  if (choices.length === 0 && !isOptional(question)) {
    throw new RuleError('survey.no-answer', { title: question.title });
  }
  const most = question.kind === 'multiple' ? (question.maxChoices ?? question.options.length) : 1;
  if (choices.length > most) throw new RuleError('survey.too-many-choices', { title: question.title, most });
  return { questionId: question.id, choices, text: '' };
}

/** The answer as text, for a confirmation: labels joined by `、` (of a ranking in the person's order), or the text itself. */
export function answerInWords(question: Question, answer: Answer): string {
  if (answer.choices.length === 0) return answer.text;
  return answer.choices
    .flatMap((value) => question.options.find((each) => each.value === value)?.label ?? [])
    .join('、');
}

function writtenAnswer(question: Question, raw: string | readonly string[], known: AnsweredWith): Answer {
  const said = typeof raw === 'string' ? raw.trim() : raw.join(' ');
  if (said !== '') return { questionId: question.id, choices: [], text: '', ...readWritten(question, raw, known) };
  if (!isOptional(question)) throw new RuleError('survey.no-answer', { title: question.title });
  return { questionId: question.id, choices: [], text: '' };
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
