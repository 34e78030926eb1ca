import { formatDate, formatDays, formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { isLong, type ListSheet } from '../../chat/long-list.ts';
import type { Card, Press } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import { audienceLabel } from '../annual-plan/audience.ts';
import type { ClassRow } from '../class/classes.ts';
import { type Choice, type ChoiceState, freeSeats, isClosed, placeOf } from './elective.ts';
import type { ElectiveRow } from './electives.ts';
import { closeElective, sendElectiveList } from './presses.ts';

type Facts = Pick<ElectiveRow, 'seats' | 'closesAt' | 'audience'>;
interface Buttons {
  confirm: Press;
  drop: Press;
}

const stateLabels: Readonly<Record<ChoiceState, string>> = {
  seated: '已报名',
  offered: '有名额待答复',
  waiting: '候补',
  left: '已退选',
  declined: '已放弃名额',
  lapsed: '逾期未答复',
  removed: '已移出',
  cancelled: '选学已取消',
};
const shownStates = Object.keys(stateLabels) as ChoiceState[];

function labelOf(choice: Choice): string {
  return choice.leaving === undefined ? stateLabels[choice.state] : '已申请退选，待批复';
}

function factsOf({ seats, closesAt, audience }: Facts) {
  return [
    { label: '名额', value: `${seats} 人` },
    { label: '报名截止', value: formatMoment(closesAt) },
    { label: '选学对象', value: audienceLabel(audience) },
  ];
}

/** What staff who open a class for choice read. */
export const electiveStaffWords = {
  /** @param people - whom nothing keeps from choosing it */
  openPreview: (id: string, row: ClassRow, facts: Facts, people: number, presses: Buttons & { tell: Press }): Card =>
    cardOf({
      id: `elective-opening:${id}`,
      title: '开放选学预览',
      lines: [
        `拟开放“${row.name}”（${formatDays(row.opensOn, row.closesOn)}）供干部选学，符合条件的有 ${people} 人。`,
        '开放并告知的，逐人发一条消息；只开放的，干部回复“选学”可看到。',
      ],
      fields: [{ label: '班次', value: row._id }, ...factsOf(facts)],
      buttons: [
        { label: '开放并告知', style: 'primary', press: presses.tell },
        { label: '只开放', press: presses.confirm },
        { label: '取消', press: presses.drop },
      ],
    }),
  opened: '已开放选学',
  openDropped: '已取消，未开放选学',
  openedReply: (row: ClassRow, told: number | undefined) =>
    `“${row.name}”已开放选学${told === undefined ? '' : `，告知 ${told} 人`}。查看报名情况，请回复“/选学情况 ${row._id}”；需要变更的，请用“/改选学”或“/取消选学”。`,

  list: (
    row: ClassRow,
    { choices, ...elective }: ElectiveRow,
    visible: readonly Choice[],
    now: Date,
    mayChange: boolean,
  ): Card => {
    const groups = shownStates
      .map((state) => ({ state, people: visible.filter((each) => each.state === state) }))
      .filter(({ people }) => people.length > 0);
    const asked = visible.filter(({ leaving }) => leaving !== undefined);
    const names = (people: readonly Choice[]) =>
      isLong(visible) ? '' : `：${people.map(({ name }) => name).join('、')}`;
    const classId = row._id;
    const closes = isClosed(elective, now) ? [] : [{ label: '截止报名', press: closeElective.with({ classId }) }];
    return cardOf({
      id: `elective-list:${classId}`,
      title: '选学情况',
      lines: [
        elective.state === 'cancelled'
          ? `“${row.name}”选学已取消，理由：${withoutStop(elective.cancelledFor ?? '')}。`
          : `“${row.name}”（${classId}）名额 ${elective.seats} 人，剩余 ${freeSeats({ ...elective, choices })} 人。`,
        ...groups.map(({ state, people }) => `${stateLabels[state]} ${people.length} 人${names(people)}`),
        ...(asked.length === 0 ? [] : [`申请退选、待批复 ${asked.length} 人${names(asked)}`]),
        ...(isClosed(elective, now) && elective.state === 'open' && mayChange
          ? [`报名已截止。需要重新开放的，请回复“/改选学 ${classId} 截止 日期”。`]
          : []),
      ],
      fields: [
        { label: '报名截止', value: formatMoment(elective.closesAt) },
        { label: '选学对象', value: audienceLabel(elective.audience) },
      ],
      buttons: [{ label: '发送表格', press: sendElectiveList.with({ classId }) }, ...(mayChange ? closes : [])],
    });
  },
  sheet: (
    row: ClassRow,
    choices: readonly Choice[],
    visible: readonly Choice[],
    unitNames: ReadonlyMap<string, string>,
    dateOn: string,
  ): ListSheet => ({
    fileName: `${row._id}班选学名单${dateOn}.xlsx`,
    title: `${row._id}　${row.name}　选学名单（${formatDate(dateOn)}）`,
    columns: [
      { header: '姓名', width: 12 },
      { header: '单位', width: 28 },
      { header: '情况', width: 20 },
      { header: '候补位次', width: 12 },
      { header: '报名时间', width: 24 },
      { header: '说明', width: 40 },
    ],
    rows: visible.map((choice) => {
      const chosen = choice.moves.findLast(({ what }) => what === 'chose' || what === 'admitted');
      const place = placeOf(choices, choice.cadreId);
      return [
        choice.name,
        unitNames.get(choice.unitId) ?? '',
        labelOf(choice),
        place ?? '',
        chosen === undefined ? '' : formatMoment(chosen.at),
        choice.leaving?.reason ?? choice.moves.at(-1)?.reason ?? '',
      ];
    }),
  }),
  closedCard: '已截止报名',
  closed: (row: ClassRow) => `“${row.name}”已截止报名。需要重新开放的，请回复“/改选学 ${row._id} 截止 日期”。`,
  changed: (row: ClassRow, what: string, from: string, to: string) =>
    `“${row.name}”选学${what}由“${from}”改为“${to}”。需要更正的，请再次使用“/改选学 ${row._id}”。`,
  unchanged: (what: string, to: string) => `${what}本来就是${to}，无需更改。`,
  raisePreview: (
    id: string,
    row: ClassRow,
    seats: { from: number; to: number },
    offers: number,
    presses: Buttons,
  ): Card =>
    cardOf({
      id: `elective-seats:${id}`,
      title: '增加选学名额',
      lines: [`“${row.name}”名额拟由 ${seats.from} 人增加到 ${seats.to} 人，确认后通知候补人员 ${offers} 人。`],
      buttons: [
        { label: '确认增加', style: 'primary', press: presses.confirm },
        { label: '取消', press: presses.drop },
      ],
    }),
  raised: '已增加名额',
  changeDropped: '已取消，未作变更',

  cancelPreview: (id: string, row: ClassRow, reason: string, people: number, presses: Buttons): Card =>
    cardOf({
      id: `elective-cancelling:${id}`,
      title: '取消选学',
      lines: [`拟取消“${row.name}”选学，确认后告知已报名和候补的 ${people} 人及其单位。班次保留。`],
      fields: [{ label: '理由', value: reason }],
      buttons: [
        { label: '确认取消选学', style: 'danger', press: presses.confirm },
        { label: '不取消', press: presses.drop },
      ],
    }),
  cancelled: '已取消选学',
  cancelledReply: (row: ClassRow, people: number) =>
    `已取消“${row.name}”选学，并告知 ${people} 人。需要重新开放的，请用“/开放选学 ${row._id}”。`,
} as const;
