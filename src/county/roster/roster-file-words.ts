import { cardOf } from '../../chat/card.ts';
import type { ListSheet } from '../../chat/long-list.ts';
import type { Card } from '../../chat/message.ts';
import { problemLines, problemSheet } from '../../sheets/problem-sheet.ts';
import { dropRoster, importRoster, sendBlankRoster, sendRosterPlan } from '../presses.ts';
import { blankRosterNames } from './blank-rosters.ts';
import { rosterKindName } from './print.ts';
import type { RosterPlan } from './roster-plan.ts';

/** A roster as it was sent: its bytes in the file store, its name, and the changes that were shown. */
export interface SentRoster {
  file: string;
  name: string;
  importId: string;
}

/** Sentences about rosters sent in the conversation. */
export const rosterFileWords = {
  offer: '干部名册、单位名册、任免表或通讯录导出表（.xlsx、.csv）：直接发送，先核对再导入；空表用“/空表”领取',
  blanks: (id: string): Card =>
    cardOf({
      id: `roster-blanks:${id}`,
      title: '领取空表',
      lines: ['请选择。填好后直接发回，先核对再导入。'],
      buttons: blankRosterNames.map((kind) => ({ label: `${kind}表`, press: sendBlankRoster.with({ kind }) })),
    }),
  preview: (plan: RosterPlan, sent: SentRoster): Card => {
    const { addUnits, addCadres, change } = plan.changes;
    return cardOf({
      id: `roster:${sent.importId}`,
      title: `请核对${rosterKindName(plan.kind)}`,
      lines: [
        `共 ${plan.rowsRead} 行：新增 ${addUnits.length + addCadres.length} 条，修改 ${change.length} 处，${plan.same} 行与信息库一致。`,
        ...(plan.leftOut.length === 0 ? [] : [`另有 ${plan.leftOut.length} 行不在信息库，不导入。`]),
        ...(plan.unused.length === 0 ? [] : [`未使用的列：${plan.unused.join('、')}。`]),
        ...plan.notes,
      ],
      buttons: [
        { label: '确认导入', style: 'primary', press: importRoster.with(sent) },
        { label: '取消', press: dropRoster.with({}) },
        { label: '发送明细', press: sendRosterPlan.with(sent) },
      ],
    });
  },
  nothing: (plan: RosterPlan) =>
    `这份${rosterKindName(plan.kind)}的 ${plan.rowsRead} 行与信息库一致，无需导入。${
      plan.leftOut.length === 0 ? '' : `另有 ${plan.leftOut.length} 行不在信息库。`
    }`,
  bad: ({ kind, problems }: RosterPlan) =>
    [
      `这份${rosterKindName(kind)}有 ${problems.length} 处需要更正，全部未导入：`,
      ...problemLines(problems),
      '完整清单见下表，更正后请重新发送。',
    ].join('\n'),
  problems: (plan: RosterPlan): ListSheet =>
    problemSheet('名册问题.xlsx', `${rosterKindName(plan.kind)}需要更正的内容`, plan.problems),
  plan: ({ changes: { addUnits, addCadres, change }, kind, leftOut }: RosterPlan): ListSheet => ({
    fileName: '名册明细.xlsx',
    title: `${rosterKindName(kind)}将作的改动`,
    columns: [
      { header: '改动', width: 10 },
      { header: '对象', width: 30 },
      { header: '内容', width: 20 },
      { header: '原内容', width: 30 },
      { header: '新内容', width: 30 },
    ],
    rows: [
      ...[...addUnits].map(({ name }) => ['新增单位', name, '', '', '']),
      ...[...addCadres].map(({ name, post }) => ['新增人员', name, '职务', '', post]),
      ...[...change].map(({ who, label, fromText, toText }) => ['修改', who, label, fromText, toText]),
      ...[...leftOut].map(({ row, who, why }) => ['未导入', `第 ${row} 行 ${who}`, why, '', '']),
    ],
  }),
  imported: '已导入',
  dropped: '已取消，未导入',
} as const;
