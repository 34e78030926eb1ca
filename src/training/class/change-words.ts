import { cardOf } from '../../chat/card.ts';
import type { Card, Press } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassChange, ClassField, ClassRow } from './classes.ts';

export const classFieldNames = {
  ...{ name: '名称', teacherId: '班主任', kind: '类别', noticeLabel: '通知密级' },
  ...{ signInBy: '签到方式', signInPer: '签到次数' },
  ...{ reportTime: '报到时间', reportPlace: '报到地点', lodging: '食宿安排', contactPhone: '联系电话' },
} as const satisfies Readonly<Record<ClassField, string>>;

/** Whatever of a class can be changed, as its archive names it. */
export const changedNames: Readonly<Record<ClassChange['field'], string>> = { ...classFieldNames, days: '起止日期' };

const toEverybody = (people: number) => `确认后告知班主任和调训人员、学员 ${people} 人。`;

export const signInWayLabels = { either: '均可', press: '卡片', code: '签到码' } as const;
export const signInPeriodLabels = { half: '每半天', session: '每节课' } as const;

/** A change as people read it: names instead of ids. */
export interface ShownChange {
  field: ClassField;
  from: string;
  to: string;
  reason: string;
}

const follows: Readonly<Record<ClassField, (people: number) => string>> = {
  ...{ name: toEverybody, reportTime: toEverybody, reportPlace: toEverybody, lodging: toEverybody },
  contactPhone: toEverybody,
  teacherId: (people) => `确认后告知两位班主任和调训人员、学员 ${people} 人，待批的请假单转新班主任审批。`,
  kind: () => '确认后告知班主任。课程表按新类别审核。',
  signInBy: () => '确认后告知班主任。学员在当天的课程与签到卡上看到。',
  signInPer: () => '确认后告知班主任。学员在当天的课程与签到卡上看到。',
  noticeLabel: () => '确认后告知班主任。今后的班级通知默认按此密级发送，发送前可以改。',
};

/** What is said when a class gets another name, class teacher or kind. */
/** A card about a class under its new name; the very same card where it does not name it. */
export function renamedOn(card: Card, from: string, to: string): Card {
  const renamed = (text: string) => text.replaceAll(`“${from}”`, `“${to}”`);
  const lines = card.lines.map(renamed);
  const { task } = card;
  if (lines.every((line, at) => line === card.lines[at])) return card;
  return { ...card, lines, ...(task && { task: { ...task, name: renamed(task.name) } }) };
}

export const classChangeWords = {
  preview: (
    id: string,
    row: ClassRow,
    { field, from, to, reason }: ShownChange,
    people: number,
    buttons: { confirm: Press; drop: Press },
  ): Card =>
    cardOf({
      id: `class-change:${id}`,
      title: '班次变更预览',
      lines: [`拟将班次 ${row._id} 的${classFieldNames[field]}由“${from}”变更为“${to}”。`, follows[field](people)],
      fields: [
        { label: '班次', value: row._id },
        { label: '理由', value: reason },
      ],
      buttons: [
        { label: '确认变更', style: 'primary', press: buttons.confirm },
        { label: '取消', press: buttons.drop },
      ],
    }),
  dropped: '已取消，班次未变更',
  changed: '已变更班次',
  movedToOther: '已转新班主任审批',
  reply: (row: ClassRow, { field, to }: ShownChange, people: number) =>
    `已将班次 ${row._id} 的${classFieldNames[field]}变更为“${to}”，并告知相关 ${people} 人。有误的，请再用“/改班”变更。`,
  told: (row: ClassRow, { field, from, to, reason }: ShownChange) =>
    `【班次变更】班次 ${row._id}“${row.name}”的${classFieldNames[field]}由“${from}”变更为“${to}”。理由：${withoutStop(reason)}。其他安排不变。`,
} as const;
