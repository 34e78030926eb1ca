import { MAX_FORM_OPTIONS } from '../../chat/message.ts';
import { comparable, isSameWord, plainTitle, plainWord } from '../../chat/plain-text.ts';
import { lineText, oneOf, orNone } from '../../sheets/cells.ts';
import { findTable } from '../../sheets/find-table.ts';
import { valueAbove } from '../../sheets/heading-above.ts';
import type { Sheet } from '../../sheets/sheet.ts';
import { type Problem, RowReader } from '../../sheets/table.ts';
import { partsCell } from '../needs-survey/survey-form-row.ts';
import { isJudgement, JUDGEMENT, TEST_HEADINGS, TEST_TABLE, type TestField } from './test-form.ts';
import { PURPOSES, type Purpose, purposeLabels, type TestQuestion } from './test-question.ts';
import type { TestRules } from './test-rules.ts';

/** A test as a sheet says it; the questions are of use only where there are no problems. */
export interface TestReading {
  /** As they were written. */
  classId: string;
  closesOn: string;
  name: string;
  purpose: Purpose;
  minutes: number;
  questions: readonly TestQuestion[];
  problems: readonly Problem[];
  headingRows: { classId: number; closesOn: number };
}

const limits = {
  titleLetters: 200,
  optionLetters: 60,
  topicLetters: 20,
  whyLetters: 300,
  nameLetters: 30,
  mostPoints: 100,
};
const KINDS = new Map([
  ...(['单选', '单选题', '单项选择'] as const).map((word) => [word, 'single'] as const),
  ...(['多选', '多选题', '多项选择'] as const).map((word) => [word, 'multiple'] as const),
  ...([JUDGEMENT, '判断题', '是非'] as const).map((word) => [word, 'judgement'] as const),
]);
const judged = new Map<string, 'yes' | 'no'>([
  ...(['对', '正确', '是', 'A', '√'] as const).map((word) => [word, 'yes'] as const),
  ...(['错', '错误', '否', 'B', '×'] as const).map((word) => [word, 'no'] as const),
]);

export function isTestForm(sheet: Sheet): boolean {
  return findTable(sheet, TEST_TABLE) !== undefined;
}

/** Reads a test written as a sheet, a question to a row; what is wrong is told by row. */
export function readTestForm(sheet: Sheet, rules: TestRules): TestReading {
  const table = findTable(sheet, TEST_TABLE);
  const headerRow = table?.headerRow ?? 1;
  const problems: Problem[] = [...(table?.problems ?? [])];
  const headings = readHeadings(sheet, headerRow, rules, problems);
  const questions: TestQuestion[] = [];
  for (const [at, row] of [...(table?.rows ?? [])].entries()) {
    const read = table && readQuestion(new RowReader(table, row, problems), `q${at + 1}`, questions);
    if (read !== undefined) questions.push(read);
  }
  const count = table?.rows.length ?? 0;
  if (count === 0) problems.push(about(headerRow, '题目', '表中没有题目，请至少填写一题'));
  if (count > rules.mostQuestions)
    problems.push(about(headerRow, '题目', `共 ${count} 题，最多 ${rules.mostQuestions} 题，请精简`));
  return { ...headings, questions, problems: problems.sort((a, b) => a.row - b.row) };
}

function readHeadings(sheet: Sheet, headerRow: number, rules: TestRules, problems: Problem[]) {
  const read = (heading: string, example: string) => {
    const found = valueAbove(sheet, headerRow, (text) => isSameWord(text, heading));
    if (found.value === '') problems.push(about(found.row, heading, `请在题目上方写明“${heading}”，例如：${example}`));
    return found;
  };
  const classId = read(TEST_HEADINGS.class, '2026-01');
  const closesOn = read(TEST_HEADINGS.closesOn, '3天');
  const name = plainTitle(read(TEST_HEADINGS.name, '入学测试').value).replaceAll(/\s/g, '');
  if ([...name].length > limits.nameLetters)
    problems.push(about(1, TEST_HEADINGS.name, `超过 ${limits.nameLetters} 个字`));
  const typed = read(TEST_HEADINGS.purpose, purposeLabels.entry);
  const purpose = PURPOSES.find((each) => typed.value !== '' && isSameWord(purposeLabels[each], typed.value));
  if (purpose === undefined && typed.value !== '')
    problems.push(about(typed.row, TEST_HEADINGS.purpose, '应填入学测试、结业测试或测试'));
  const time = valueAbove(sheet, headerRow, (text) => isSameWord(text, TEST_HEADINGS.minutes));
  const [, digits] = /^(\d{1,3})分?钟?$/.exec(plainWord(time.value)) ?? [];
  const minutes = time.value === '' ? rules.usualMinutes : Number(digits ?? 0);
  if (minutes < 1 || minutes > rules.mostMinutes)
    problems.push(about(time.row, TEST_HEADINGS.minutes, `应填 1 至 ${rules.mostMinutes} 的分钟数`));
  return {
    ...{ classId: classId.value, closesOn: closesOn.value, name, purpose: purpose ?? 'other', minutes },
    headingRows: { classId: classId.row, closesOn: closesOn.row },
  };
}

function readQuestion(
  reader: RowReader<TestField>,
  id: string,
  before: readonly TestQuestion[],
): TestQuestion | undefined {
  const title = plainTitle(reader.read('title', lineText(limits.titleLetters)) ?? '');
  const kind = reader.read('kind', oneOf(KINDS, '单选、多选或判断'));
  const labels = (reader.read('options', orNone(partsCell)) ?? []).map(withoutLetter);
  const typed = plainWord(reader.read('right', lineText(40)) ?? '').toUpperCase();
  const points = pointsOf(reader);
  const topic = plainTitle(reader.read('topic', orNone(lineText(limits.topicLetters))) ?? '');
  const why = reader.read('why', orNone(lineText(limits.whyLetters))) ?? '';
  if (before.some((other) => isSameWord(other.title, title))) reader.reject('title', '题目重复');
  if (kind === undefined) return undefined;
  const options = kind === 'judgement' ? judgementOptions : optionsOf(reader, labels);
  const right = rightOf(reader, kind, typed, options);
  if (!reader.ok) return undefined;
  const of = { id, title, askedOf: 'everyone' as const, options, right, points, topic, why };
  return { ...of, kind: kind === 'multiple' ? 'multiple' : 'single' };
}

const judgementOptions = [
  { value: 'yes', label: '正确' },
  { value: 'no', label: '错误' },
];

/** `A. 民主集中制` as `民主集中制`. */
function withoutLetter(label: string, at: number): string {
  const letter = String.fromCharCode(65 + at);
  const [, rest] = new RegExp(`^${letter}[.、．:：]\\s*(.+)$`, 'iu').exec(label.normalize('NFKC')) ?? [];
  return plainTitle(rest ?? label);
}

function pointsOf(reader: RowReader<TestField>): number {
  const typed = reader.read('points', orNone(lineText(6)));
  if (typed === undefined || typed === null) return 1;
  const points = Number(/^(\d{1,3})分?$/.exec(plainWord(typed))?.[1] ?? 0);
  if (points < 1 || points > limits.mostPoints) reader.reject('points', `应填 1 至 ${limits.mostPoints} 的整数`);
  return points;
}

function optionsOf(reader: RowReader<TestField>, labels: readonly string[]): TestQuestion['options'] {
  const names = labels.map(comparable);
  const isRepeated = names.some((name, at) => names.indexOf(name) !== at);
  if (labels.length < 2 || labels.length > MAX_FORM_OPTIONS)
    reader.reject('options', `应填 2 至 ${MAX_FORM_OPTIONS} 个选项，用分号隔开`);
  else if (isRepeated) reader.reject('options', '选项重复');
  else if (labels.some((label) => label === '' || [...label].length > limits.optionLetters))
    reader.reject('options', `每个选项 1 至 ${limits.optionLetters} 个字`);
  return labels.map((label, at) => ({ value: `o${at + 1}`, label }));
}

/** A key as it is typed, `B`, `ACD`, `对`; `undefined` where it is none for this question. */
export function readKey(
  typed: string,
  { kind, options }: Pick<TestQuestion, 'kind' | 'options'>,
): string[] | undefined {
  const plain = typed.toUpperCase();
  if (isJudgement({ options })) {
    const value = judged.get(plain);
    return value === undefined ? undefined : [value];
  }
  const right = readLetters(plain.replace(/[\s,、;]/g, ''), options);
  return right !== undefined && (kind === 'single') === (right.length === 1) ? right : undefined;
}

function rightOf(
  reader: RowReader<TestField>,
  kind: 'single' | 'multiple' | 'judgement',
  typed: string,
  options: TestQuestion['options'],
): string[] {
  if (typed === '') return [];
  const right = readKey(typed, { kind: kind === 'multiple' ? kind : 'single', options });
  if (right === undefined) reader.reject('right', keyHints[kind]);
  return right ?? [];
}

const keyHints = {
  judgement: '判断题填对或错',
  single: '填一个选项的字母，例如：B',
  multiple: '填两个以上选项的字母，例如：ACD',
};

/** The values of these letters, in the order of the options; `undefined` where a letter names none, or names one twice. */
function readLetters(letters: string, options: TestQuestion['options']): string[] | undefined {
  const places = [...letters].map((letter) => letter.charCodeAt(0) - 65);
  const isRead = letters !== '' && places.every((at) => options[at] !== undefined);
  if (!isRead || new Set(places).size !== places.length) return undefined;
  return options.filter((_, at) => places.includes(at)).map(({ value }) => value);
}

function about(row: number, header: string, message: string): Problem {
  return { row, column: '', header, message, value: '' };
}
