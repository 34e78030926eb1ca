import { cardOf } from '../../chat/card.ts';
import type { Button, Card } from '../../chat/message.ts';
import { problemLines } from '../../sheets/problem-sheet.ts';
import type { Problem } from '../../sheets/table.ts';
import type { ClassRow } from '../class/classes.ts';
import { type ArrivalFacts, arrivalInWords, arrivalTotals, NO_CAR, totalsInWords } from './arrival.ts';
import { ARRIVAL_SHEET, type Comer } from './arrival-sheet.ts';
import type { ArrivalSheetRow } from './arrival-sheets.ts';
import { missingBasis } from './missing.ts';
import {
  allArrived,
  askMissing,
  askPlate,
  dropArrivals,
  dropMarking,
  enterArrivals,
  markArrived,
  recordNoShow,
  sayArrival,
  sendArrivals,
} from './presses.ts';

const mostNamed = 20;

/** Every card that asks somebody about their arrival at this class. */
export function arrivalCardId(classId: string): string {
  return `arrival:${classId}`;
}

/** The card on which those who have not come are made sure of. */
export function noShowCardId(classId: string): string {
  return `no-show:${classId}`;
}

/** Every card that asks who of this class has arrived. */
export function arrivalRollId(classId: string): string {
  return `arrival-roll:${classId}`;
}

function namesOf(people: readonly Pick<Comer, 'name'>[]): string {
  const shown = people.slice(0, mostNamed).map(({ name }) => name);
  return `${shown.join('、')}${people.length > mostNamed ? `等 ${people.length} 人` : ''}`;
}

const ways = [
  ['住宿并用餐', { lodging: 'stays', meals: 'usual' }],
  ['住宿并清真用餐', { lodging: 'stays', meals: 'halal' }],
  ['只用餐', { lodging: 'home', meals: 'usual' }],
  ['只清真用餐', { lodging: 'home', meals: 'halal' }],
  ['不住宿不用餐', { lodging: 'home', meals: 'none' }],
] as const;

export const arrivalWords = {
  /**
   * Asked once of somebody who comes. @param lines - what it is the answer to
   * @param known - what they have said, now or for an earlier class
   */
  ask: ({ _id: classId, name }: ClassRow, lines: readonly string[], known: ArrivalFacts): Card =>
    cardOf({
      id: arrivalCardId(classId),
      title: '报到信息',
      task: { name: `填报食宿（${name}）`, classId, ofTrainee: true, untilGraded: true },
      lines: [
        ...lines,
        `请选择参加“${name}”期间是否住宿、用餐。`,
        known.plate === undefined || known.plate === NO_CAR
          ? '自驾的，另请点“登记车牌”。'
          : `已登记车牌${known.plate}，有变化的，另请点“登记车牌”。`,
      ],
      buttons: [
        ...ways.map(([label, facts]): Button => ({ label, press: sayArrival.with({ classId, ...facts }) })),
        { label: '登记车牌', press: askPlate.with({ classId }) },
      ],
      numbers: 'none',
    }),
  askPlate: '请回复车牌号，例如：川A12345。不开车的，回复“不开车”。',
  said: (facts: ArrivalFacts) => `已登记：${arrivalInWords(facts)}`,
  saidReply: (facts: ArrivalFacts) => `已登记：${arrivalInWords(facts)}。有变化的，回复“我的报到”修改。`,

  /** Who has arrived and who has not, for the staff of the class. */
  roll: ({ _id: classId, name }: ClassRow, comers: readonly Comer[], mayMark: boolean): Card => {
    const missing = comers.filter(({ hasArrived }) => !hasArrived);
    const about = { classId };
    return cardOf({
      id: arrivalRollId(classId),
      title: '报到',
      ...(mayMark && missing.length > 0
        ? { task: { name: `登记报到（${name}）`, mayWait: true, classId, untilGraded: true } }
        : {}),
      lines: [
        name,
        ...totalsInWords(arrivalTotals(comers)),
        ...(missing.length === 0 ? [] : [`未报到：${namesOf(missing)}`, '已签到的，视为已报到。']),
      ],
      buttons: [
        ...(mayMark && missing.length > 0
          ? [
              {
                label: '均已报到',
                style: 'primary' as const,
                press: allArrived.with({ classId, people: missing.length, basis: missingBasis(missing) }),
              },
              { label: '有人未到', press: askMissing.with(about) },
            ]
          : []),
        { label: '发送表格', press: sendArrivals.with(about) },
      ],
      numbers: 'none',
    });
  },
  askMissing: '请写明未到的学员，其余记为已报到。例：张三、李四',
  markPreview: (
    id: string,
    { _id: classId, name }: ClassRow,
    missing: readonly Pick<Comer, 'cadreId' | 'name'>[],
    people: number,
    basis?: string,
  ): Card => {
    const facts = { classId, missing: missing.map(({ cadreId }) => cadreId).join(','), people, basis };
    return cardOf({
      id: `arrival-mark:${id}`,
      title: '请核对报到',
      lines: [
        name,
        `记为已报到 ${people - missing.length} 人，未到 ${missing.length} 人。`,
        `未到：${namesOf(missing)}`,
      ],
      buttons: [
        { label: '确认', style: 'primary', press: markArrived.with(facts) },
        { label: '取消', press: dropMarking.with(facts) },
      ],
    });
  },
  dropped: '已取消，未登记',
  marked: (people: number) => `已登记报到 ${people} 人`,
  markedReply: ({ name }: ClassRow, people: number, missing: number) =>
    `“${name}”已登记报到 ${people} 人，未报到 ${missing} 人。`,
  changed: '报到情况已有变化，请按最新名单办理。',
  changedSettled: '报到情况已有变化',
  seen: (missing: number) => (missing === 0 ? '已全部报到' : `已登记，未报到 ${missing} 人`),
  marking: '登记报到',
  markedOne: (name: string) => `已登记${name}报到。`,
  undone: '已撤销，按未报到登记',

  entered: (name: string, facts: ArrivalFacts, arrived: boolean | undefined) =>
    `已登记${name}：${[arrivalInWords(facts), ...(arrived === undefined ? [] : [arrived ? '已报到' : '未报到'])].filter((part) => part !== '').join('，')}。更正请再用“/报到登记”。`,
  toTrainee: ({ name }: ClassRow, { room, seat }: ArrivalFacts) =>
    `【报到安排】“${name}”：${arrivalInWords({ ...(room === undefined ? {} : { room }), ...(seat === undefined ? {} : { seat }) })}。`,

  /** Where one is put, for the reminder on the eve. */
  place: ({ room, seat }: { room?: string | undefined; seat?: string | undefined }): string[] => {
    const place = arrivalInWords({ ...(room === undefined ? {} : { room }), ...(seat === undefined ? {} : { seat }) });
    return place === '' ? [] : [`您的安排：${place}。`];
  },

  /** The same day, to a unit. */
  missingToUnit: ({ name }: ClassRow, names: readonly string[]) =>
    `【未报到】截至今日，你单位${names.join('、')}同志尚未到“${name}”报到，也未请假。请了解情况，督促按时参训，并告县委组织部。`,
  /** To the organisation department, which decides what it is. */
  missing: ({ _id: classId, name }: ClassRow, people: readonly Comer[]): Card =>
    cardOf({
      id: noShowCardId(classId),
      title: '未报到',
      task: { name: `核实未报到人员（${name}）`, mayWait: true, classId, untilGraded: true },
      lines: [
        `“${name}”今日开班，${people.length} 人尚未报到，也未请假，已告知所在单位：`,
        ...people.slice(0, mostNamed).map((each) => `${each.name}（${each.unit}）`),
        ...(people.length > mostNamed ? [`……共 ${people.length} 人`] : []),
        '核实后点“登记未报到”；以后到班的，由班主任登记报到。',
      ],
      buttons: [
        {
          label: '登记未报到',
          style: 'danger',
          press: recordNoShow.with({ classId, people: people.length, basis: missingBasis(people) }),
        },
        { label: '发送表格', press: sendArrivals.with({ classId }) },
      ],
      numbers: 'none',
    }),
  noShow: (people: number) => `已登记未报到 ${people} 人`,
  noShowReply: ({ _id, name }: ClassRow, names: readonly string[]) =>
    `已登记“${name}”未报到 ${names.length} 人：${names.join('、')}。以后到班或登记有误的，请班主任用“/报到登记 ${_id} 姓名 已报到”更正；按退学处理的，请用“/退学”。`,
  nobodyMissing: '目前没有未报到的学员，未作登记。',

  offer: `${ARRIVAL_SHEET}（.xlsx）：回复“/报到 <班号>”后点“发送表格”领取，填好后发回`,
  withoutClass: `这份${ARRIVAL_SHEET}缺少班号，未作任何改动。请重新领取后填写，不要改动首行。`,
  bad: (problems: readonly Problem[]) =>
    [`报到表有 ${problems.length} 处需要更正，全部未登记：`, ...problemLines(problems)].join('\n'),
  unchanged: '报到表与现有登记一致，没有需要登记的内容。',
  sheetPreview: ({ name }: ClassRow, { _id, entries }: Pick<ArrivalSheetRow, '_id' | 'entries'>): Card => {
    const arriving = entries.filter(({ arrived }) => arrived === true).length;
    return cardOf({
      id: `arrival-sheet:${_id}`,
      title: '请核对报到表',
      lines: [
        name,
        `更改 ${entries.length} 人${arriving === 0 ? '' : `，其中登记报到 ${arriving} 人`}。`,
        ...entries
          .slice(0, mostNamed)
          .map(({ name: who, set, arrived }) =>
            [who, arrivalInWords(set), arrived === true ? '已报到' : ''].filter((part) => part !== '').join('：'),
          ),
        ...(entries.length > mostNamed ? [`……共 ${entries.length} 人`] : []),
      ],
      buttons: [
        { label: '确认登记', style: 'primary', press: enterArrivals.with({ sheet: _id }) },
        { label: '取消', press: dropArrivals.with({ sheet: _id }) },
      ],
    });
  },
  sheetEntered: (people: number) => `已登记 ${people} 人。有变化的，改好后再发一次即可`,
} as const;
