import type { Card } from '../chat/message.ts';
import type { ClassRow } from '../store/classes.ts';
import type { Recalled } from '../store/delivery-row.ts';
import type { NoticeRow } from '../store/notices.ts';

export const recallWords = {
  preview: (id: string, trainingClass: ClassRow, notice: NoticeRow, sent: number, waiting: number): Card => ({
    kind: 'card',
    id: `recall-preview:${id}`,
    title: '撤回班级通知',
    lines: [
      `将撤回发给“${trainingClass.name}”的通知：`,
      notice.words,
      `已发出 ${sent} 条，将从学员手机上撤回；尚未发出 ${waiting} 条，不再发送。`,
      '发出超过 24 小时的，平台不能撤回，只能标明作废。',
    ],
    fields: [{ label: '编号', value: notice._id }],
    buttons: [
      { label: '确认撤回', style: 'danger', press: { action: 'recall.confirm', data: { noticeId: notice._id } } },
      { label: '取消', press: { action: 'recall.drop', data: { noticeId: notice._id } } },
    ],
  }),
  dropped: (noticeId: string) => `已取消，通知 ${noticeId} 未撤回`,
  recalled: '已确认撤回',
  /** What a card shows that could not be taken off the screen. */
  void: '本通知已撤回，请忽略',
  confirmed: (notice: NoticeRow, going: number, cancelled: number) =>
    [
      `通知 ${notice._id} 已作废，不再催办。`,
      ...(cancelled > 0 ? [`尚未发出的 ${cancelled} 条已取消。`] : []),
      going > 0 ? `已发出的 ${going} 条正在撤回，结果稍后告知。` : '没有需要从手机上撤回的消息。',
    ].join('\n'),
  result: (notice: NoticeRow, counts: Readonly<Record<Recalled, number>>, cancelled: number) =>
    [
      `通知 ${notice._id} 撤回结果：`,
      ...(cancelled > 0 ? [`未发出即取消 ${cancelled} 人`] : []),
      `已从手机上撤回 ${counts.done} 人`,
      ...(counts.changed > 0 ? [`不能撤回、已在卡片上标明作废 ${counts.changed} 人`] : []),
      ...(counts.unknown > 0 ? [`不能确定是否撤回 ${counts.unknown} 人`] : []),
      ...(counts.kept > 0 ? [`未能撤回、仍可看到原通知 ${counts.kept} 人，请另行说明`] : []),
    ].join('\n'),
} as const;
