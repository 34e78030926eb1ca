import { formatDate } from '../../calendar/beijing-time.ts';
import type { ListSheet } from '../../chat/long-list.ts';
import { RANK_LEVELS, rankLevelLabel } from '../../county/cadre.ts';
import { formatShare } from '../class/shares.ts';
import type { LevelTally } from './level-tally.ts';
import { formatMean } from './results-words.ts';
import type { QuestionTally } from './survey-tally.ts';
import type { SurveyRow } from './surveys.ts';

/**
 * The results as a sheet: totals first, then a row for each option, with the levels that may be told alone beside it.
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
  };
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
