import { formatDate } from '../../calendar/beijing-time.ts';
import { firstAddress, hostOf } from '../../chat/link.ts';
import { isLong, type ListSheet, listCard } from '../../chat/long-list.ts';
import { type Card, type Field, type Message, text } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from '../class/classes.ts';
import { type NoticeMark, noticeProgress } from './notice.ts';
import type { NoticeMarkRow, NoticeRow } from './notices.ts';
import { answerNotice, dropNotice, readNotice, sendNotice, sendNoticeProgress } from './presses.ts';
import { leadsTo, type Receivers, receiverLines, sendButtons } from './preview-words.ts';

const mostNameLetters = 16;

/** The first page address in a notice's text, as the link of its cards. */
function linkIn({ words }: NoticeRow): Pick<Card, 'link'> {
  const url = firstAddress(words);
  return url === undefined ? {} : { link: { label: '打开链接', url } };
}

/** Enough to know it from another. */
function beginningOf(words: string): string {
  const letters = [...words.replace(/\s+/g, ' ')];
  return letters.length > mostNameLetters ? `${letters.slice(0, mostNameLetters).join('')}…` : letters.join('');
}

function hostIn({ words }: NoticeRow): Field[] {
  const url = firstAddress(words);
  return url === undefined ? [] : [leadsTo(hostOf(url))];
}

export const noticeWords = {
  preview: (trainingClass: ClassRow, notice: NoticeRow, receivers: Receivers, groups: number): Card => ({
    kind: 'card',
    id: `notice-preview:${notice._id}`,
    title: '班级通知预览',
    lines: [...receiverLines(trainingClass.name, receivers), notice.words],
    fields: [{ label: '编号', value: notice._id }, ...hostIn(notice)],
    ...linkIn(notice),
    buttons: sendButtons(
      {
        send: sendNotice.with({ noticeId: notice._id }),
        alsoToGroup: sendNotice.with({ noticeId: notice._id, group: 'yes' }),
        drop: dropNotice.with({ noticeId: notice._id }),
      },
      groups,
    ),
  }),
  sent: '已确认发出',
  /** @param forMorning - it is night, and messages wait for the end of the quiet hours */
  sentReply: (notice: NoticeRow, count: number, forMorning: boolean) =>
    `${forMorning ? `现在是免打扰时段，通知将于早晨送达 ${count} 名学员。` : `通知已发给 ${count} 名学员。`}回复“/通知进度 ${notice._id}”查看已读和回执。`,
  dropped: '已取消，未发出',
  nobody: '该班还没有学员，通知未发出。',

  card: (trainingClass: ClassRow, notice: NoticeRow): Card => ({
    kind: 'card',
    id: `notice:${notice._id}`,
    task: {
      name: `回执班级通知 ${notice._id}：${beginningOf(notice.words)}`,
      ...(notice.answerBy === undefined ? {} : { by: notice.answerBy }),
      ...{ mayWait: true, classId: trainingClass._id, ofTrainee: true, untilGraded: true },
    },
    title: `班级通知（${trainingClass.name}）`,
    lines: [notice.words],
    fields: [],
    ...linkIn(notice),
    buttons: [
      {
        label: '收到，照办',
        style: 'primary',
        press: answerNotice.with({ noticeId: notice._id, answer: 'willDo' }),
        alsoTyped: ['收到', '照办'],
      },
      {
        label: '已阅',
        press: readNotice.with({ noticeId: notice._id }),
        alsoTyped: ['好的', '知道了', '已读', '已看'],
      },
      { label: '有困难', press: answerNotice.with({ noticeId: notice._id, answer: 'difficulty' }) },
    ],
  }),
  reminder: (trainingClass: ClassRow, notice: NoticeRow): Card => ({
    ...noticeWords.card(trainingClass, notice),
    title: `请回执：班级通知（${trainingClass.name}）`,
  }),
  /** For somebody who joined the class after it was sent. */
  later: (trainingClass: ClassRow, notice: NoticeRow): Card => ({
    ...noticeWords.card(trainingClass, notice),
    title: `班级通知（补发，${trainingClass.name}）`,
  }),
  /** A field of its own, so that it has room beside the longest notice. */
  read: { label: '回执', value: '已阅，办理后请点“收到，照办”' },
  /** A card of a notice once its receiver has read it; it still waits for the answer. */
  asRead: (card: Card): Card => ({
    ...card,
    fields: [...card.fields.filter(({ label }) => label !== noticeWords.read.label), noticeWords.read],
    buttons: card.buttons.filter(({ press }) => press.action !== readNotice.action),
  }),
  willDo: '已回执：收到，照办',
  difficulty: '已回执：有困难',
  askDifficulty: '请用一两句话说明困难后发送，将转告班主任。',
  thanks: '已收到您的说明，并转告班主任。',
  toTeacher: (name: string, unit: string, notice: NoticeRow, words: string) =>
    `【通知回执】${name}（${unit}）对通知 ${notice._id} 反映困难：${withoutStop(words)}。`,

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
