import { formatDays } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card, Press } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from './classes.ts';

/** How many people a withdrawal touches. */
export interface Touched {
  people: number;
  units: number;
  /** Of the people those who are trainees already. */
  enrolled: number;
}

/** What is said when a class does not take place. */
export const withdrawalWords = {
  cardId: (id: string) => `class-withdrawal:${id}`,
  preview: (
    id: string,
    row: ClassRow,
    reason: string,
    touched: Touched,
    buttons: { confirm: Press; drop: Press },
  ): Card =>
    cardOf({
      id: withdrawalWords.cardId(id),
      title: '撤班预览',
      lines: [
        `拟撤销“${row.name}”（${formatDays(row.opensOn, row.closesOn)}）。`,
        touched.people === 0
          ? '本班还没有发出调训通知，确认后只告知班主任。'
          : `确认后撤销 ${touched.people} 人的调训（其中已列为学员 ${touched.enrolled} 人），告知本人、${touched.units} 个单位和班主任。`,
        '撤销后班号保留，不再办理任何事项，且不能恢复；需要时请重新开班。',
      ],
      fields: [
        { label: '班次', value: row._id },
        { label: '理由', value: reason },
      ],
      buttons: [
        { label: '确认撤班', style: 'danger', press: buttons.confirm },
        { label: '取消', press: buttons.drop },
      ],
    }),
  /** The preview for those who decide. @param by - who asks for it */
  asked: (preview: Card, row: ClassRow, by: string): Card => ({
    ...preview,
    task: { name: `决定是否撤销“${row.name}”`, mayWait: true, classId: row._id, untilGraded: true },
    title: '请决定是否撤班',
    lines: [`${by}同志提请撤班，请核对。`, ...preview.lines],
  }),
  handedOver: (row: ClassRow) => `撤班由县委组织部办理。已将“${row.name}”转请县委组织部决定，您无需再办理。`,
  dropped: '已取消，班次保留',
  keptBy: (by: string) => `${by}已决定保留班次`,
  keptToAsker: (row: ClassRow, by: string) =>
    `您提请撤销的“${row.name}”（${row._id}），${by}已决定保留，按原安排举办。如有疑问，请联系县委组织部。`,
  withdrawn: '已撤班',
  reply: (row: ClassRow, people: number) =>
    `已撤销班次 ${row._id}“${row.name}”，并告知${people === 0 ? '班主任' : `相关 ${people} 人、所在单位和班主任`}。需要重新办班的，请用“/开班”。`,
  card: '班次已撤销，无需办理',
  /** @param leave - what becomes of leave that was asked for; `''` for nothing */
  toCadre: (row: ClassRow, reason: string, leave = '') =>
    `【班次撤销】经研究，“${row.name}”（${formatDays(row.opensOn, row.closesOn)}）不再举办，您无需参加。理由：${withoutStop(reason)}。${leave}如有疑问，请联系县委组织部干部教育科。`,
  toUnit: (row: ClassRow, names: readonly string[], reason: string) =>
    `【班次撤销】经研究，“${row.name}”（${formatDays(row.opensOn, row.closesOn)}）不再举办，你单位${names.join('、')}同志无需参加。理由：${withoutStop(reason)}。`,
  toStaff: (row: ClassRow, by: string, reason: string) =>
    `【班次撤销】${by}已撤销班次 ${row._id}“${row.name}”。理由：${withoutStop(reason)}。`,
} as const;
