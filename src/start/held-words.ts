import type { Held } from './hold.ts';

const count = ({ messages, updates }: Held) => `${messages} 条待发消息、${updates} 条待处理的来信`;

/** What operators read about data of an earlier day. */
export const heldWords = {
  choices:
    '确认其中没有已发过的，执行 npx xuece deliveries release 全部发出；否则执行 npx xuece deliveries drop 全部作废。',
  waiting: (held: Held) => `数据由备份恢复，备份时的 ${count(held)}暂缓处理，尚未发出。`,
  afterRestore: (held: Held) => `${heldWords.waiting(held)}${heldWords.choices}`,
  held: (held: Held) => `已暂缓 ${count(held)}。`,
  released: (held: Held) => `已放行 ${count(held)}，由运行中的机器人处理。`,
  dropped: (held: Held) => `已作废 ${count(held)}，不再处理。`,
} as const;
