import { formatDay, formatDays } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card } from '../../chat/message.ts';
import type { ExchangePairRow } from './exchange-pairs.ts';
import type { ExchangeRules } from './exchange-rules.ts';
import { mostPoints, sum } from './exchange-standing.ts';
import { rateAllBest, rateItem, submitRating } from './presses.ts';
import type { PairNames } from './words.ts';

export function ratingCardId(pair: string, cadreId: string): string {
  return `exchange-rating:${pair}:${cadreId}`;
}

/** `工作态度 20、工作能力 17`. */
function itemsLine(points: readonly number[], { rating }: ExchangeRules): string {
  return points.map((each, at) => `${rating.items[at]?.name ?? ''} ${each}`).join('、');
}

/** What the host reads who rates somebody: one card, whose items follow each other in place. */
export const ratingWords = {
  /** @param points - those given so far */
  card: (
    pair: ExchangePairRow,
    cadreId: string,
    names: PairNames,
    rules: ExchangeRules,
    closesOn: string,
    points: readonly number[] = [],
  ): Card => {
    const { items, levels } = rules.rating;
    const about = { pair: pair._id, cadreId };
    const item = items[points.length];
    const common = {
      id: ratingCardId(pair._id, cadreId),
      title: `跟班评价：${names.person(cadreId)}`,
      task: { name: `评价跟班人员${names.person(cadreId)}（${pair._id}）`, mayWait: true as const },
      fields: [
        { label: '时间', value: formatDays(pair.fromOn, pair.toOn) },
        { label: '评价截止', value: formatDay(closesOn) },
      ],
    };
    if (item === undefined)
      return cardOf({
        ...common,
        lines: [`${itemsLine(points, rules)}。合计 ${sum(points)} 分。`],
        buttons: [
          {
            label: '提交评价',
            style: 'primary',
            press: submitRating.with({ ...about, points: points.join('-') }),
          },
          { label: '重新评价', press: rateItem.with({ ...about, points: '' }) },
        ],
      });
    const best = Math.round((item.most * (levels[0]?.percent ?? 100)) / 100);
    return cardOf({
      ...common,
      lines: [
        ...(points.length === 0
          ? [`共五项，每项 ${item.most} 分，合计 ${mostPoints(rules)} 分。`]
          : [itemsLine(points, rules)]),
        `第 ${points.length + 1}/${items.length} 项：${item.name}`,
      ],
      buttons: [
        ...levels.map(({ name, percent }) => {
          const given = Math.round((item.most * percent) / 100);
          const so = [...points, given].join('-');
          return { label: `${name} ${given}分`, press: rateItem.with({ ...about, points: so }) };
        }),
        ...(points.length === 0 ? [{ label: `五项均${best}分`, press: rateAllBest.with(about) }] : []),
      ],
    });
  },
  settled: (points: readonly number[]) => `已评价，合计 ${sum(points)} 分`,
  rated: (pair: ExchangePairRow, name: string, points: readonly number[], rules: ExchangeRules) =>
    `${pair._id} ${name}的评价已记录：${itemsLine(points, rules)}，合计 ${sum(points)} 分。更正用“/跟班评价 ${pair._id} 五项分数”。`,
  told: (pair: ExchangePairRow, points: readonly number[], rules: ExchangeRules) =>
    `【跟班评价】接收单位对您的评价：${itemsLine(points, rules)}，合计 ${sum(points)} 分（${pair._id}）。`,
  note: (name: string) => `请接收单位评价跟班人员${name}`,
  allAlike: ({ people, points }: { people: number; points: string }) =>
    `接收单位评价 ${people} 人均为${points}分，没有拉开差距，请与接收单位核实后再确认记分。`,
  reason: (pair: ExchangePairRow, part: 'log' | 'hostRating' | 'summary', said: string) =>
    `${pair._id} ${part === 'log' ? '跟班日志' : part === 'hostRating' ? '接收单位评价' : '个人总结'}：${said}`,
  logSaid: (days: number, due: number) => `应记 ${due} 天，已记 ${days} 天`,
  ratingSaid: (points: readonly number[]) => `合计 ${sum(points)} 分`,
  summarySaid: (letters: number) => `共 ${letters} 字`,
} as const;
