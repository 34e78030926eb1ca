import { formatCreditHours } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { ListSheet } from '../../chat/long-list.ts';
import type { Card } from '../../chat/message.ts';
import { problemLines, problemSheet } from '../../sheets/problem-sheet.ts';
import { entryText } from './entry-lines.ts';
import type { HourEntryRow } from './hour-entries.ts';
import type { HoursSheet, RowAbout } from './hours-sheet.ts';
import { dropHours, dropReversal, enterHours, reverseHours } from './presses.ts';

export const enteringWords = {
  offer: '历年学时表、网络课程学时表（.xlsx、.csv）：直接发送，先核对再登记',
  preview: (id: string, sheet: HoursSheet, sent: { file: string; name: string }): Card =>
    cardOf({
      id: `hours-sheet:${id}`,
      title: '请核对学时表',
      lines: previewLines(sheet),
      buttons: [
        { label: '确认登记', style: 'primary', press: enterHours.with(sent) },
        { label: '取消', press: dropHours.with({}) },
      ],
    }),
  nothing: ({ repeated, online }: HoursSheet) =>
    repeated.length === 0 && online !== undefined
      ? '这份学时表中没有已完成的课程，未登记。'
      : `这份学时表的 ${repeated.length} 条都已登记，无需重复办理。`,
  bad: ({ problems }: HoursSheet) =>
    [
      `这份学时表有 ${problems.length} 处需要更正，全部未登记：`,
      ...problemLines(problems),
      '完整清单见下表，更正后请重新发送。',
    ].join('\n'),
  problems: ({ problems }: HoursSheet): ListSheet => problemSheet('学时表问题.xlsx', '学时表需要更正的内容', problems),
  dropped: '已取消，未登记',
  entered: '已登记',
  undone: '已撤销，有关学时已冲销',
  undoReason: '整表撤销',
  /** @param last - what is taken back; the entry itself, or what took it back before */
  reversal: (id: string, who: string, entry: HourEntryRow, last: HourEntryRow, reason: string): Card =>
    cardOf({
      id: `hours-reversal:${id}`,
      title: `${turned(last)}学时`,
      lines: [`拟${turned(last)}${who}的一条学时记录，确认后告知本人。`, entryText(entry)],
      fields: [{ label: '理由', value: reason }],
      buttons: [
        { label: `确认${turned(last)}`, style: 'danger', press: reverseHours.with({ hourEntry: last._id, reason }) },
        { label: '取消', press: dropReversal.with({}) },
      ],
    }),
  /** The reason with which a double entry is taken back. */
  doubleReason: (counts: HourEntryRow) => `与“${counts.title}”为同一时间，按该班次的学时计`,
  doubleTo: (entry: HourEntryRow, counts: HourEntryRow) =>
    `【学时变动】“${entry.title}”与“${counts.title}”为同一时间，只计“${counts.title}”的${formatCreditHours(counts.minutes)}。原记录保留，标为重复。如有疑问，请联系县委组织部干部教育科。`,
  doubleAbout: '把与县委党校班次时间重复的学时记录标为重复，只计班次学时',
  doubleNote: (entry: HourEntryRow) => `学时重复：${entry.title}`,
  doublesFound: (count: number) => `与班次时间重复的学时记录 ${count} 条，将标为重复`,
  reversalDropped: '已取消，学时不变',
  reversed: (name: string, last: HourEntryRow) => `已${turned(last)}${name}的一条学时记录`,
  reversedTo: (entry: HourEntryRow, last: HourEntryRow, reason: string) =>
    `【学时变动】您的一条学时记录已${turned(last)}：${entryText(entry)}。理由：${reason}。如有疑问，请联系县委组织部干部教育科。`,
} as const;

/** Counts first; then what is special about online courses, and what is left out. */
function previewLines({ entries, repeated, online }: HoursSheet): string[] {
  const people = new Set(entries.map(({ cadreId }) => cadreId)).size;
  const minutes = entries.reduce((sum, each) => sum + each.minutes, 0);
  const what = online === undefined ? '已登记的日期' : '同一年度已有的课程';
  return [
    `将登记 ${entries.length} 条，涉及 ${people} 人，共${formatCreditHours(minutes)}。`,
    ...(online === undefined ? [] : ['按平台报送数登记为网络学习学时，与脱产培训分开计算，不计积分。']),
    ...(repeated.length === 0 ? [] : [`另有 ${repeated.length} 条与${what}重复，不登记：${someOf(repeated)}。`]),
    ...(online === undefined || online.unfinished === 0 ? [] : [`未完成的课程 ${online.unfinished} 条，不登记。`]),
    ...(online === undefined || online.toCheck.length === 0
      ? []
      : [
          `其中 ${online.toCheck.length} 条在已登记的网络学习期间完成，请核对是否重复：${someOf(online.toCheck)}。重复的请从表中删去，重新发送。`,
        ]),
  ];
}

function someOf(rows: readonly RowAbout[]): string {
  const names = [...new Set(rows.map(({ who }) => who))];
  return `${names.slice(0, 5).join('、')}${names.length > 5 ? '等' : ''}`;
}

/** What taking this back does: to what somebody entered, or to what took it back (its amounts are below zero). */
function turned({ minutes, halfDays }: HourEntryRow): '冲销' | '恢复' {
  return minutes < 0 || halfDays < 0 ? '恢复' : '冲销';
}
