import { formatClock, formatDate, formatDay, formatDays, formatDuration } from '../../calendar/beijing-time.ts';
import type { Problem } from '../../sheets/table.ts';
import type { ClassRow } from './classes.ts';
import type { CurriculumVerdict } from './curriculum.ts';
import { courseTypeLabel, methodLabel } from './session.ts';
import type { SessionRow } from './sessions.ts';

const stateLabels: Readonly<Record<ClassRow['state'], string>> = {
  draft: '待录课程表',
  planned: '课程表已通过',
  graded: '已定等',
  published: '成绩已公布',
};
const mostProblems = 15;

/** How a timetable of one's own is handed in. */
const paste = (row: ClassRow) =>
  `发送“/课程 ${row._id}”并在后面粘贴课程表（表头：日期 开始 结束 课程 类型 方式 授课人 地点）。`;

export const classWords = {
  created: (row: ClassRow, teacher: string, fitsStandard: boolean) =>
    [
      `已建立班次 ${row._id}“${row.name}”，${formatDate(row.opensOn)}至${formatDate(row.closesOn)}，班主任${teacher}。`,
      `下一步：${fitsStandard ? `回复“/课程 ${row._id} 标准”采用标准课程表，或` : ''}${paste(row)}`,
    ].join('\n'),

  standardTooLong: (row: ClassRow, endsOn: string) =>
    `标准课程表要上到${formatDay(endsOn)}，本班${formatDay(row.closesOn)}结束，排不下，未保存。请${paste(row)}`,

  list: (rows: readonly ClassRow[]) =>
    rows.length === 0
      ? '目前没有班次。回复“/开班”建立班次。'
      : [
          '班次：',
          ...rows.map(
            (row) => `${row._id}　${row.name}　${formatDays(row.opensOn, row.closesOn)}　${stateLabels[row.state]}`,
          ),
        ].join('\n'),

  problems: (problems: readonly Problem[]) =>
    [
      `课程表有 ${problems.length} 处错误，未保存：`,
      ...problems
        .slice(0, mostProblems)
        .map((each) => `第 ${each.row} 行${each.header === '' ? '' : `“${each.header}”`}：${each.message}`),
      ...(problems.length > mostProblems ? [`……其余 ${problems.length - mostProblems} 处，请先更正以上各项。`] : []),
    ].join('\n'),

  refused: (verdict: CurriculumVerdict) =>
    [
      '课程表未通过审核，未保存。',
      ...verdict.reasons.map((reason) => `· ${reason}`),
      ...(verdict.repairs.length > 0
        ? ['可以这样调整（任选一项）：', ...verdict.repairs.map((repair, index) => `${index + 1}. ${repair.sentence}`)]
        : []),
    ].join('\n'),

  accepted: (row: ClassRow, verdict: CurriculumVerdict, sessions: number) =>
    [
      `“${row.name}”课程表已通过审核并保存：${sessions} 节课，共 ${formatDuration(verdict.tally.allMinutes)}。`,
      ...verdict.reasons.map((reason) => `· ${reason}`),
      `下一步：回复“/点名 ${row._id} <名额>”点名调训。`,
    ].join('\n'),

  timetable: (row: ClassRow, sessions: readonly SessionRow[]) =>
    [
      `“${row.name}”课程表：`,
      ...sessions.map(
        (each) =>
          `${formatDay(each.dateOn)} ${formatClock(each.startsAt)}—${formatClock(each.endsAt)} ${each.title}（${each.parts.map((part) => courseTypeLabel(part.type)).join('、') || methodLabel(each.method)}）`,
      ),
    ].join('\n'),
} as const;
