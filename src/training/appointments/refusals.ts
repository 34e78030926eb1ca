import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const appointmentRefusals: Refusals = {
  'appointment.unknown-condition': ({ typed }) =>
    `没有看懂“${typed}”。可写：近三年优秀学员、副科级、基层满2年、40岁以下、任现职满2年、近三年主体班、学时达标、储备库、党员、年轻干部、单位全称。`,
  'appointment.no-condition': () => '请至少写明一个条件，例如“近三年优秀学员”。',
  'honour.changed': ({ number }) => `${number} 已取消，不能再更改。`,
  'honour.later': ({ date }) => `授予日期 ${date} 还没有到，请核对。`,
  'appointment.several-people': ({ names }) => `一次只能写一个人的姓名，这里写了${names}。`,
};
