import { MAX_FORM_OPTIONS } from '../../chat/message.ts';
import { cleaned, comparable, isSameWord, plainTitle, plainWord } from '../../chat/plain-text.ts';
import { lineText, oneOf, orNone, typedText } from '../../sheets/cells.ts';
import type { CellValue } from '../../sheets/sheet.ts';
import type { Reading, RowReader } from '../../sheets/table.ts';
import { hasOptions, type Question, questionKindLabels } from './question.ts';
import { type Before, readCondition } from './survey-condition.ts';
import { type FormField, MATRIX } from './survey-form.ts';
import type { QuestionKind, SurveyRules } from './survey-rules.ts';

interface RowContext extends Before {
  rules: SurveyRules;
}

type Reader = RowReader<FormField>;

const limits = { titleLetters: 60, optionLetters: 30, ranked: 10, itemsOfMatrix: 10, textLetters: 500 };

const labelled: Readonly<Record<string, QuestionKind>> = Object.fromEntries(
  Object.entries(questionKindLabels).map(([kind, label]) => [label, kind]),
) as Record<string, QuestionKind>;
const KINDS = new Map<string, QuestionKind | 'matrix'>([
  ...Object.entries(labelled),
  ...([
    ['单选题', 'single'],
    ['多选题', 'multiple'],
    ['五分', 'scale'],
    ['打分', 'scale'],
    ['评分', 'scale'],
  ] as const),
  ...([
    ['排序题', 'ranking'],
    ['填空', 'text'],
    ['文本', 'text'],
    ['问答', 'text'],
    ['矩阵量表', 'matrix'],
    ['图片', 'file'],
    ['文件', 'file'],
    ['附件', 'file'],
  ] as const),
  [MATRIX, 'matrix'],
]);
const KIND_HINT = `${Object.values(questionKindLabels).join('、')}或${MATRIX}`;
const YES_NO = new Map([
  ['是', true],
  ['否', false],
]);
const WHOM = new Map([
  ['全体', 'everyone'],
  ['全体人员', 'everyone'],
  ['单位主要负责人', 'unitHead'],
] as const);

/** What the information base holds of a person; nobody is asked for it. */
const HELD =
  /^(?:请?(?:填写|写明|选择|问)?)(?:您的?|你的?|本人的?)?(?:姓名|性别|出生年月|出生日期|年龄|单位|所在单位|工作单位|单位名称|职务|现任职务|职级|手机号?码?|联系电话|电话|身份证号码?|参加工作时间|任现职时间|政治面貌|入党时间)(?:是什么|是)?[?:]*$/;

/** One row as questions: a matrix gives one for each of its rows, what the base answers and what is wrong gives none. */
export function readFormRow(reader: Reader, context: RowContext): Question[] {
  const title = reader.read('title', lineText(limits.titleLetters));
  const kind = reader.read('kind', oneOf(KINDS, KIND_HINT));
  const options = optionsOf(reader, kind, context.rules);
  const items = (reader.read('items', orNone(partsCell)) ?? []).map((each) => plainTitle(each));
  const required = reader.read('required', orNone(oneOf(YES_NO, '是或否')));
  const askedOf = reader.read('whom', orNone(oneOf(WHOM, '全体或单位主要负责人'))) ?? 'everyone';
  const isTopics = reader.read('topics', orNone(oneOf(YES_NO, '是或否'))) === true;
  const condition = conditionOf(reader, context);
  const limit = kind === undefined ? {} : limitOf(reader, kind, options.length);
  if (title === undefined || kind === undefined) return [];
  const plain = plainTitle(title);
  if (context.before.some(({ title: other, prefilled }) => prefilled !== undefined && isSameWord(other, plain)))
    return [];
  if (HELD.test(plainWord(plain))) reader.reject('title', '信息库已有这一项，不再询问，请删去这一题');
  if (context.before.some(({ title: other, partOf }) => isSameWord(partOf ?? other, plain)))
    reader.reject('title', '题目重复');
  if (kind === 'matrix' && (items.length < 2 || items.length > limits.itemsOfMatrix))
    reader.reject('items', `矩阵应在“矩阵各行”填 2 至 ${limits.itemsOfMatrix} 行，用分号隔开`);
  if (isTopics && !(kind === 'single' || kind === 'multiple')) reader.reject('topics', '只有单选、多选可作培训主题');
  if (!reader.ok) return [];
  const bank = context.rules.questions.find((each) => isSameWord(each.title, plain));
  const id = bank?.id ?? `q${context.number}`;
  const shape = {
    ...{ options: withValues(options, bank), askedOf, ...limit },
    ...(condition === undefined ? {} : { shownIf: condition }),
    ...(isTopics ? { topics: true as const } : {}),
    ...(required === false && kind !== 'text' ? { optional: true as const } : {}),
    ...(required === true && kind === 'text' ? { required: true as const } : {}),
  };
  if (kind !== 'matrix') return [{ id, title: plain, kind, ...shape }];
  return items.map((item, at) => ({
    ...{ id: `${id}r${at + 1}`, title: `${plain}：${item}`, kind: 'scale' as const, partOf: plain },
    ...shape,
  }));
}

interface Option {
  label: string;
  limit?: number;
}

function optionsOf(reader: Reader, kind: QuestionKind | 'matrix' | undefined, { scale }: SurveyRules): Option[] {
  const labels = reader.read('options', orNone(partsCell)) ?? [];
  if (kind === undefined) return [];
  const isScale = kind === 'scale' || kind === 'matrix';
  if (!isScale && !hasOptions({ kind })) {
    if (labels.length > 0) reader.reject('options', `${questionKindLabels[kind]}题不设选项，请删去选项或改题型`);
    return [];
  }
  if (labels.length === 0 && isScale) return scale.map((label) => ({ label }));
  const options = labels.map(readOption);
  const most = kind === 'ranking' ? limits.ranked : MAX_FORM_OPTIONS;
  const names = options.map(({ label }) => comparable(label));
  const repeated = options.find((_, at) => names.indexOf(names[at] ?? '') !== at);
  if (options.length < 2) reader.reject('options', '应填两个以上选项，用分号隔开，例如：赞成；不赞成');
  else if (isScale && options.length !== scale.length)
    reader.reject('options', `量表应填 ${scale.length} 个选项，从好到差排列；不填的用“${scale.join('；')}”`);
  else if (options.length > most) reader.reject('options', `选项最多 ${most} 个`);
  else if (repeated !== undefined) reader.reject('options', `选项“${repeated.label}”重复`);
  else if (options.some(({ label }) => label === '' || [...label].length > limits.optionLetters))
    reader.reject('options', `每个选项 1 至 ${limits.optionLetters} 个字`);
  return options;
}

/** `基层治理（限30人）`. */
function readOption(typed: string): Option {
  const [, label = typed, people] = /^(.*?)[（(]限\s*(\d{1,5})\s*人?[)）]$/.exec(typed) ?? [];
  return people === undefined || Number(people) < 1
    ? { label: plainTitle(typed) }
    : { label: plainTitle(label), limit: Number(people) };
}

/** Options of a question of the bank keep its values, so that answers can be compared from survey to survey. */
function withValues(options: readonly Option[], bank: Question | undefined): Question['options'] {
  return options.map((option, at) => {
    const known = bank?.options.find(({ label }) => isSameWord(label, option.label));
    return { value: known?.value ?? `o${at + 1}`, ...option };
  });
}

/** Parts of a cell, by line breaks, semicolons or bars; where there are none, by `、`. */
export function partsCell(cell: CellValue): Reading<string[]> {
  const typed = typedText(cell);
  if ('message' in typed) return typed;
  const separator = /[\n;；|｜]/.test(typed.value) ? /[\n;；|｜]+/ : /、/;
  return {
    value: typed.value
      .split(separator)
      .map(cleaned)
      .filter((part) => part !== ''),
  };
}

type Limit = Pick<Question, 'maxChoices' | 'maxLength' | 'least' | 'most'>;

/** How many options, letters, or which numbers; what it says depends on the kind. */
function limitOf(reader: Reader, kind: QuestionKind | 'matrix', options: number): Limit {
  const typed = reader.read('limit', orNone(lineText(20)));
  if (typed === undefined || typed === null) return {};
  const plain = plainWord(typed);
  const whole = /^(?:最多|不超过|选|排)?(\d{1,6})(?:项|个|字)?$/.exec(plain)?.[1];
  const [, least, most] = /^(\d{1,9})?(?:-|至|~|到)(\d{1,9})?$/.exec(plain) ?? [];
  switch (kind) {
    case 'multiple':
    case 'ranking':
      if (whole !== undefined && Number(whole) >= 1 && Number(whole) <= options) return { maxChoices: Number(whole) };
      reader.reject('limit', `应填 1 至 ${options} 的整数`);
      return {};
    case 'text':
      if (whole !== undefined && Number(whole) >= 1 && Number(whole) <= limits.textLetters)
        return { maxLength: Number(whole) };
      reader.reject('limit', `应填最多字数，1 至 ${limits.textLetters}`);
      return {};
    case 'number':
      if (
        (least === undefined && most === undefined) ||
        Number(least ?? 0) > Number(most ?? Number.POSITIVE_INFINITY)
      ) {
        reader.reject('limit', '应填数字范围，例如：1-100');
        return {};
      }
      return {
        ...(least === undefined ? {} : { least: Number(least) }),
        ...(most === undefined ? {} : { most: Number(most) }),
      };
    default:
      reader.reject('limit', '这种题型不设限制，请留空');
      return {};
  }
}

function conditionOf(reader: Reader, context: RowContext): Question['shownIf'] {
  const typed = reader.read('condition', orNone(lineText(100)));
  if (typed === undefined || typed === null) return undefined;
  const condition = readCondition(typed, context);
  if (!('message' in condition)) return condition;
  reader.reject('condition', condition.message);
  return undefined;
}
