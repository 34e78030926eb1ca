import { formatDate, formatDays } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from './classes.ts';
import { askPlaceKept, confirmDropOut, dropDropOut } from './presses.ts';

/** Every card that asks whether somebody leaves the class. */
export function dropOutCardId(classId: string, cadreId: string): string {
  return `drop-out:${classId}:${cadreId}`;
}

/** How it is decided whether somebody leaves a class, and who hears it. */
export const dropOutWords = {
  /** For the organisation department; the reason is the rule's, the decision theirs. */
  proposal: (
    { _id: classId, name }: ClassRow,
    person: { cadreId: string; name: string; unit: string },
    reason: string,
  ): Card =>
    cardOf({
      id: dropOutCardId(classId, person.cadreId),
      title: '是否按退学处理',
      task: { name: `决定${person.name}是否退学（${name}）`, mayWait: true, classId, untilGraded: true },
      lines: [
        `${person.name}（${person.unit}）在“${name}”中${withoutStop(reason)}。`,
        '按规定应予退学，是否办理请研究决定。',
      ],
      buttons: [
        {
          label: '按退学处理',
          style: 'danger',
          press: confirmDropOut.with({ classId, cadreId: person.cadreId, reason: withoutStop(reason) }),
        },
        { label: '保留学籍', press: askPlaceKept.with({ classId, cadreId: person.cadreId }) },
      ],
    }),
  preview: (
    id: string,
    { _id: classId, name }: ClassRow,
    person: { cadreId: string; name: string; unit: string },
    reason: string,
  ): Card => {
    const facts = { classId, cadreId: person.cadreId, reason };
    return cardOf({
      id: `drop-out-preview:${id}`,
      title: '退学',
      lines: [`拟对${person.name}（${person.unit}）按“${name}”退学处理，确认后告知本人和所在单位。`],
      fields: [
        { label: '班次', value: classId },
        { label: '理由', value: reason },
      ],
      buttons: [
        { label: '确认退学', style: 'danger', press: confirmDropOut.with(facts) },
        { label: '取消', press: dropDropOut.with(facts) },
      ],
    });
  },
  /** The reason, as the rules see it. */
  neverSeen: (opensOn: string) => `自${formatDate(opensOn)}开班以来一直未到，也未请假`,
  neverSeenNote: ({ name }: ClassRow) => `提请决定开班以来一直未到学员是否退学：${name}`,
  dropped: '已取消，未作变更',
  decided: (name: string) => `已对${name}按退学处理`,
  decidedReply: ({ _id, name }: ClassRow, who: string) =>
    `已对${who}按“${name}”退学处理，并告知本人和所在单位。需要恢复的，请用“/保留学籍 ${_id} ${who} 理由”。`,
  /** @param leave - what becomes of leave that was asked for; `''` for nothing */
  toTrainee: ({ name, opensOn, closesOn }: ClassRow, reason: string, leave = '') =>
    `【退学告知】经县委组织部研究决定，您不再参加“${name}”（${formatDays(opensOn, closesOn)}）。理由：${withoutStop(reason)}。${leave}如有异议，请联系县委组织部干部教育科。`,
  toUnit: ({ name }: ClassRow, who: string, reason: string) =>
    `【退学告知】经县委组织部研究决定，你单位${who}同志不再参加“${name}”，按退学处理。理由：${withoutStop(reason)}。`,
  askKept: '请用一句话说明保留学籍的理由。回复“取消”则暂不决定。',
  kept: (name: string) => `已决定保留${name}的学籍`,
  keptReply: ({ _id, name }: ClassRow, who: string) =>
    `已决定${who}继续参加“${name}”，并告知本人和所在单位。有变化的，请用“/退学 ${_id} ${who} 理由”。`,
  keptToTrainee: ({ name }: ClassRow, reason: string) =>
    `【学籍告知】经县委组织部研究决定，您继续参加“${name}”。理由：${withoutStop(reason)}。`,
  keptToUnit: ({ name }: ClassRow, who: string, reason: string) =>
    `【学籍告知】经县委组织部研究决定，你单位${who}同志继续参加“${name}”。理由：${withoutStop(reason)}。`,
} as const;
