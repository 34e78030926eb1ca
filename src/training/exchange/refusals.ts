import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const exchangeRefusals: Refusals = {
  'exchange.scope-unknown': ({ scope }) => `未能识别“${scope}”。请写班号，或全县、年轻干部、科级副职、单位全称等范围。`,
  'exchange.past': () => '开始日期已过，请写今天或以后的日期。',
  'exchange.outside-class': ({ name, days }) => `班内跟班须在“${name}”的学制内（${days}）。`,
  'exchange.bad-days': ({ count, least, most }) =>
    `班内跟班为 ${least} 至 ${most} 个工作日，所写日期为 ${count} 个工作日。`,
  'exchange.bad-months': ({ least, most }) => `班外跟班为 ${least} 至 ${most} 个月，请核对日期。`,
  'exchange.proposal-gone': () => '这份配对方案已经办理或已过时限。需要的请重新配对。',
  'exchange.answered': () => '这批跟班安排已经确定或更改，无需答复。',
  'exchange.nobody-chosen': () => '请先勾选有意见的安排。',
  'exchange.few-words': ({ least }) => `请写明情况，不少于 ${least} 个字。`,
  'exchange.over': ({ pair }) => `${pair} 已经结束，不能这样更改。`,
  'exchange.not-agreed': ({ pair }) => `${pair} 尚未确定或已取消，不能这样办理。`,
  'exchange.change-gone': ({ pair }) => `${pair} 已有变动，未作改动。请用“/跟班 ${pair}”核对后重新办理。`,
  'exchange.not-in-pair': ({ name, pair }) => `${name}不在 ${pair} 中，请核对姓名。`,
  'exchange.same-unit': ({ name }) => `${name}与对方同在一个单位，不能互相跟班。`,
  'exchange.busy': ({ name, why }) => `${name}在这段时间${why}，不能安排跟班。`,
  'exchange.mentor-elsewhere': ({ name }) => `${name}不在接收单位，不能担任导师。`,
  'exchange.mentor-self': ({ name }) => `${name}本人参加这次跟班，不能担任导师。`,
  'exchange.none-now': () => '您目前没有正在进行的跟班学习。',
  'exchange.day-outside': ({ days }) => `只能记跟班期间已经到来的日期（${days}）。`,
  'exchange.not-begun': ({ pair }) => `${pair} 尚未开始，暂不能这样办理。`,
  'exchange.bad-points': ({ names, most }) =>
    `请依次写五项分数（${names}），每项 0 至 ${most} 的整数，例如：18 19 20 17 18`,
  'exchange.rating-closed': ({ pair }) => `${pair} 的评价时限已过。确需更正的，请联系县委党校。`,
  'exchange.all-alike': ({ people, points }) =>
    `接收单位评价 ${people} 人均为${points}分，没有拉开差距，未记分。请与接收单位核实，由接收单位用“/跟班评价”更正。`,
  'exchange.no-marks': ({ classId }) => `${classId} 没有可以记分的跟班学习：须已结束、有接收单位评价且尚未记分。`,
  'exchange.no-part': ({ classId }) => `${classId} 的考核指标中没有跟班学习一项，不记分。`,
};
