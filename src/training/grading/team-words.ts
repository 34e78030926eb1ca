import { formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card, Press } from '../../chat/message.ts';
import type { ClassRow, TeamNaming } from '../class/classes.ts';

type Class = Pick<ClassRow, '_id' | 'name'>;

/** Who evaluates where nobody was named. */
export const countyTeam = '县考评工作小组';

const mostNamings = 10;
const shown = (names: readonly string[]) => (names.length === 0 ? countyTeam : names.join('、'));

/** What is said of the evaluation team of one class. */
export const teamWords = {
  shown: ({ _id, name, teams = [] }: ClassRow, members: readonly string[], nameOf: (cadreId: string) => string) =>
    [
      members.length === 0
        ? `班次 ${_id}“${name}”没有另行指定考评工作小组，由${countyTeam}考评。`
        : `班次 ${_id}“${name}”的考评工作小组 ${members.length} 人：${members.join('、')}。`,
      ...(teams.length === 0 ? [] : ['变更记录：']),
      ...teams.slice(-mostNamings).map((naming) => teamLine(naming, nameOf)),
      `指定或变更，由县委组织部或县委党校用“/考评小组 ${_id} 姓名、姓名”。`,
      ...(members.length === 0 ? [] : [`取消指定，用“/考评小组 ${_id} 取消”。`]),
    ].join('\n'),
  preview: (
    id: string,
    { _id, name }: Class,
    former: readonly string[],
    members: readonly string[],
    buttons: { confirm: Press; drop: Press },
  ): Card =>
    cardOf({
      id: `class-team:${id}`,
      title: members.length === 0 ? '取消指定考评工作小组' : '指定考评工作小组',
      lines: [
        members.length === 0
          ? `拟取消“${name}”的考评工作小组，仍由${countyTeam}考评。`
          : `拟指定${members.join('、')}为“${name}”的考评工作小组，共 ${members.length} 人。`,
        members.length === 0
          ? '确认后告知原成员，待办的确认事项转县考评工作小组。'
          : '确认后告知新任和不再担任的成员，本班的记分、加分确认和等次评定只由小组成员办理，待办的确认事项转小组成员。',
      ],
      fields: [
        { label: '班次', value: _id },
        { label: '现由', value: shown(former) },
      ],
      buttons: [
        {
          label: members.length === 0 ? '确认取消指定' : '确认指定',
          style: 'primary',
          press: buttons.confirm,
        },
        { label: '取消', press: buttons.drop },
      ],
    }),
  dropped: '已取消，考评工作小组未变更',
  named: '已变更考评工作小组',
  reply: ({ _id, name }: Class, members: readonly string[], moved: number) =>
    `班次 ${_id}“${name}”${members.length === 0 ? `仍由${countyTeam}考评` : `的考评工作小组为${members.join('、')}`}。${
      moved === 0 ? '' : `待办的确认事项 ${moved} 件已转交。`
    }有误的，请再用“/考评小组”变更。`,
  joined: ({ _id, name }: Class, members: readonly string[]) =>
    `【考评工作小组】您已被指定为班次 ${_id}“${name}”考评工作小组成员。小组成员：${members.join('、')}。`,
  left: ({ _id, name }: Class, members: readonly string[]) =>
    members.length === 0
      ? `【考评工作小组】班次 ${_id}“${name}”不再另设考评工作小组，由${countyTeam}考评。`
      : `【考评工作小组】您不再担任班次 ${_id}“${name}”考评工作小组成员。现由${members.join('、')}考评。`,
  movedOn: '已转现考评工作小组办理',
  settledMeanwhile: '已办理',
} as const;

/** One naming as it is listed. */
export function teamLine({ enteredAt, by, cadreIds }: TeamNaming, nameOf: (cadreId: string) => string): string {
  const what = cadreIds.length === 0 ? `取消指定，由${countyTeam}考评` : `指定${cadreIds.map(nameOf).join('、')}`;
  return `${formatMoment(enteredAt)}　${nameOf(by)}${what}`;
}
