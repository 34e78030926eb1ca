import { type Card, type Message, plainWords } from '../chat/message.ts';
import { deliveryReason } from './delivery-reason.ts';
import { retryUndelivered } from './presses.ts';

/** A message that reached nobody. */
export interface Undelivered {
  /** Names it in the form. */
  mark: string;
  /** Absent for somebody outside the information base. */
  person: { name: string; unit: string } | undefined;
  message: Message;
  code: string | undefined;
}

const mostLetters = 24;

export const undeliveredWords = {
  nothing: '没有未送达的消息。',
  noChoice: '请先勾选要重新发送的消息。',
  retried: (count: number) => (count === 0 ? '没有可重新发送的消息' : '已安排重新发送'),
  retriedReply: (count: number, others: number) =>
    [
      count === 0 ? '没有重新发送的消息。' : `${count} 条消息将重新发送。`,
      ...(others > 0 ? [`另有 ${others} 条已不在名单上，或收件人没有可用账号，请先核对人员信息。`] : []),
      ...(count > 0 ? ['仍未送达的，稍后可用“/未送达”查看。'] : []),
    ].join('\n'),
  card: (id: string, items: readonly Undelivered[], total: number): Card => ({
    kind: 'card',
    id: `undelivered:${id}`,
    title: '未送达的消息',
    numbers: 'lines',
    lines: [
      `共 ${total} 条${total > items.length ? `，先列出最近 ${items.length} 条` : ''}：`,
      ...items.map(
        (item, index) => `${index + 1}. ${nameOf(item)}“${titleOf(item.message)}”：${deliveryReason(item.code)}`,
      ),
    ],
    fields: [],
    form: {
      kind: 'multiple',
      options: items.map((item, index) => ({
        value: item.mark,
        label: `${index + 1}. ${item.person?.name ?? '库外人员'}`,
      })),
      submit: { label: '重新发送', style: 'primary', press: retryUndelivered.with({}) },
    },
    buttons: [],
  }),
} as const;

function nameOf({ person }: Undelivered): string {
  return person === undefined ? '库外人员' : `${person.name}（${person.unit}）`;
}

/** What a message is about, in a few letters. */
function titleOf(message: Message): string {
  if (message.kind === 'card') return message.title;
  const [first = ''] = plainWords(message).split('\n');
  const letters = [...first];
  return letters.length > mostLetters ? `${letters.slice(0, mostLetters).join('')}…` : first;
}
