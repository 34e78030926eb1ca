import { formatDate } from '../../calendar/beijing-time.ts';
import type { ListSheet, SheetBehind } from '../../chat/long-list.ts';
import { RANK_LEVELS, rankLevelLabel } from '../../county/cadre.ts';
import { formatShare } from '../class/shares.ts';
import type { LevelTally } from './level-tally.ts';
import { byMatrix, rowOfMatrix } from './matrix.ts';
import { formatMean } from './results-words.ts';
import type { QuestionTally } from './survey-tally.ts';
import type { SurveyRow } from './surveys.ts';

/**
 * The results as a sheet: totals first, then a row for each option, with the levels that may be told alone beside it. What matrices were
 * answered stands on a second sheet as tables.
 * @param levels - of the questions that are told by level
 */
export function resultsSheet(
  survey: SurveyRow,
  count: { done: number; all: number },
  tallies: readonly QuestionTally[],
  levels: readonly (readonly LevelTally[])[],
  dateOn: string,
): ListSheet {
  return {
    fileName: `${survey._id}调查结果${dateOn}.xlsx`,
    title: `${survey._id}　${survey.name}　调查结果（${formatDate(dateOn)}）　应填 ${count.all} 人，已填 ${count.done} 人（${formatShare(count.done, count.all)}）`,
    columns: [
      { header: '题目', width: 36 },
      { header: '选项', width: 24 },
      { header: '人数', width: 8 },
      { header: '占填写人数', width: 12 },
      { header: '平均或得分', width: 12 },
      ...RANK_LEVELS.map((level) => ({ header: rankLevelLabel(level), width: 12 })),
    ],
    rows: tallies.flatMap((tally) => rowsOf(tally, levels.flat(), survey.smallestGroup)),
    behind: matrixSheets(survey, tallies),
  };
}

const matrixNameWidth = 30;
const matrixColumnWidth = 10;

/** The matrices as tables one below the other: their options in the head, a row for each of their own; none where no matrix was asked. */
function matrixSheets(survey: SurveyRow, tallies: readonly QuestionTally[]): SheetBehind[] {
  const matrices = byMatrix(survey, tallies).flatMap(({ matrix, tallies: rows }) =>
    matrix === undefined ? [] : [{ matrix, rows }],
  );
  if (matrices.length === 0) return [];
  const columns = Math.max(...matrices.map(({ rows }) => rows[0]?.options.length ?? 0)) + 2;
  return [
    {
      name: '矩阵',
      title: `${survey._id}　${survey.name}　矩阵题结果`,
      widths: [matrixNameWidth, ...Array.from({ length: columns }, () => matrixColumnWidth)],
      rows: matrices.flatMap(({ matrix, rows }) => [
        [],
        [matrix, ...(rows[0]?.options ?? []).map(({ label }) => label), '填写人数', '平均'],
        ...rows.map((tally) => [rowOfMatrix(matrix, tally), ...cellsOf(tally, survey.smallestGroup)]),
      ]),
    },
  ];
}

function cellsOf({ answered, options, mean }: QuestionTally, smallestGroup: number): (string | number)[] {
  if (answered < smallestGroup) return [`填写不足 ${smallestGroup} 人，不显示`];
  return [...options.map(({ people }) => people), answered, formatMean(mean ?? 0)];
}

function rowsOf(tally: QuestionTally, levels: readonly LevelTally[], smallestGroup: number): (string | number)[][] {
  const { title, answered, options, mean, questionId } = tally;
  if (answered < smallestGroup) return [[title, `填写不足 ${smallestGroup} 人，不显示`, '', '', '', '', '', '', '']];
  const own = levels.filter((each) => each.questionId === questionId);
  const byLevel = (numberOf: (tally: LevelTally) => number) =>
    RANK_LEVELS.map((level) => {
      const found = own.find(({ levels: [only, ...more] }) => only === level && more.length === 0);
      return found === undefined ? '' : numberOf(found);
    });
  return [
    [title, '填写人数', answered, '', mean === undefined ? '' : formatMean(mean), ...byLevel((each) => each.answered)],
    ...options.map(({ value, label, people, points }) => [
      ...[title, label, people, formatShare(people, answered), points ?? ''],
      ...byLevel((each) => each.options.find((option) => option.value === value)?.people ?? 0),
    ]),
  ];
}
