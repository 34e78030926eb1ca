import { formatMoment } from '../calendar/beijing-time.ts';
import { type ListSheet, listCard } from '../chat/long-list.ts';
import { type Card, type Message, plainWords } from '../chat/message.ts';
import { deliveryReason } from './delivery-reason.ts';
import { retryUndelivered, sendUndelivered } from './presses.ts';

/** A message that reached nobody. */
export interface Undelivered {
  /** Names it in the form. */
  mark: string;
  /** Absent for somebody outside the information base. */
  person: { name: string; unit: string } | undefined;
  message: Message;
  /** When it was to go out. */
  at: Date;
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
  /** What comes before the card where there are more than it lists: how many for which reason, most first. */
  figures: (id: string, items: readonly Undelivered[], total: number): Card =>
    listCard(
      {
        id: `undelivered-figures:${id}`,
        title: '未送达的消息',
        lines: [`共 ${total} 条，按原因：`, ...byReason(items).map(([reason, count]) => `· ${count} 条：${reason}`)],
      },
      sendUndelivered.with({}),
    ),
  sheet: (items: readonly Undelivered[], todayOn: string): ListSheet => ({
    fileName: `未送达的消息（${todayOn}）.xlsx`,
    title: '未送达的消息',
    columns: [
      { header: '姓名', width: 10 },
      { header: '单位', width: 24 },
      { header: '时间', width: 18 },
      { header: '消息', width: 36 },
      { header: '原因', width: 60 },
    ],
    rows: items.map(({ person, message, at, code }) => [
      ...[person?.name ?? '库外人员', person?.unit ?? '', formatMoment(at)],
      ...[titleOf(message), deliveryReason(code)],
    ]),
  }),
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

function byReason(items: readonly Undelivered[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { code } of items) counts.set(deliveryReason(code), (counts.get(deliveryReason(code)) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

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
