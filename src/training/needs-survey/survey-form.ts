import type { TableKind } from '../../sheets/table.ts';
import type { SheetToWrite } from '../../sheets/write-workbook.ts';
import { type Question, questionKindLabels } from './question.ts';
import { isOptional } from './survey.ts';

/** What the sheet is called in its title and in the name of its file. */
export const SURVEY_FORM = '需求调查问卷表';

export const MATRIX = '矩阵';

export type FormField =
  | ('number' | 'title' | 'kind' | 'options' | 'items' | 'limit')
  | ('condition' | 'required' | 'whom' | 'topics');

export const FORM: TableKind<FormField> = {
  marks: ['title', 'kind', 'options'],
  columns: [
    { field: 'number', label: '题号', synonyms: ['序号'] },
    { field: 'title', label: '题目', synonyms: ['问题', '题干', '题目内容'], required: true },
    { field: 'kind', label: '题型', synonyms: ['类型', '题目类型'], required: true },
    { field: 'options', label: '选项', synonyms: ['选项内容', '备选项'] },
    { field: 'items', label: '矩阵各行', synonyms: ['矩阵行', '评价项目'] },
    { field: 'limit', label: '限制', synonyms: ['最多选', '数量限制'] },
    { field: 'condition', label: '显示条件', synonyms: ['条件', '跳题条件'] },
    { field: 'required', label: '必答', synonyms: ['是否必答'] },
    { field: 'whom', label: '答题对象', synonyms: ['对象'] },
    { field: 'topics', label: '培训主题', synonyms: ['是否主题'] },
  ],
};

/** The words of the rows above the table: what the survey is called, whom it goes to, until when. */
export const HEADINGS = { name: '名称', scope: '范围', closesOn: '截止' } as const;

/** What somebody who fills in the sheet has to know, in its second row. */
const NOTE =
  '题型填单选、多选、量表、矩阵、排序、文字、数字、日期、人员、单位、图片或文件。选项用分号隔开，限人数的写成“基层治理（限30人）”。限制：多选填最多选几项，排序填排出几项，数字填范围如 1-100，文字填最多几字。显示条件写成“3=基层治理”，多个选项用“或”连接，也可写“职务层次=乡科级正职”。职务层次、干部类别、任现职年限、年龄段由信息库带出，不必出题。';

interface Filled {
  name: string;
  scope: string;
  closesOn: string;
  questions: readonly Question[];
}

/** The sheet with these questions; read again it gives the same. */
export function surveyForm({ name, scope, closesOn, questions }: Filled): SheetToWrite {
  const asked = rowsOf(questions.filter(({ prefilled }) => prefilled === undefined));
  return {
    name: SURVEY_FORM,
    rows: [
      [SURVEY_FORM],
      [NOTE],
      [HEADINGS.name, name],
      [HEADINGS.scope, scope],
      [HEADINGS.closesOn, closesOn],
      FORM.columns.map(({ label }) => label),
      ...asked.map((rows, at) => [at + 1, ...rowOf(rows, conditionText(rows[0], asked, questions))]),
    ],
    headerRow: 6,
    widths: [6, 36, 8, 60, 30, 10, 24, 8, 18, 10],
  };
}

/** The questions as rows of the sheet: those of one matrix are one row. */
function rowsOf(questions: readonly Question[]): Question[][] {
  const rows: Question[][] = [];
  for (const question of questions) {
    const last = rows.at(-1);
    if (question.partOf !== undefined && last?.[0]?.partOf === question.partOf) last.push(question);
    else rows.push([question]);
  }
  return rows;
}

function rowOf([question, ...others]: readonly Question[], condition: string): (string | number)[] {
  if (question === undefined) return [];
  const { partOf, title, kind, options, askedOf, topics } = question;
  const items = partOf === undefined ? [] : [question, ...others].map((each) => each.title.slice(partOf.length + 1));
  const isUsual = isOptional(question) === (kind === 'text');
  return [
    partOf ?? title,
    partOf === undefined ? questionKindLabels[kind] : MATRIX,
    options.map(({ label, limit }) => (limit === undefined ? label : `${label}（限${limit}人）`)).join('；'),
    items.join('；'),
    limitText(question),
    condition,
    isUsual ? '' : isOptional(question) ? '否' : '是',
    askedOf === 'unitHead' ? '单位主要负责人' : '',
    topics === undefined ? '' : '是',
  ];
}

function limitText({ kind, maxChoices, maxLength, least, most }: Question): string | number {
  if (kind === 'number') return least === undefined && most === undefined ? '' : `${least ?? 0}-${most ?? ''}`;
  return (kind === 'text' ? maxLength : maxChoices) ?? '';
}

function conditionText(
  question: Question | undefined,
  rows: readonly (readonly Question[])[],
  questions: readonly Question[],
): string {
  const shownIf = question?.shownIf;
  const before = questions.find(({ id }) => id === shownIf?.question);
  if (shownIf === undefined || before === undefined) return '';
  const at = rows.findIndex(([first]) => first?.id === before.id);
  const labels = before.options.filter(({ value }) => shownIf.anyOf.includes(value)).map(({ label }) => label);
  return `${at < 0 ? before.title : at + 1}=${labels.join('或')}`;
}
