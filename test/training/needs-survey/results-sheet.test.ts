import { expect, it } from 'vitest';
import { sheetOf } from '../../../src/bot/sheet-on-request.ts';
import { readSheets } from '../../../src/sheets/read-sheets.ts';
import { writeWorkbook } from '../../../src/sheets/write-workbook.ts';
import type { Question } from '../../../src/training/needs-survey/question.ts';
import { resultsSheet } from '../../../src/training/needs-survey/results-sheet.ts';
import type { QuestionTally } from '../../../src/training/needs-survey/survey-tally.ts';
import type { SurveyRow } from '../../../src/training/needs-survey/surveys.ts';

const question = (id: string, title: string, partOf?: string) =>
  ({ id, title, kind: 'scale', partOf }) as unknown as Question;
const survey = {
  ...{ _id: 'D2026-1', name: '需求调查', smallestGroup: 5 },
  questions: [
    question('q1', '学习条件：教室', '学习条件'),
    question('q2', '学习条件：宿舍', '学习条件'),
    question('q3', '意愿'),
  ],
} as unknown as SurveyRow;
const tally = (questionId: string, title: string, people: readonly [number, number]): QuestionTally => ({
  ...{ questionId, title, answered: people[0] + people[1], mean: 1.5 },
  options: [
    { value: 'yes', label: '符合', people: people[0] },
    { value: 'no', label: '不符合', people: people[1] },
  ],
});

async function secondSheet(tallies: readonly QuestionTally[]) {
  const list = resultsSheet(survey, { done: 6, all: 9 }, tallies, [], '2026-03-16');
  const sheets = await readSheets(writeWorkbook(sheetOf(list)), '结果.xlsx');
  const [, second] = sheets;
  return second && [...second.rows].map(({ cells }) => [...cells.values()].map(({ text }) => text).join(' '));
}

it('a matrix is a table on a second sheet, a row that too few answered without its counts', async () => {
  const tallies = [
    tally('q1', '学习条件：教室', [4, 2]),
    tally('q2', '学习条件：宿舍', [3, 1]),
    tally('q3', '意愿', [6, 0]),
  ];
  const rows = await secondSheet(tallies);
  expect(rows?.filter((row) => row !== '')).toEqual([
    'D2026-1　需求调查　矩阵题结果',
    '学习条件 符合 不符合 填写人数 平均',
    '教室 4 2 6 1.5',
    '宿舍 填写不足 5 人，不显示',
  ]);
});

it('without a matrix there is one sheet', async () => {
  expect(await secondSheet([tally('q3', '意愿', [6, 0])])).toBeUndefined();
});
