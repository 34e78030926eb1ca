import type { TableKind } from '../../sheets/table.ts';
import type { SheetToWrite } from '../../sheets/write-workbook.ts';
import { optionLetter } from '../needs-survey/written-answer.ts';
import { type Purpose, purposeLabels, type TestQuestion } from './test-question.ts';

/** What the sheet is called in its title and in the name of its file. */
export const TEST_FORM = '测试试题表';
export const JUDGEMENT = '判断';

export type TestField = 'number' | 'title' | 'kind' | 'options' | 'right' | 'points' | 'topic' | 'why';

export const TEST_TABLE: TableKind<TestField> = {
  marks: ['title', 'kind', 'right'],
  columns: [
    { field: 'number', label: '题号', synonyms: ['序号'] },
    { field: 'title', label: '题目', synonyms: ['问题', '题干', '试题'], required: true },
    { field: 'kind', label: '题型', synonyms: ['类型', '题目类型'], required: true },
    { field: 'options', label: '选项', synonyms: ['选项内容', '备选项'] },
    { field: 'right', label: '答案', synonyms: ['正确答案', '参考答案', '标准答案'], required: true },
    { field: 'points', label: '分值', synonyms: ['分数', '分'] },
    { field: 'topic', label: '主题', synonyms: ['知识点', '考查主题'] },
    { field: 'why', label: '解析', synonyms: ['答案解析', '说明'] },
  ],
};

/** The words of the rows above the table. */
export const TEST_HEADINGS = {
  class: '班号',
  name: '名称',
  purpose: '类别',
  closesOn: '截止',
  minutes: '时长',
} as const;

const NOTE =
  '题型填单选、多选、判断。选项用分号隔开，判断题不填选项。答案填字母，如 B、ACD；判断题填对或错。分值不填的为 1 分。主题用于比较入学和结业的提高情况。类别填入学测试、结业测试或测试。时长为分钟数。';

interface Filled {
  classId: string;
  name: string;
  purpose: Purpose;
  closesOn: string;
  minutes: number;
  questions: readonly TestQuestion[];
}

/** The sheet with these questions; read again it gives the same. */
export function testForm({ classId, name, purpose, closesOn, minutes, questions }: Filled): SheetToWrite {
  return {
    name: TEST_FORM,
    rows: [
      [TEST_FORM],
      [NOTE],
      [TEST_HEADINGS.class, classId],
      [TEST_HEADINGS.name, name],
      [TEST_HEADINGS.purpose, purposeLabels[purpose]],
      [TEST_HEADINGS.closesOn, closesOn],
      [TEST_HEADINGS.minutes, minutes],
      TEST_TABLE.columns.map(({ label }) => label),
      ...questions.map((question, at) => [at + 1, ...rowOf(question)]),
    ],
    headerRow: 8,
    widths: [8, 44, 8, 60, 10, 8, 16, 40],
  };
}

function rowOf(question: TestQuestion): (string | number)[] {
  const { title, kind, options, points, topic, why } = question;
  const judged = isJudgement(question);
  return [
    title,
    judged ? JUDGEMENT : kind === 'single' ? '单选' : '多选',
    judged ? '' : options.map(({ label }) => label).join('；'),
    judged ? (question.right.includes('yes') ? '对' : '错') : lettersOf(question),
    ...[points, topic, why],
  ];
}

export function isJudgement({ options }: Pick<TestQuestion, 'options'>): boolean {
  return options.length === 2 && options[0]?.value === 'yes' && options[1]?.value === 'no';
}

/** The letters of the right options, as the sheet has them. */
export function lettersOf({ options, right }: Pick<TestQuestion, 'options' | 'right'>): string {
  return options.map(({ value }, at) => (right.includes(value) ? optionLetter(at) : '')).join('');
}

/** Some questions to begin with: how each kind is filled in. */
export const exampleQuestions: readonly TestQuestion[] = [
  {
    ...{ id: 'q1', title: '党的根本组织原则是什么', kind: 'single', askedOf: 'everyone' },
    options: ['民主集中制', '首长负责制', '委员会制'].map((label, at) => ({ value: `o${at + 1}`, label })),
    ...{ right: ['o1'], points: 1, topic: '党章党规党纪', why: '党章规定，民主集中制是党的根本组织原则。' },
  },
  {
    ...{ id: 'q2', title: '乡村全面振兴包括哪些方面', kind: 'multiple', askedOf: 'everyone' },
    options: ['产业振兴', '人才振兴', '文化振兴', '城市振兴'].map((label, at) => ({ value: `o${at + 1}`, label })),
    ...{ right: ['o1', 'o2', 'o3'], points: 2, topic: '乡村振兴', why: '' },
  },
  {
    ...{ id: 'q3', title: '参训期间经批准的请假也计入请假时间', kind: 'single', askedOf: 'everyone' },
    options: [
      { value: 'yes', label: '正确' },
      { value: 'no', label: '错误' },
    ],
    ...{ right: ['yes'], points: 1, topic: '学员管理', why: '' },
  },
];
