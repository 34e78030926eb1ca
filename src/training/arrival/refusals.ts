import type { Refusals } from '../../errors.ts';

const example = '房间302 座位A5 不住宿 清真 车牌川A12345';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const arrivalRefusals: Refusals = {
  'arrival.unreadable': ({ word }) =>
    word === '' ? `请写明要登记的内容，例如：${example}。` : `“${word}”未能识别。可以写：${example}。`,
  'arrival.no-plate': () => '车牌号未能识别。请重新回复，例如：川A12345。',
  'arrival.not-begun': ({ day }) => `报到尚未开始，${day}起可以登记。`,
  'arrival.there-already': ({ name }) => `${name}已登记报到，未作变更。`,
  'arrival.gone': () => '这份报到表已办理或取消，请重新发送。',
  'arrival.none': () => '您目前没有需要登记报到信息的培训班。',
};
