import { problemLines } from '../../sheets/problem-sheet.ts';
import type { Problem } from '../../sheets/table.ts';
import type { ClassRow } from '../class/classes.ts';

/** How many faults of a sheet are named at once. */
const mostFaults = 10;

export const gradeSheetWords = {
  coming: (trainingClass: ClassRow) =>
    `“${trainingClass.name}”等次表请点下面的链接领取。只改“等次”一栏，每人最多上调或下调一档，并在“调整理由”栏写明理由，改好后发回本会话。`,
  offer: '等次表（.xlsx）：回复“/等次表”加班号领取，改好后发回',
  withoutClass: '未能识别等次表属于哪个班，没有调整。请保留表格首行的标题，或回复“/等次表 <班号>”重新领取。',
  bad: (problems: readonly Problem[]) =>
    [`等次表有 ${problems.length} 处需要更正，全部未调整：`, ...problemLines(problems, mostFaults)].join('\n'),
} as const;
