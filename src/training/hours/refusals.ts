import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const hoursRefusals: Refusals = {
  'hours.gone': () => '这份学时表已不再保存，未作任何改动。请重新发送文件。',
  'hours.no-entry': ({ number }) => `没有第 ${number} 条学时记录，请用“/学时 姓名”核对序号。`,
  'hours.reversed-already': () => '这条学时记录已经冲销，无需重复办理。',
  'hours.whose': ({ name }) => `没有叫“${name}”的单位或人员，请核对名称。`,
};
