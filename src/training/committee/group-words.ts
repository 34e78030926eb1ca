import { cardOf } from '../../chat/card.ts';
import { type ListSheet, listCard } from '../../chat/long-list.ts';
import type { Card, Press } from '../../chat/message.ts';
import type { ClassRow } from '../class/classes.ts';
import { sendGroupSheet } from './presses.ts';

type Named = Pick<ClassRow, '_id' | 'name'>;
const how = '各组人数、各单位人数最多相差 1 人，职务层次和男女尽量均衡；同一名单每次结果相同。';

/** `第 1 组 8 人：张三、李四…` */
const groupLine = (names: readonly string[], at: number) => `第 ${at + 1} 组 ${names.length} 人：${names.join('、')}`;

/** What is said of the study groups of a class. @param groups - the names in each */
export const groupWords = {
  preview: (
    id: string,
    trainingClass: Named,
    groups: readonly (readonly string[])[],
    isAgain: boolean,
    presses: { confirm: Press; drop: Press },
  ): Card =>
    cardOf({
      id: `study-groups:${id}`,
      title: '请核对分组',
      lines: [
        `“${trainingClass.name}”学员 ${groups.flat().length} 人，分 ${groups.length} 组，确认后告知本人。`,
        ...(isAgain ? ['本班已经分组，确认后按此重新分组。'] : []),
        ...groups.map(groupLine),
        how,
      ],
      buttons: [
        { label: '确认分组', style: 'primary', press: presses.confirm },
        { label: '取消', press: presses.drop },
      ],
    }),
  confirmed: '已分组',
  dropped: '未分组',
  confirmedReply: (trainingClass: Named, people: number, count: number) =>
    `已将“${trainingClass.name}”学员 ${people} 人分为 ${count} 组，已告知本人。调整用“/调组”，查看用“/分组名单”。`,
  told: (trainingClass: Named, number: number, names: readonly string[]) =>
    `【学习小组】您在“${trainingClass.name}”第 ${number} 组，共 ${names.length} 人：${names.join('、')}。`,
  list: (trainingClass: Named, groups: readonly (readonly string[])[], without: readonly string[]): Card =>
    listCard(
      {
        id: `study-group-list:${trainingClass._id}`,
        title: '学习小组',
        lines: [
          `“${trainingClass.name}”分 ${groups.length} 组，学员 ${groups.flat().length} 人。`,
          ...groups.map(groupLine),
          ...(without.length === 0 ? [] : [`未分组 ${without.length} 人：${without.join('、')}`]),
          '调整用“/调组”，重新分组用“/分组”。',
        ],
      },
      sendGroupSheet.with({ classId: trainingClass._id }),
    ),
  none: (trainingClass: Named) => `“${trainingClass.name}”尚未分组。分组用“/分组 ${trainingClass._id} 组数”。`,
  noneOfOwn: '您目前没有编入学习小组。',
  sheet: (trainingClass: Named, rows: ListSheet['rows']): ListSheet => ({
    fileName: `${trainingClass._id}学习小组.xlsx`,
    title: `“${trainingClass.name}”学习小组`,
    columns: ['组别', '姓名', '单位', '职务', '性别'].map((header) => ({ header, width: header === '职务' ? 28 : 14 })),
    rows,
  }),
  moved: (name: string, number: number) => `已将${name}调到第 ${number} 组，已告知本人。再次调整用“/调组”。`,
} as const;
