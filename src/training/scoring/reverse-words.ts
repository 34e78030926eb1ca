import { formatMoment } from '../../calendar/beijing-time.ts';
import type { Card } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from '../class/classes.ts';
import { formatDelta } from './points.ts';
import { keepScore, reverseScore } from './presses.ts';
import type { ScoreEventRow } from './score-events.ts';

/** How many entries one list shows, the latest ones. */
const mostEntries = 40;

/** One entry as staff see it. */
export interface Entry {
  number: number;
  /** `课堂互动·提问`. */
  title: string;
  event: ScoreEventRow;
  by: string;
  /** Whether it is a bonus that is not confirmed yet, or was refused. */
  waits: boolean;
  reversal?: { by: string; row: ScoreEventRow };
}

export const reverseWords = {
  list: ({ _id, name: className }: ClassRow, name: string, entries: readonly Entry[]) =>
    [
      entries.length === 0
        ? `${name}在“${className}”还没有人工记分。`
        : `${name}在“${className}”的记分记录（共 ${entries.length} 笔${entries.length > mostEntries ? `，以下为最近 ${mostEntries} 笔` : ''}）：`,
      ...entries.slice(-mostEntries).map((entry) => `${entry.number}. ${line(entry)}${stateOf(entry)}`),
      ...(entries.length === 0 ? [] : [`撤销某一笔请发送：/撤销记分 ${_id} ${name} <笔号> <理由>`]),
      `出勤得分由签到、请假自动计算，不在此列；签到有误的，请用“/补签”更正。`,
    ].join('\n'),

  preview: (draft: string, trainingClass: ClassRow, name: string, entry: Entry, reason: string): Card => ({
    kind: 'card',
    id: `score-reverse:${draft}`,
    title: '撤销记分预览',
    lines: [
      `将撤销${name}的第 ${entry.number} 笔记分：`,
      line(entry),
      entry.waits ? '这一项尚未确认，撤销后不再确认。' : '撤销后这一笔不再计分，原记录和撤销理由仍保留，并告知本人。',
    ],
    fields: [
      { label: '班次', value: trainingClass.name },
      { label: '撤销理由', value: reason },
    ],
    buttons: [
      { label: '确认撤销', style: 'danger', press: reverseScore.with({ draft }) },
      { label: '取消', press: keepScore.with({ draft }) },
    ],
  }),
  kept: '已取消，记分不变',
  reversed: (name: string) => `已撤销这一笔记分，并告知${name}；误撤的，请用“/记分”重新登记`,
  undoReason: '录入有误，当即撤销',
  undone: (count: number) => `已撤销刚才的 ${count} 笔记分`,
  withdrawn: '已撤销，这一项不再确认；误撤的，请用“/加分”或“/一票否决”重新提出',
  withdrawnBy: (by: string) => `${by}已撤销这一项，无需确认`,

  toTrainee: (
    trainingClass: ClassRow,
    item: string,
    event: ScoreEventRow,
    reversal: ScoreEventRow,
    objectionDays: number,
  ) =>
    `【记分更正】“${trainingClass.name}”：原记您“${item}”${formatDelta(event.deltaHundredths)}（事由：${withoutStop(event.reason)}）已撤销，理由：${withoutStop(reversal.reason)}。如有异议，请在 ${objectionDays} 个工作日内点“提出异议”提出。`,
  toAuthor: (
    trainingClass: ClassRow,
    name: string,
    item: string,
    event: ScoreEventRow,
    reversal: ScoreEventRow,
    by: string,
  ) =>
    `【记分更正】“${trainingClass.name}”：您记的${name}“${item}”${formatDelta(event.deltaHundredths)}（事由：${withoutStop(event.reason)}）已由${by}撤销，理由：${withoutStop(reversal.reason)}。`,
} as const;

function line({ title, event, by }: Entry): string {
  return `${title}${formatDelta(event.deltaHundredths)}：${withoutStop(event.reason)}（${by}，${formatMoment(event.at)}）`;
}

function stateOf({ waits, reversal }: Entry): string {
  if (reversal !== undefined)
    return `　【已撤销：${withoutStop(reversal.row.reason)}（${reversal.by}，${formatMoment(reversal.row.at)}）】`;
  return waits ? '　【待考评工作小组确认】' : '';
}
