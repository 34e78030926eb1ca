import { formatClock, formatDate } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { ListSheet } from '../../chat/long-list.ts';
import type { Card, Press } from '../../chat/message.ts';
import type { ClassRow } from './classes.ts';
import { TIMETABLE_LABELS } from './lesson-terms.ts';
import { COURSE_TYPES, courseTypeLabel, methodLabel, type Session } from './session.ts';
import { type SheetField, sheetFieldLabel } from './sheet-column.ts';
import type { SheetColumn } from './sheet-layout.ts';
import type { TimetableReading } from './timetable-sheet.ts';

/** What is asked and shown of a timetable in a school's own form. */
export const timetableReadingWords = {
  /** @param missing - what was not found yet */
  column: (
    id: string,
    row: ClassRow,
    { header, samples }: SheetColumn,
    missing: readonly SheetField[],
    buttons: readonly { field: SheetField; press: Press }[],
  ): Card =>
    cardOf({
      id: `timetable-column:${id}`,
      title: '课程表有一列请确认',
      lines: [
        `“${row.name}”课程表的“${header}”一列（如：${samples.join('、')}）是什么？`,
        `还没有读到：${missing.map(sheetFieldLabel).join('、')}。确认后继续读取，此时不保存。`,
      ],
      buttons: buttons.map(({ field, press }) => ({ label: sheetFieldLabel(field), press })),
    }),
  columnIs: (field: SheetField) => `已确认：${sheetFieldLabel(field)}`,
  ofWhich: (id: string, buttons: readonly { row: ClassRow; press: Press }[]): Card =>
    cardOf({
      id: `timetable-of:${id}`,
      title: '请选择班次',
      lines: [
        '未能识别这张课程表属于哪个班，请选择。也可在文件名中写明班号，如“2026-01课程表.xlsx”，再发送一次。',
        ...buttons.map(({ row }) => `${row._id}　${row.name}　${formatDate(row.opensOn)}开班`),
      ],
      buttons: buttons.map(({ row, press }) => ({ label: row._id, press })),
    }),
  ofNone: '未能识别课程表属于哪个班，未保存。请在文件名中写明班号，如“2026-01课程表.xlsx”，再发送一次。',
  isOf: (row: ClassRow) => `已选择班次 ${row._id}`,
  forgotten: '这张课程表保存已超过 30 天，请重新发送。',

  /** How a sheet was read, and what nobody wrote. */
  shown: (sessions: readonly Session[], { reading, proposedTypes, proposedMethods }: TimetableReading): string[] => [
    ...reading,
    ...proposals(sessions, proposedTypes),
    ...methods(sessions, proposedMethods),
  ],
  sheetLabel: '发送表格修改',
  /** The timetable in our own form, to be corrected and sent back. */
  sheet: (row: ClassRow, sessions: readonly Session[]): ListSheet => ({
    fileName: `${row._id}课程表.xlsx`,
    title: `课程表　${row._id}　${row.name}`,
    columns: Object.values(TIMETABLE_LABELS)
      .filter((header) => header !== TIMETABLE_LABELS.hours)
      .map((header) => ({ header, width: header === TIMETABLE_LABELS.title ? 36 : 16 })),
    rows: sessions.map((session) => [
      ...[formatDate(session.dateOn), formatClock(session.startsAt), formatClock(session.endsAt), session.title],
      ...[typesOf(session), methodLabel(session.method), session.lecturer, session.place],
    ]),
  }),
} as const;

/** `党性教育`, or `党性教育120+履职能力60`. */
function typesOf({ parts }: Session): string {
  const isSplit = parts.length > 1;
  return parts.map(({ type, minutes }) => `${courseTypeLabel(type)}${isSplit ? minutes : ''}`).join('+');
}

function proposals(sessions: readonly Session[], proposed: ReadonlySet<string>): string[] {
  const counted = sessions.filter(({ sessionId, countsInRatio }) => proposed.has(sessionId) && countsInRatio);
  if (counted.length === 0) return [];
  const byType = COURSE_TYPES.map((type) => ({ type, of: counted.filter(({ parts }) => parts[0]?.type === type) }));
  return [
    '表中没有写明的课程类型，系统拟定如下，请逐项核对：',
    ...byType
      .filter(({ of }) => of.length > 0)
      .map(({ type, of }) => `${courseTypeLabel(type)} ${of.length} 节：${of.map(({ title }) => title).join('、')}`),
  ];
}

function methods(sessions: readonly Session[], proposed: ReadonlySet<string>): string[] {
  const counts = new Map<string, number>();
  for (const { sessionId, method } of sessions)
    if (proposed.has(sessionId)) counts.set(methodLabel(method), (counts.get(methodLabel(method)) ?? 0) + 1);
  return counts.size === 0
    ? []
    : [`未写明的方式拟定为：${[...counts].map(([label, count]) => `${label} ${count} 节`).join('、')}。`];
}
