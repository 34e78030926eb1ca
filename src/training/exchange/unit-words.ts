import { formatDays, formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { type Card, MAX_FORM_OPTIONS } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ExchangePairRow, ExchangeSide } from './exchange-pairs.ts';
import { agreeToPairs, askPairRefusal, choosePairsRefused } from './presses.ts';
import { mentorOf, type PairNames } from './words.ts';

interface OfUnit {
  proposal: string;
  unitId: string;
}

/** The card on which a unit is asked about its part in pairs that were proposed together. */
export function unitCardId({ proposal, unitId }: OfUnit): string {
  return `exchange-unit:${proposal}:${unitId}`;
}

/** What becomes of a pair for one of its units: who goes, and who comes. */
function sidesFor({ sides }: Pick<ExchangePairRow, 'sides'>, unitId: string): [ExchangeSide, ExchangeSide] | [] {
  const going = sides.find((side) => side.unitId === unitId);
  const coming = sides.find((side) => side.hostUnitId === unitId);
  return going === undefined || coming === undefined ? [] : [going, coming];
}

function lineFor(pair: ExchangePairRow, unitId: string, names: PairNames): string {
  const [going, coming] = sidesFor(pair, unitId);
  if (going === undefined || coming === undefined) return pair._id;
  const { person, post, unit } = names;
  return `${pair._id}　${person(going.cadreId)}到${unit(going.hostUnitId)}；${person(coming.cadreId)}（${unit(coming.unitId)}${post(coming.cadreId)}）来本单位，导师拟为${mentorOf(coming, names)}。`;
}

/** What heads and liaisons of units read. */
export const exchangeUnitWords = {
  card: (about: OfUnit, pairs: readonly ExchangePairRow[], names: PairNames): Card => {
    const [first] = pairs;
    const period = first === undefined ? '' : formatDays(first.fromOn, first.toOn);
    return cardOf({
      id: unitCardId(about),
      title: '跟班学习征求意见',
      task: {
        name: `答复跟班学习征求意见（${names.unit(about.unitId)}，${first?._id ?? ''}）`,
        mayWait: true,
        ...(first === undefined ? {} : { by: first.answerBy }),
        ...(first?.classId === undefined ? {} : { classId: first.classId }),
      },
      lines: [
        `拟安排双向跟班学习 ${pairs.length} 对：本单位派出 ${pairs.length} 人，接收 ${pairs.length} 人。`,
        ...pairs.map((pair) => lineFor(pair, about.unitId, names)),
        '跟班期间保留原岗位。更换导师的，回复“/改跟班 编号 导师 姓名”。',
        '逾期未答复，视为同意。',
      ],
      fields: [
        { label: '时间', value: period },
        { label: '答复截止', value: first === undefined ? '' : formatMoment(first.answerBy) },
      ],
      numbers: 'none',
      buttons: [
        { label: '同意安排', style: 'primary', press: agreeToPairs.with(about) },
        { label: '有意见', press: askPairRefusal.with(about) },
      ],
    });
  },
  choose: (about: OfUnit, pairs: readonly ExchangePairRow[], names: PairNames): Card =>
    cardOf({
      id: `exchange-refused:${about.proposal}:${about.unitId}`,
      title: '有意见的安排',
      lines: ['请勾选有意见的安排，下一步说明情况。'],
      form: {
        kind: 'multiple',
        options: pairs.slice(0, MAX_FORM_OPTIONS).map((pair) => ({
          value: pair._id,
          label: `${pair._id} ${pair.sides.map(({ cadreId }) => names.person(cadreId)).join('、')}`,
        })),
        submit: { label: '下一步', press: choosePairsRefused.with(about) },
      },
    }),
  askReason: (numbers: readonly string[]) =>
    `请用一句话说明对 ${numbers.join('、')} 的意见（如承担重点工作、建议换人）。回复“取消”则不提交。`,
  agreed: '已答复：同意安排',
  agreedReply: (pairs: number) => `已同意 ${pairs} 对跟班安排。情况有变化的，回复“跟班征求意见”可重新答复。`,
  refused: '已答复：有意见',
  refusedReply: (numbers: readonly string[]) => `已答复对 ${numbers.join('、')} 的意见，由组织方决定是否调整。`,
  toProposer: (pairs: readonly string[], unit: string, reason: string) =>
    `【跟班学习】${unit}对 ${pairs.join('、')} 有意见：${withoutStop(reason)}。换人用“/改跟班 ${pairs[0] ?? ''} 人员 原姓名 新姓名”，取消用“/取消跟班”。`,
  allAnswered: (counts: { agreed: number; refused: number }, year: string) =>
    `【跟班学习】单位意见已收齐：${counts.agreed} 对已确定${counts.refused === 0 ? '' : `，${counts.refused} 对有意见待调整`}。回复“/跟班 ${year}”查看。`,
  none: '目前没有需要您单位答复的跟班安排。',
  over: '安排已变更，无需答复',
  /** To one of the two. */
  told: (pair: ExchangePairRow, { hostUnitId, mentorId }: ExchangeSide, names: PairNames) =>
    [
      `【跟班学习】安排您到${names.unit(hostUnitId)}跟班学习，${formatDays(pair.fromOn, pair.toOn)}（${pair._id}）。`,
      mentorId === undefined ? '导师由接收单位另行告知。' : `导师：${names.person(mentorId)}。`,
      '每天记一句：回复“跟班日志”和内容。每周回复“跟班周记”，结束后回复“跟班总结”，均可用语音。',
      '请假须报接收单位和组织方同意。',
    ].join('\n'),
  toldNote: (name: string) => `告知跟班安排：${name}`,
  overdueNote: (pair: string) => `跟班 ${pair} 逾期未答复，视为同意`,
  off: ({ _id, fromOn, toOn }: Pick<ExchangePairRow, '_id' | 'fromOn' | 'toOn'>) =>
    `【跟班学习变更】${_id}（${formatDays(fromOn, toOn)}）正在调整，原安排不再执行，确定后另行告知。`,
  cancelled: (pair: ExchangePairRow, reason: string) =>
    `【跟班学习取消】${pair._id}（${formatDays(pair.fromOn, pair.toOn)}）已取消，理由：${withoutStop(reason)}。`,
} as const;
