import type { ListSheet } from '../../chat/long-list.ts';
import { problemLines, problemSheet } from '../../sheets/problem-sheet.ts';
import type { Problem } from '../../sheets/table.ts';
import { SURVEY_FORM } from './survey-form.ts';

/** A survey written as a sheet. */
export const surveyFormWords = {
  offer: `${SURVEY_FORM}（.xlsx）：回复“/问卷表”领取，改好题目后发来`,
  usualName: (year: string) => `${year}年培训需求调查`,
  /** @param surveyId - whose questions stand in it */
  sheetComing: (surveyId: string | undefined) =>
    `${SURVEY_FORM}随后发来，已填好${surveyId === undefined ? '常用题目' : `需求调查 ${surveyId} 的题目`}。改好名称、范围、截止日期和题目后直接发回，先预览再发出。`,
  bad: (problems: readonly Problem[]) =>
    [`问卷表有 ${problems.length} 处需要更正，未保存：`, ...problemLines(problems), '更正后请重新发送。'].join('\n'),
  problems: (problems: readonly Problem[]): ListSheet =>
    problemSheet('问卷表问题.xlsx', '需求调查问卷表需要更正的内容', problems),
} as const;
