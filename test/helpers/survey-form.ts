import { writeWorkbook } from '../../src/sheets/write-workbook.ts';
import { surveyForm } from '../../src/training/needs-survey/survey-form.ts';

type Cell = string | number;

/** A row of the sheet in which a survey is written; what is not given is empty. */
export interface FormRow {
  title: string;
  kind: string;
  options?: string;
  items?: string;
  limit?: Cell;
  condition?: string;
  required?: string;
  whom?: string;
  topics?: string;
}

interface Headings {
  name?: string;
  scope?: string;
  closesOn?: string;
}

/** The bytes of a filled-in sheet of a survey. */
export function surveySheet(
  rows: readonly FormRow[],
  { name = '数字能力调查', scope = '县财政局', closesOn = '7天' }: Headings = {},
): Buffer {
  const blank = surveyForm({ name, scope, closesOn, questions: [] });
  const cells = rows.map((row, at): Cell[] => [
    ...[at + 1, row.title, row.kind, row.options ?? '', row.items ?? '', row.limit ?? '', row.condition ?? ''],
    ...[row.required ?? '', row.whom ?? '', row.topics ?? ''],
  ]);
  return writeWorkbook({ ...blank, rows: [...blank.rows, ...cells] });
}

/** One question of each kind; the second is asked only of those who answer the first with yes. */
export const everyKind: readonly FormRow[] = [
  { title: '是否使用过政务系统', kind: '单选', options: '使用过；没有' },
  { title: '使用中的困难', kind: '多选', options: '不会操作；网络慢；流程复杂', limit: 2, condition: '1=使用过' },
  { title: '培训需要', kind: '矩阵', items: '公文处理；数据分析' },
  { title: '希望参加的班次', kind: '单选', options: '上午班（限1人）；下午班' },
  { title: '请排出最需要的内容', kind: '排序', options: '办公软件；数据安全；人工智能', limit: 2 },
  { title: '每周使用的天数', kind: '数字', limit: '0-7' },
  { title: '方便参加的日期', kind: '日期' },
  { title: '推荐的授课人', kind: '人员', required: '否' },
  { title: '希望学习的单位', kind: '单位' },
  { title: '其他建议', kind: '文字', limit: 100 },
];
