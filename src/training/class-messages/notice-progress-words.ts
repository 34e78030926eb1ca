import { formatDate } from '../../calendar/beijing-time.ts';
import { isLong, type ListSheet, listCard } from '../../chat/long-list.ts';
import { type Message, text } from '../../chat/message.ts';
import { type NoticeMark, noticeProgress } from './notice.ts';
import type { NoticeMarkRow, NoticeRow } from './notices.ts';
import { sendNoticeProgress } from './presses.ts';

/** Who has read and answered a notice. */
export const noticeProgressWords = {
  progress: (notice: NoticeRow, marks: readonly NoticeMarkRow[], unitNames: ReadonlyMap<string, string>): Message => {
    const people = (rows: readonly NoticeMark[]) =>
      rows.map((row) => `${row.name}（${unitNames.get(row.unitId) ?? ''}）`).join('、');
    const { sent, read, answered, unread, unanswered } = noticeProgress(marks, true);
    const readOnly = unanswered.filter((mark) => !unread.includes(mark));
    const inNeed = marks.filter((mark) => mark.answer === 'difficulty');
    const head = `通知 ${notice._id}：共 ${sent} 人，已读 ${read} 人，已回执 ${answered} 人${inNeed.length > 0 ? `（有困难 ${inNeed.length} 人）` : ''}。`;
    if (isLong([...unread, ...readOnly, ...inNeed]))
      return listCard(
        {
          id: `notice-progress:${notice._id}`,
          title: '通知进度',
          lines: [head, `未读 ${unread.length} 人，已读未回执 ${readOnly.length} 人，有困难 ${inNeed.length} 人。`],
        },
        sendNoticeProgress.with({ noticeId: notice._id }),
      );
    return text(
      head,
      ...(inNeed.length > 0 ? [`有困难 ${inNeed.length} 人：`] : []),
      ...inNeed.map((mark) => `· ${mark.name}${mark.answerWords === undefined ? '' : `：${mark.answerWords}`}`),
      ...(unread.length > 0 ? [`未读 ${unread.length} 人：${people(unread)}`] : []),
      ...(readOnly.length > 0 ? [`已读未回执 ${readOnly.length} 人：${people(readOnly)}`] : []),
    );
  },
  progressSheet: (
    notice: NoticeRow,
    marks: readonly NoticeMarkRow[],
    unitNames: ReadonlyMap<string, string>,
    dateOn: string,
  ): ListSheet => ({
    fileName: `通知${notice._id}进度${dateOn}.xlsx`,
    title: `通知 ${notice._id} 的阅读和回执情况（${formatDate(dateOn)}）`,
    columns: [
      { header: '姓名', width: 12 },
      { header: '单位', width: 28 },
      { header: '情况', width: 14 },
      { header: '说明', width: 50 },
    ],
    rows: marks.map((mark) => [
      mark.name,
      unitNames.get(mark.unitId) ?? '',
      mark.answer === 'difficulty'
        ? '有困难'
        : mark.answeredAt !== undefined
          ? '已回执'
          : mark.readAt !== undefined
            ? '已读未回执'
            : '未读',
      mark.answerWords ?? '',
    ]),
  }),
} as const;
