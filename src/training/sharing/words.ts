import { formatDate } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card } from '../../chat/message.ts';
import type { ClassRow } from '../class/classes.ts';
import { excerpt } from './outline.ts';
import { showOwnOutline, showSharing, takeOutlineBack, writeOutline } from './presses.ts';
import type { SharingRow } from './sharings.ts';

/** The card that asks for an outline, every copy of it. */
export function outlineCardId(classId: string): string {
  return `sharing:${classId}`;
}

/** The most a card has buttons for. */
const mostFound = 5;

export const sharingWords = {
  asking: (dueOn: string) => `请作结业交流发言，${formatDate(dueOn)}前（含当日）提交提纲`,
  chosen: (name: string, dueOn: string) =>
    `已请${name}作结业交流发言，${formatDate(dueOn)}前（含当日）提交提纲。已告知本人；更换的用“/取消发言”。`,
  card: ({ classId, className, dueOn }: Pick<SharingRow, 'classId' | 'className' | 'dueOn'>): Card =>
    cardOf({
      id: outlineCardId(classId),
      title: '请作结业交流发言',
      task: { name: `提交“${className}”交流发言提纲`, mayWait: true, classId, ofTrainee: true },
      lines: [
        `请您在“${className}”结业时作交流发言，并于${formatDate(dueOn)}前（含当日）提交提纲。`,
        '首行写题目，文字、语音或 Word 文件均可；截止前可以修改、撤回，之后供全县干部学习查阅。',
      ],
      buttons: [{ label: '提交提纲', style: 'primary', press: writeOutline.with({ classId }) }],
    }),
  reminder: (row: SharingRow): Card => ({ ...sharingWords.card(row), title: '交流发言提纲即将截止' }),
  note: (className: string, name: string) => `请作交流发言：${name}（${className}）`,
  ask: '请发送发言提纲，首行写题目，文字、语音或 Word 文件均可。回复“取消”则暂不提交。',
  settled: '已提交提纲',
  given: (row: SharingRow): Card =>
    cardOf({
      id: `sharing-own:${row.classId}`,
      title: '交流发言提纲已收到',
      lines: [
        `题目：${row.topic ?? ''}`,
        `${formatDate(row.dueOn)}前（含当日）可以修改：再点“修改”或再用“/发言提纲”。`,
      ],
      buttons: [
        { label: '修改', press: writeOutline.with({ classId: row.classId }) },
        { label: '查看全文', press: showOwnOutline.with({ classId: row.classId }) },
        { label: '撤回', style: 'danger', press: takeOutlineBack.with({ classId: row.classId }) },
      ],
    }),
  takenBack: '已撤回提纲',
  takenBackReply: (row: SharingRow) =>
    `已撤回“${row.className}”的发言提纲，内容已删除。${formatDate(row.dueOn)}前（含当日）可重新提交：/发言提纲 <内容>`,
  cancelling: '取消交流发言',
  cancelled: (name: string) => `已取消${name}的交流发言，并告知本人。`,
  cancelledToSpeaker: (className: string) => `【交流发言】“${className}”不再安排您作交流发言，无需提交提纲。`,
  cancelledCard: '不再安排交流发言',
  offer: '交流发言提纲（.docx、.txt）：直接发来即可',

  /** For staff: who speaks, and who has given an outline. */
  standing: ({ _id, name }: ClassRow, rows: readonly SharingRow[]): Card =>
    cardOf({
      id: `sharing-standing:${_id}`,
      title: '交流发言',
      lines:
        rows.length === 0
          ? [`“${name}”还没有确定交流发言人。请写：/交流发言 ${_id} <姓名、姓名>`]
          : [
              `“${name}”交流发言 ${rows.length} 人，已交提纲 ${rows.filter(({ state }) => state === 'given').length} 人：`,
              ...rows.map((row) =>
                row.state === 'given'
                  ? `${row.name}：${row.topic ?? ''}`
                  : `${row.name}：未交，${formatDate(row.dueOn)}截止`,
              ),
            ],
      buttons: buttonsFor(rows.filter(({ state }) => state === 'given')),
    }),

  nothingFound: (typed: string) =>
    typed === '' ? '还没有可以查阅的交流材料。' : `没有找到与“${typed}”有关的交流材料。请换个词再查。`,
  found: (typed: string, rows: readonly SharingRow[]): Card =>
    cardOf({
      id: 'sharing-found',
      title: '交流材料',
      lines: [
        `${typed === '' ? '最近的' : `与“${typed}”有关的`}交流材料 ${rows.length} 篇${rows.length > mostFound ? `，列出最近 ${mostFound} 篇，可加词缩小范围` : ''}：`,
        ...rows
          .slice(0, mostFound)
          .map((row, at) => `${at + 1}. ${row.topic ?? ''}　${row.name}（${row.className}）　${excerpt(row, typed)}`),
      ],
      buttons: buttonsFor(rows),
    }),
  whole: ({ topic = '', name, className, words = '' }: SharingRow, unitName: string) =>
    `${topic}\n${name}（${unitName}）　${className}\n${words}`,
} as const;

function buttonsFor(rows: readonly SharingRow[]) {
  return rows.slice(0, mostFound).map(({ classId, cadreId, name }) => ({
    label: `看${name}的`,
    press: showSharing.with({ classId, cadreId }),
  }));
}
