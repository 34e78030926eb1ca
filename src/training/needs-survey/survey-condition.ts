import { isSameWord, plainWord } from '../../chat/plain-text.ts';
import { isChosen, type Question } from './question.ts';

/** What stands before a question in its survey. */
export interface Before {
  /** With those that the information base answers. */
  before: readonly Question[];
  /** By the number in the sheet; a matrix has a number and no question. */
  byNumber: ReadonlyMap<string, Question | undefined>;
  /** Of the question itself. */
  number: string;
}

const CONDITION_EXAMPLE = '3=基层治理';

type Condition = NonNullable<Question['shownIf']>;

/**
 * `3=基层治理或应急处置`, `第3题选A`, `职务层次=乡科级正职`: on which choice of an earlier question another one depends.
 * @returns the condition, or what is wrong with it
 */
export function readCondition(typed: string, { before, byNumber, number }: Before): Condition | { message: string } {
  const [, named = '', labels = ''] = /^(.+?)(?:选择?|为|是|[=:])(.+)$/.exec(plainWord(typed)) ?? [];
  if (labels === '') return { message: `应写成“${CONDITION_EXAMPLE}”` };
  const asNumber = /^第?(\d{1,3})题?$/.exec(named)?.[1];
  const question =
    asNumber === undefined ? before.find(({ title }) => isSameWord(title, named)) : byNumber.get(asNumber);
  if (question === undefined) return { message: whyUnknown(named, asNumber, byNumber, number) };
  if (!isChosen(question)) return { message: `“${named}”不是单选、多选或量表，不能作条件` };
  const words = labels.split(/[或;、,/]/).filter((word) => word !== '');
  const anyOf = words.map((word) => optionMeant(question, word));
  const unknown = words.find((_, at) => anyOf[at] === undefined);
  if (unknown !== undefined) return { message: `“${named}”没有选项“${unknown}”` };
  return { question: question.id, anyOf: anyOf.flatMap((value) => value ?? []) };
}

function whyUnknown(
  named: string,
  number: string | undefined,
  byNumber: ReadonlyMap<string, unknown>,
  own: string,
): string {
  if (number === undefined) return `前面没有题目“${named}”，请用题号，例如：${CONDITION_EXAMPLE}`;
  if (byNumber.has(number)) return `第 ${number} 题是矩阵或有误，不能作条件`;
  return number === own ? '不能以本题作条件' : `条件只能引用前面的题目，前面没有第 ${number} 题`;
}

function optionMeant({ options }: Question, word: string): string | undefined {
  const named = options.find(({ label }) => isSameWord(label, word));
  const letter = /^[a-z]$/i.test(word) ? options[word.toLowerCase().charCodeAt(0) - 97] : undefined;
  return (named ?? letter)?.value;
}
