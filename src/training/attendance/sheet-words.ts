import { formatDay } from '../../calendar/beijing-time.ts';
import { type Half, halfLabel } from '../../calendar/half-day.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card } from '../../chat/message.ts';
import { problemLines } from '../../sheets/problem-sheet.ts';
import type { Problem } from '../../sheets/table.ts';
import type { ClassRow } from '../class/classes.ts';
import { ATTENDANCE_SHEET, entryName } from './attendance-sheet.ts';
import type { AttendanceSheetRow, SheetEntry } from './attendance-sheets.ts';
import { dropSheet, enterSheet } from './presses.ts';

const ways: Readonly<Record<SheetEntry['as'], string>> = {
  present: '到课',
  late: '迟到',
  absent: '缺课',
  onTime: '更正为按时出勤',
  leftEarly: '早退',
};

/** Sentences about the attendance sheet of a day. */
export const attendanceSheetWords = {
  offer: `${ATTENDANCE_SHEET}（.xlsx）：回复“/${ATTENDANCE_SHEET} <班号> [日期]”领取，填好后发回`,
  coming: (trainingClass: Pick<ClassRow, 'name'>, dateOn: string) =>
    `“${trainingClass.name}”${formatDay(dateOn)}的考勤表如下。只填需要登记或更正的学员，其余留空，填好后直接发回。`,
  withoutClass: `这份${ATTENDANCE_SHEET}缺少班号或日期，未作任何改动。请重新领取后填写，不要改动首行。`,
  bad: (problems: readonly Problem[]) =>
    [`考勤表有 ${problems.length} 处需要更正，全部未登记：`, ...problemLines(problems)].join('\n'),
  unchanged: '考勤表与现有记录一致，没有需要登记的内容。',
  /** @param about - where the entries come from, if not from a sheet that was filled in */
  preview: (
    trainingClass: Pick<ClassRow, 'name'>,
    row: AttendanceSheetRow,
    unchanged: number,
    about: readonly string[] = [],
  ): Card =>
    cardOf({
      id: `attendance-sheet:${row._id}`,
      title: `请核对考勤（${formatDay(row.dateOn)}）`,
      lines: [
        trainingClass.name,
        ...(['morning', 'afternoon', 'evening'] as const).flatMap((half) => halfLines(half, row.entries)),
        ...about,
        ...(unchanged === 0 ? [] : [`另有 ${unchanged} 处与现有记录一致，不作更改。`]),
      ],
      buttons: [
        { label: '确认登记', style: 'primary', press: enterSheet.with({ sheet: row._id }) },
        { label: '取消', press: dropSheet.with({ sheet: row._id }) },
      ],
    }),
  entered: (entries: number) => `已登记 ${entries} 处`,
  leftOut: (left: readonly { name: string; sentence: string }[]) =>
    [
      `下列 ${left.length} 处在核对期间已有变化，未登记：`,
      ...left.map(({ name, sentence }) => `· ${name}：${sentence}`),
    ].join('\n'),
  changedMeanwhile: '已有签到或请假记录。',
  dropped: '已取消，未登记',
} as const;

function halfLines(half: Half, entries: readonly SheetEntry[]): string[] {
  const own = entries.filter((each) => each.half === half);
  if (own.length === 0) return [];
  const groups = (Object.keys(ways) as SheetEntry['as'][]).flatMap((as) => {
    const people = own.filter((each) => each.as === as);
    return people.length === 0 ? [] : [`${ways[as]} ${people.length} 人：${people.map(entryName).join('、')}`];
  });
  return [`${halfLabel(half)}：`, ...groups];
}
