import { formatDays } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card } from '../../chat/message.ts';
import type { Facts } from '../../chat/press.ts';
import type { ExchangePairRow } from './exchange-pairs.ts';
import { confirmPairChange, leavePair } from './presses.ts';
import type { PairNames } from './words.ts';

type Change = Facts<typeof confirmPairChange>;

/** What staff read who change or cancel a pair. */
export const exchangeChangeWords = {
  /** @param what - in words, without a full stop */
  preview: (id: string, pair: ExchangePairRow, change: Change, what: string): Card =>
    cardOf({
      id: `exchange-change:${id}`,
      title: change.how === 'cancel' ? '取消跟班学习' : '更改跟班学习',
      lines: [
        `${pair._id}：${what}。`,
        change.how === 'cancel'
          ? '确认后告知本人和两个单位，已记的日志保留。'
          : '确认后重新征求两个单位意见，原安排不再执行。',
      ],
      buttons: [
        {
          label: change.how === 'cancel' ? '确认取消' : '确认更改',
          style: 'primary',
          press: confirmPairChange.with(change),
        },
        { label: '保留原安排', press: leavePair.with(change) },
      ],
    }),
  period: (pair: ExchangePairRow, fromOn: string, toOn: string) =>
    `时间由${formatDays(pair.fromOn, pair.toOn)}改为${formatDays(fromOn, toOn)}`,
  person: (from: string, to: string, toUnit: string) => `${from}改为${to}（${toUnit}）`,
  cancel: (pair: ExchangePairRow, names: PairNames, reason: string) =>
    `取消${pair.sides.map(({ cadreId }) => names.person(cadreId)).join('、')}的跟班学习，理由：${reason}`,
  kept: '已保留原安排',
  changedSettled: '已更改，重新征求单位意见',
  changed: (pair: ExchangePairRow) =>
    `${pair._id} 已更改，正重新征求两个单位意见。再更改用“/改跟班”，取消用“/取消跟班”。`,
  cancelledSettled: '已取消跟班学习',
  cancelled: (pair: ExchangePairRow) =>
    `${pair._id} 已取消，已告知本人和两个单位。恢复用“/改跟班 ${pair._id} 时间 开始 结束”。`,
  oneLeft: '其中一人不再参加本班',
  pairAnew: ({ _id }: ExchangePairRow, leaving: string, staying: string) =>
    `【跟班学习】${leaving}不再参加本班，${_id} 已取消，已告知${staying}和两个单位。为${staying}另配一人，请用“/跟班配对”重新提出。`,
  mentor: (pair: ExchangePairRow, trainee: string, mentor: string) => `${pair._id} 中${trainee}的导师已改为${mentor}。`,
  mentorTold: (pair: ExchangePairRow, mentor: string) => `【跟班学习】您的导师已改为${mentor}（${pair._id}）。`,
  undone: '已撤销，恢复为原安排',
} as const;
