import { formatDays, formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { type Card, MAX_FORM_OPTIONS } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from '../class/classes.ts';
import { allCanCome, askObjected, chooseObjected } from './presses.ts';

/** Somebody on the list, as their own unit sees them. */
interface Person {
  cadreId: string;
  name: string;
  post: string;
  isReserve: boolean;
}

/** The card on which a unit is asked about its people. */
export function consultationCardId(proposal: string, unitId: string): string {
  return `call-up-consult:${proposal}:${unitId}`;
}

export const consultationWords = {
  card: (
    { _id: classId, name, opensOn, closesOn }: ClassRow,
    facts: { proposal: string; unitId: string; unitName: string; people: readonly Person[]; consultBy: Date },
  ): Card => {
    const { proposal, unitId, people, consultBy } = facts;
    const about = { classId, proposal, unitId };
    return cardOf({
      id: consultationCardId(proposal, unitId),
      title: '调训征求意见',
      task: { name: `答复调训征求意见（${name}，${facts.unitName}）`, by: consultBy, mayWait: true, classId },
      lines: [
        `拟从${facts.unitName}选调 ${people.length} 人参加“${name}”（${formatDays(opensOn, closesOn)}）。`,
        ...people.map((each) => `${each.name}（${each.post}）${each.isReserve ? '，递补人选' : ''}`),
        '请核对在岗、借调挂职和健康情况。名单尚未审定，请勿告知本人。',
        '逾期未答复，视为均可参加。',
      ],
      fields: [{ label: '答复截止', value: formatMoment(consultBy) }],
      buttons: [
        { label: '均可参加', style: 'primary', press: allCanCome.with(about) },
        { label: '有人不宜参加', press: askObjected.with(about) },
      ],
    });
  },
  choose: (
    { name }: ClassRow,
    about: { classId: string; proposal: string; unitId: string },
    people: readonly Pick<Person, 'cadreId' | 'name'>[],
  ): Card =>
    cardOf({
      id: `call-up-objected:${about.proposal}:${about.unitId}`,
      title: '不宜参加的人员',
      lines: [`请勾选不宜参加“${name}”的人员，下一步说明情况。`],
      form: {
        kind: 'multiple',
        options: people.slice(0, MAX_FORM_OPTIONS).map((each) => ({ value: each.cadreId, label: each.name })),
        submit: { label: '下一步', press: chooseObjected.with(about) },
      },
    }),
  asked: (units: number, consultBy: Date) =>
    `已向 ${units} 个单位征求意见，请各单位于${formatMoment(consultBy)}前答复。有不宜参加的，会随时告诉您。`,
  nobodyToAsk: '名单中的单位没有可以答复的联络员或主要负责人，不能征求意见。',
  allCanCome: '已答复：均可参加',
  allCanComeReply: '已答复县委组织部：均可参加。情况有变化的，名单发出前回复“征求意见”可重新答复。',
  askReason: (names: readonly string[]) =>
    `请用一句话说明${names.join('、')}不宜参加的情况（如借调、患病、承担重点工作）。回复“取消”则不提交。`,
  objected: (names: readonly string[]) => `已答复：${names.join('、')}不宜参加`,
  objectedReply: (names: readonly string[]) =>
    `已答复县委组织部：${names.join('、')}不宜参加。是否调整，由县委组织部决定。`,
  toProposer: ({ name }: ClassRow, unitName: string, names: readonly string[], reason: string) =>
    `【征求意见】${unitName}答复：${names.join('、')}不宜参加“${name}”。情况：${withoutStop(reason)}。`,
  none: '目前没有需要您单位答复的调训征求意见。',
  over: '名单已发出或变更，无需答复',
  struck: (people: number, movedUp: readonly string[]) =>
    movedUp.length === 0 ? `已撤下 ${people} 人，没有递补人选。` : `已撤下 ${people} 人，由${movedUp.join('、')}递补。`,
} as const;
