import { formatDay } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Button, Card } from '../../chat/message.ts';
import type { ClassRow } from '../class/classes.ts';
import type { FollowUpRules } from './follow-up-rules.ts';
import type { FollowUpRow } from './follow-ups.ts';
import { goalsLine } from './plan-words.ts';
import { type FollowUpItem, MOST_POINTS } from './points.ts';
import { scorePerson, writeProgress } from './presses.ts';

/** Somebody who is rated on a card. */
export interface RatedPerson {
  cadreId: string;
  name: string;
  items: readonly FollowUpItem[];
  /** Of the action plan; none where there is no plan. */
  goals: readonly string[];
  /** Points that were given already, in the order of the items. */
  given?: readonly number[];
}

type Round = Pick<FollowUpRow, 'classId' | 'months' | 'closesOn'>;

export function selfCardId({ classId, months }: Pick<Round, 'classId' | 'months'>): string {
  return `follow-up-self:${classId}:${months}`;
}

export function unitCardId({ classId, months }: Pick<Round, 'classId' | 'months'>): string {
  return `follow-up-unit:${classId}:${months}`;
}

/** `能力提升 4、作用发挥 3`. */
export function pointsLine(given: readonly number[], items: readonly FollowUpItem[]): string {
  return given.map((points, at) => `${items[at]?.name ?? ''} ${points}`).join('、');
}

/** What trainee and head read of a round: one card, whose people and items follow each other in place. */
export const followUpWords = {
  /** The trainee's own card. @param given - points given so far, item by item; absent before it began */
  selfCard: (
    trainingClass: ClassRow,
    round: Round,
    person: RatedPerson,
    rules: FollowUpRules,
    given?: readonly number[],
  ): Card =>
    cardOf({
      id: selfCardId(round),
      title: `结业 ${round.months} 个月自评`,
      task: {
        ...{ name: `“${trainingClass.name}”结业 ${round.months} 个月自评`, mayWait: true, ofTrainee: true },
        classId: round.classId,
      },
      lines: [
        `参加“${trainingClass.name}”已满 ${round.months} 个月，请自评。${scale(rules)}`,
        ...planOf(person),
        ...progressOf(person, given),
      ],
      fields: [{ label: '截止', value: formatDay(round.closesOn) }],
      buttons: [
        ...levels(round, person, given),
        ...(given === undefined && person.goals.length > 0
          ? [{ label: '写计划进展', press: writeProgress.with({ classId: round.classId }) }]
          : []),
      ],
    }),
  /** All people of one class whom this head rates; the first who is not rated comes next. @param given - points of that one so far */
  unitCard: (
    trainingClass: ClassRow,
    round: Round,
    people: readonly RatedPerson[],
    rules: FollowUpRules,
    given?: readonly number[],
  ): Card => {
    const done = people.filter((each) => each.given !== undefined);
    const next = people.find((each) => each.given === undefined);
    return cardOf({
      id: unitCardId(round),
      title: `学员结业 ${round.months} 个月评价`,
      task: {
        ...{ name: `评价“${trainingClass.name}”学员结业 ${round.months} 个月的表现`, mayWait: true },
        classId: round.classId,
      },
      lines: [
        `“${trainingClass.name}”您单位学员 ${people.length} 名，已评 ${done.length} 名。${scale(rules)}`,
        ...done.map(({ name, given: points = [] }) => `${name}：${points.join('、')} 分。`),
        ...(next === undefined ? [] : [`请评：${next.name}。`, ...planOf(next), ...progressOf(next, given)]),
      ],
      fields: [{ label: '截止', value: formatDay(round.closesOn) }],
      buttons: next === undefined ? [] : levels(round, next, given),
    });
  },
  selfNote: (months: number) => `请学员自评结业 ${months} 个月的情况`,
  unitNote: (people: number) => `请评价学员 ${people} 名（结业跟踪）`,
  askExample: (name: string, given: readonly number[], items: readonly FollowUpItem[]) =>
    `${name === '' ? '' : `${name}：`}${pointsLine(given, items)}。请用一句话举例说明后发送，即保存。回复“取消”则不保存。`,
  selfSettled: (given: readonly number[]) => `已自评：${given.join('、')} 分`,
  selfTaken: (months: number, given: readonly number[], items: readonly FollowUpItem[]) =>
    `结业 ${months} 个月自评已保存：${pointsLine(given, items)}。更正的，请再用“/跟踪自评”。`,
  unitSettled: (people: number) => `已评价 ${people} 名`,
  unitGoesOn: (done: number, all: number) => `已评 ${done}/${all} 名，后面的见新卡片`,
  unitTaken: (name: string, given: readonly number[], items: readonly FollowUpItem[]) =>
    `${name}的评价已保存：${pointsLine(given, items)}。更正的，请再用“/跟踪评价”。`,
  nothingOpen: '目前没有需要您评价的学员。',
} as const;

const scale = ({ evidenceFrom }: FollowUpRules) => `每项 1 至 ${MOST_POINTS} 分，${evidenceFrom} 分及以上的请举例。`;

function planOf({ goals }: RatedPerson): string[] {
  return goals.length === 0 ? [] : [`行动计划：${goalsLine(goals)}。`];
}

function progressOf({ items }: RatedPerson, given: readonly number[] | undefined): string[] {
  if (given === undefined) return [];
  const item = items[given.length];
  return [
    ...(given.length === 0 ? [] : [`${pointsLine(given, items)}。`]),
    ...(item === undefined ? [] : [`第 ${given.length + 1}/${items.length} 项：${item.name}`]),
  ];
}

/** One tap for all items, or item by item. */
function levels(
  { classId, months }: Round,
  { cadreId, items }: RatedPerson,
  given: readonly number[] | undefined,
): Button[] {
  const about = { classId, months, cadreId };
  if (given === undefined)
    return [
      ...[MOST_POINTS, MOST_POINTS - 1, MOST_POINTS - 2].map((points) => ({
        label: `各项均 ${points} 分`,
        press: scorePerson.with({ ...about, points: items.map(() => points).join('-') }),
      })),
      { label: '逐项评分', press: scorePerson.with({ ...about, points: '-' }) },
    ];
  return Array.from({ length: MOST_POINTS }, (_, at) => MOST_POINTS - at).map((points) => ({
    label: `${points} 分`,
    press: scorePerson.with({ ...about, points: [...given, points].join('-') }),
  }));
}
