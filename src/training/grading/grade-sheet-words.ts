import { problemLines } from '../../sheets/problem-sheet.ts';
import type { Problem } from '../../sheets/table.ts';
import type { ClassRow } from '../class/classes.ts';

export const gradeSheetWords = {
  /** @param tiedCount - how many are in the tie at the line; 0 without one */
  coming: (trainingClass: ClassRow, tiedCount: number) =>
    [
      `“${trainingClass.name}”等次表请点下面的链接领取。只改“等次”一栏，每人最多上调或下调一档，并在“调整理由”栏写明理由，改好后发回本会话。`,
      ...(tiedCount === 0
        ? []
        : [
            `本班有 ${tiedCount} 名学员并列跨优秀学员名额线，请在“并列先后”栏填 1、2 等先后次序，并在其中一行的“并列理由”栏写明理由。`,
          ]),
    ].join('\n'),
  notTied: (name: string, tied: string) => `并列跨名额线的是${tied}，${name}不在其中，请清空此格`,
  placeShape: '应填先后次序 1、2、3 等，尚未确定的填待定',
  placeMissing: (tied: string) => `${tied}并列，都应填写先后次序`,
  placeTwice: '先后次序与另一行相同，不能并列',
  otherReason: '并列理由与另一行不同，请只写在一行',
  offer: '等次表（.xlsx）：回复“/等次表”加班号领取，改好后发回',
  withoutClass: '未能识别等次表属于哪个班，没有调整。请保留表格首行的标题，或回复“/等次表 <班号>”重新领取。',
  bad: (problems: readonly Problem[]) =>
    [`等次表有 ${problems.length} 处需要更正，全部未调整：`, ...problemLines(problems)].join('\n'),
} as const;
