import { formatDays } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card, Press } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from '../class/classes.ts';
import type { Choice } from './elective.ts';
import { grantLeaving, refuseLeaving } from './presses.ts';

/** What is said where staff and units deal with single people of an elective. */
export const electivePeopleWords = {
  personPreview: (
    id: string,
    row: ClassRow,
    facts: {
      title: '选学补录' | '移出选学';
      person: string;
      unitName: string;
      reason: string;
      against: readonly string[];
    },
    presses: { confirm: Press; drop: Press },
  ): Card =>
    cardOf({
      id: `elective-person:${id}`,
      title: facts.title,
      lines: [
        facts.title === '选学补录'
          ? `拟将${facts.person}（${facts.unitName}）列入“${row.name}”，确认后告知本人。`
          : `拟将${facts.person}（${facts.unitName}）移出“${row.name}”，确认后告知本人，名额由候补人员递补。`,
        ...(facts.against.length === 0 ? [] : [`请注意：${facts.against.join('')}`]),
      ],
      fields: [
        { label: '班次', value: row._id },
        { label: '理由', value: facts.reason },
      ],
      buttons: [
        { label: facts.title === '选学补录' ? '确认补录' : '确认移出', style: 'primary', press: presses.confirm },
        { label: '取消', press: presses.drop },
      ],
    }),
  admitted: (name: string) => `已补录${name}`,
  admittedReply: (row: ClassRow, name: string) =>
    `已将${name}列入“${row.name}”，并告知本人。需要移出的，请用“/移出选学 ${row._id} 姓名 理由”。`,
  removed: (name: string) => `已移出${name}`,
  removedReply: (row: ClassRow, name: string) =>
    `已将${name}移出“${row.name}”，并告知本人。需要恢复的，请用“/选学补录 ${row._id} 姓名 理由”。`,

  leavingId: (classId: string, cadreId: string) => `elective-leaving:${classId}:${cadreId}`,
  decide: (row: ClassRow, { cadreId, name, leaving }: Choice, unitName: string): Card =>
    cardOf({
      id: electivePeopleWords.leavingId(row._id, cadreId),
      task: { name: `批复${name}的退选申请（${row.name}）`, mayWait: true, classId: row._id, untilGraded: true },
      title: '退选申请',
      lines: [`${name}（${unitName}）申请退出“${row.name}”。`, `理由：${leaving?.reason ?? ''}`],
      buttons: [
        { label: '同意退选', style: 'primary', press: grantLeaving.with({ classId: row._id, cadreId }) },
        { label: '不同意', style: 'danger', press: refuseLeaving.with({ classId: row._id, cadreId }) },
      ],
    }),
  granted: '已同意退选',
  grantedReply: (row: ClassRow, name: string) =>
    `已同意${name}退出“${row.name}”，并告知本人。需要恢复的，请用“/选学补录 ${row._id} 姓名 理由”。`,
  askRefusal: (name: string) => `不同意${name}的退选申请，请回复理由。回复“取消”则暂不处理。`,
  refused: '未同意退选',
  refusedReply: (row: ClassRow, name: string) =>
    `已将不同意的理由告知${name}。需要改为同意的，请用“/移出选学 ${row._id} 姓名 理由”。`,
  withdrawnByAsker: '本人已撤回申请',
  outAlready: '已不在选学名单中',

  toUnit: (row: ClassRow, names: readonly string[]) =>
    `【选学】你单位 ${names.length} 人报名参加“${row.name}”（${formatDays(row.opensOn, row.closesOn)}）：${names.join('、')}。请安排好工作，保证按时参训。`,
  changedToUnit: (row: ClassRow, joined: readonly string[], left: readonly string[]) =>
    `【选学变更】“${row.name}”（${formatDays(row.opensOn, row.closesOn)}）：${[
      ...(joined.length === 0 ? [] : [`新增你单位${joined.join('、')}`]),
      ...(left.length === 0 ? [] : [`${left.join('、')}不再参加`]),
    ].join('；')}。请知悉。`,
  cancelledToUnit: (row: ClassRow, names: readonly string[], reason: string) =>
    `【选学取消】“${row.name}”选学已取消，你单位${names.join('、')}无需参加。理由：${withoutStop(reason)}。请知悉。`,
} as const;
