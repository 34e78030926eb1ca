import type { Card } from '../../chat/message.ts';
import type { Recalled } from '../../chat/platform.ts';
import { confirmRecall, dropRecall } from './presses.ts';
import type { SentToClass } from './sent-to-class.ts';

/** How texts refer to it: study material by its title, a notice by its number. */
function called(row: SentToClass): string {
  return 'title' in row ? `学习资料《${row.title}》` : `通知（${row._id}）`;
}

export const recallWords = {
  called,
  /** What puts right later what was sent; study material has no correction of its own. Notices alone have a T in their number. */
  instead: (number: string) =>
    /-T\d+$/u.test(number) ? `“/更正通知 ${number}”或“/撤回 ${number}”` : `“/撤回 ${number}”`,
  /** @param to - whom it was sent to */
  preview: (id: string, to: string, row: SentToClass, sent: number, waiting: number): Card => ({
    kind: 'card',
    id: `recall-preview:${id}`,
    title: 'title' in row ? '撤回学习资料' : '撤回通知',
    lines: [
      `将撤回发给${to}的${called(row)}：`,
      ...(row.words === undefined ? [] : [row.words]),
      `已发出 ${sent} 条，将从手机上撤回${waiting > 0 ? `；尚未发出 ${waiting} 条，不再发送` : ''}。`,
      'title' in row
        ? '发出超过24小时的，平台不能撤回，请另行说明。'
        : '发出超过24小时的，平台不能撤回，只能标明作废。',
    ],
    fields: [{ label: '编号', value: row._id }],
    buttons: [
      { label: '确认撤回', style: 'danger', press: confirmRecall.with({ number: row._id }) },
      { label: '取消', press: dropRecall.with({ number: row._id }) },
    ],
  }),
  dropped: (row: SentToClass) => `已取消，${called(row)}未撤回`,
  recalled: '已确认撤回',
  /** What a card shows if it could not be removed from the screen. */
  void: (row: SentToClass) => `本${'title' in row ? '资料' : '通知'}已撤回，请忽略`,
  confirmed: (row: SentToClass, going: number, cancelled: number) =>
    [
      `${called(row)}已作废${'title' in row ? '' : '，不再催办'}。`,
      ...(cancelled > 0 ? [`尚未发出的 ${cancelled} 条已取消。`] : []),
      going > 0 ? `已发出的 ${going} 条正在撤回，结果稍后告知。` : '没有需要从手机上撤回的消息。',
      `需要重发的，请用“/${'title' in row ? '资料' : '通知'}”。`,
    ].join('\n'),
  result: (row: SentToClass, counts: Readonly<Record<Recalled, number>>, cancelled: number) =>
    [
      `${called(row)}撤回结果：`,
      ...(cancelled > 0 ? [`未发出即取消 ${cancelled} 人`] : []),
      `已从手机上撤回 ${counts.done} 人`,
      ...(counts.changed > 0 ? [`不能撤回、已在卡片上标明作废 ${counts.changed} 人`] : []),
      ...(counts.unknown > 0 ? [`不能确定是否撤回 ${counts.unknown} 人`] : []),
      ...(counts.kept > 0 ? [`未能撤回、仍可看到原消息 ${counts.kept} 人，请另行说明`] : []),
    ].join('\n'),
  note: (row: SentToClass) => `撤回结果：${called(row)}`,
} as const;
