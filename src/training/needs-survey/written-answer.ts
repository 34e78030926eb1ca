import { readTypedDate } from '../../calendar/typed-date.ts';
import { cleaned, isSameWord, plainName, plainWord, typedParts } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';
import type { Answer, Question } from './question.ts';

/** What the answers to some kinds of questions are read with. */
export interface AnsweredWith {
  todayOn: string;
  /** The full name of the unit that is meant; `undefined` where there is none of that name. */
  unitCalled: (typed: string) => string | undefined;
}

const TEXT_LIMIT = 500;
const NAME = /^[\p{Script=Han}·]{2,15}$/u;

/** What an option is called where letters stand for the options. */
export function optionLetter(index: number): string {
  return String.fromCharCode(65 + index);
}

/** How many options of a ranking are put in order. */
export function ranksOf({ maxChoices, options }: Question): number {
  return Math.min(maxChoices ?? options.length, options.length);
}

/** An answer as it may be written, for the message that asks; `''` where any words will do. */
export function writtenExample(question: Question): string {
  switch (question.kind) {
    case 'ranking':
      return [1, 0, 2, 3, 4, 5, 6, 7, 8, 9]
        .filter((at) => at < Math.max(ranksOf(question), 2))
        .slice(0, ranksOf(question))
        .map(optionLetter)
        .join(' ');
    case 'number':
      return String(Math.min(question.most ?? 5, Math.max(question.least ?? 0, 5)));
    case 'date':
      return '3月16日';
    case 'person':
      return '张三';
    case 'unit':
      return '县财政局';
    default:
      return '';
  }
}

/**
 * Reads what was written in answer to a question that is not chosen from.
 *
 * @param raw - what was typed, or the values of an answer given before
 * @throws RuleError with `title` and `example`: `survey.too-long` with `mostCharacters`; `survey.not-ranked` with `ranks` and `last`;
 * `survey.not-number` with `least` and `most`; `survey.not-date`, `survey.not-person`, `survey.not-unit`; `survey.not-file`
 */
export function readWritten(question: Question, raw: string | readonly string[], known: AnsweredWith): Partial<Answer> {
  const said = typeof raw === 'string' ? raw : raw.join(' ');
  switch (question.kind) {
    case 'ranking':
      return { choices: readRanking(question, raw) };
    case 'number':
      return { text: readNumber(question, said) };
    case 'date':
      return { text: readDay(question, said, known.todayOn) };
    case 'person':
      return { text: readName(question, said) };
    case 'file':
      throw new RuleError('survey.not-file', { title: question.title });
    case 'unit':
      return { text: readUnit(question, said, known) };
    default:
      return { text: readText(question, said) };
  }
}

function readText(question: Question, said: string): string {
  const text = said.trim();
  const mostCharacters = question.maxLength ?? TEXT_LIMIT;
  if ([...text].length > mostCharacters)
    throw new RuleError('survey.too-long', { title: question.title, mostCharacters });
  return text;
}

/** Letters, numbers or labels in the person's order: `B A C`, `BAC`, `2 1 3`; each once, exactly as many as are asked for. */
function readRanking(question: Question, raw: string | readonly string[]): string[] {
  const { options } = question;
  const words = typeof raw === 'string' ? rankingParts(raw, options.length) : raw;
  const chosen = words.map((word) => optionRanked(question, word));
  const isWhole = new Set(chosen).size === chosen.length && chosen.length === ranksOf(question);
  return isWhole ? chosen.flatMap((value) => value ?? refuseRanking(question)) : refuseRanking(question);
}

function rankingParts(raw: string, count: number): string[] {
  const parts = typedParts(raw.replace(/[>》＞→]/g, ' '));
  const [only = ''] = parts;
  if (parts.length > 1) return parts;
  if (/^[a-z]+$/.test(only)) return [...only];
  return count < 10 && /^\d+$/.test(only) ? [...only] : parts;
}

function optionRanked({ options }: Question, word: string): string | undefined {
  if (/^\d+$/.test(word)) return options[Number(word) - 1]?.value;
  const named = options.find(({ value, label }) => value === word || isSameWord(label, word));
  return named?.value ?? (/^[a-z]$/i.test(word) ? options[word.toLowerCase().charCodeAt(0) - 97]?.value : undefined);
}

function refuseRanking(question: Question): never {
  const last = optionLetter(question.options.length - 1);
  throw new RuleError('survey.not-ranked', { ...shown(question), ranks: ranksOf(question), last });
}

/** `12`, `12人`, `约12个`. */
function readNumber(question: Question, said: string): string {
  const [, digits] = /^约?(\d{1,9})[\p{Script=Han}]{0,4}$/u.exec(plainWord(said)) ?? [];
  const { least = 0, most = 999_999_999 } = question;
  const number = Number(digits);
  if (digits === undefined || number < least || number > most)
    throw new RuleError('survey.not-number', { ...shown(question), least, most });
  return String(number);
}

function readDay(question: Question, said: string, todayOn: string): string {
  try {
    return readTypedDate(said, todayOn);
  } catch (error) {
    if (error instanceof RuleError) throw new RuleError('survey.not-date', shown(question));
    throw error;
  }
}

/** A name as it was written. It is not looked up: whether somebody is in the information base is not told to whoever fills in a survey. */
function readName(question: Question, said: string): string {
  const name = plainName(cleaned(said));
  if (!NAME.test(name)) throw new RuleError('survey.not-person', shown(question));
  return name;
}

function readUnit(question: Question, said: string, { unitCalled }: AnsweredWith): string {
  const name = unitCalled(said);
  if (name === undefined) throw new RuleError('survey.not-unit', shown(question));
  return name;
}

/** What a refusal says of the question, and how an answer would look. */
function shown(question: Question) {
  return { title: question.title, example: writtenExample(question) };
}
