import { cardOf } from '../../chat/card.ts';
import type { Card } from '../../chat/message.ts';
import { problemLines } from '../../sheets/problem-sheet.ts';
import type { Problem } from '../../sheets/table.ts';
import type { ClassRow } from '../class/classes.ts';
import { dropQuestions, setQuestions } from './presses.ts';
import { askedOf, QUESTION_SHEET } from './question-sheet.ts';
import type { AskedQuestion } from './satisfaction-forms.ts';

/** What a class is asked at its end, and its own questions. */
export const questionWords = {
  list: ({ name }: Pick<ClassRow, 'name'>, questions: readonly AskedQuestion[], isOwn: boolean) =>
    [
      `“${name}”班次满意度共 ${questions.length} 题${isOwn ? '（本班自定）' : '（统一题目）'}：`,
      ...questions.map(lineOf),
      '表格随后发来。改好后发回，确认后按新题目评价。',
    ].join('\n'),
  offer: `${QUESTION_SHEET}（.xlsx）：回复“/满意度题目”领取，改好后发回`,
  withoutClass: `未能识别${QUESTION_SHEET}属于哪个班，未更改。请保留表格首行的标题，或回复“/满意度题目 <班号>”重新领取。`,
  bad: (problems: readonly Problem[]) =>
    [`${QUESTION_SHEET}有 ${problems.length} 处需要更正，未更改：`, ...problemLines(problems)].join('\n'),
  preview: (
    { _id: classId, name }: Pick<ClassRow, '_id' | 'name'>,
    questions: readonly AskedQuestion[],
    draft: string,
    few: { names: readonly string[]; smallestGroup: number },
  ): Card =>
    cardOf({
      id: `satisfaction-questions:${draft}`,
      title: '满意度题目预览',
      lines: [
        `“${name}”共 ${questions.length} 题：`,
        ...questions.map(lineOf),
        ...few.names.map((each) => `“${each}”适用的学员不足 ${few.smallestGroup} 人，结果不会显示。`),
      ],
      numbers: 'none',
      buttons: [
        { label: '确认使用', style: 'primary', press: setQuestions.with({ classId, draft }) },
        { label: '取消', press: dropQuestions.with({ classId, draft }) },
      ],
    }),
  dropped: '已取消，题目未更改',
  set: (count: number) => `已使用本班题目 ${count} 题；恢复统一题目：/满意度题目 班号 恢复`,
  restored: ({ name }: Pick<ClassRow, 'name'>, count: number) =>
    `“${name}”已恢复统一题目，共 ${count} 题。需要自定的，请把改好的表格再发一次。`,
} as const;

function lineOf({ name, rankLevels }: AskedQuestion): string {
  return `${name}${rankLevels === undefined ? '' : `（${askedOf(rankLevels)}）`}`;
}
