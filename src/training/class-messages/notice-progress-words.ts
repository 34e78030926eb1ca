import { formatDate, formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { isLong, type ListSheet } from '../../chat/long-list.ts';
import { type Button, type Message, text } from '../../chat/message.ts';
import { type NoticeMark, noticeProgress } from './notice.ts';
import type { NoticeMarkRow, NoticeRow } from './notices.ts';
import { remindNotice, sendNoticeProgress } from './presses.ts';
import { isMinimal } from './sensitivity.ts';

/** What the information base adds to a receiver. */
export interface Contacts {
  unitNames: ReadonlyMap<string, string>;
  /** By cadre id. */
  phones: ReadonlyMap<string, string>;
}

type Person = Pick<NoticeMarkRow, 'cadreId' | 'name' | 'unitId'>;

/** `赵一（县财政局，0000-1234567）` */
function called({ cadreId, name, unitId }: Person, { unitNames, phones }: Contacts): string {
  const phone = phones.get(cadreId);
  return `${name}（${unitNames.get(unitId) ?? ''}${phone === undefined ? '' : `，${phone}`}）`;
}

/** `县财政局 3 人、县农业农村局 1 人`, the most first. */
function byUnit(people: readonly Person[], unitNames: Contacts['unitNames']): string {
  const counts = new Map<string, number>();
  for (const { unitId } of people) counts.set(unitId, (counts.get(unitId) ?? 0) + 1);
  const sorted = [...counts].sort(([a, more], [b, less]) => less - more || (a < b ? -1 : 1));
  return sorted.map(([unitId, count]) => `${unitNames.get(unitId) ?? ''} ${count} 人`).join('、');
}

const statusOf = (mark: NoticeMarkRow): string => {
  if (mark.answer === 'difficulty') return '有困难';
  if (mark.answeredAt !== undefined) return '已回执';
  return mark.readAt === undefined ? '未读' : '已读';
};

/** Who has read and answered a notice. */
export const noticeProgressWords = {
  progress: (id: string, notice: NoticeRow, marks: readonly NoticeMarkRow[], contacts: Contacts): Message => {
    const { sent, read, answered, unread, toChase } = noticeProgress(marks, notice.noReceipt !== true);
    const readOnly = toChase.filter((mark) => !unread.includes(mark));
    const inNeed = marks.filter((mark) => mark.answer === 'difficulty');
    const difficulties = inNeed.length > 0 ? `（有困难 ${inNeed.length} 人）` : '';
    const receipts = notice.noReceipt ? '' : `，已回执 ${answered} 人${difficulties}`;
    const head = `通知 ${notice._id}：共 ${sent} 人，已读 ${read} 人${receipts}。`;
    const lines = isMinimal(notice)
      ? [head, ...(toChase.length > 0 ? [`未回执 ${toChase.length} 人：${byUnit(toChase, contacts.unitNames)}。`] : [])]
      : [head, ...missingLines(unread, readOnly, inNeed, contacts)];
    const buttons = buttonsOf(notice, toChase.length, marks.length);
    if (buttons.length === 0) return text(...lines);
    return cardOf({ id: `notice-progress:${id}`, title: '通知进度', lines, buttons });
  },
  reminded: (count: number) => `已提醒 ${count} 人`,
  remindedReply: (count: number, today: number) =>
    [
      `已提醒 ${count} 人。`,
      ...(today > 0 ? [`另有 ${today} 人今天已提醒过，不再重复。`] : []),
      '每个工作日提醒一次；仍未回执的，请电话联系。',
    ].join('\n'),
  nobodyToRemind: '需要提醒的人员今天都已提醒过，或已回执。',
  /** To whoever sent it, once its deadline has passed. */
  due: (id: string, notice: NoticeRow, marks: readonly NoticeMarkRow[], contacts: Contacts): Message => {
    const progress = noticeProgressWords.progress(id, notice, marks, contacts);
    return progress.kind === 'card' ? { ...progress, title: '通知回执已截止' } : progress;
  },
  /** To a liaison or head: all of their people who did not answer. @param from - who sent it */
  escalated: (notice: NoticeRow, from: string, people: readonly Person[], contacts: Contacts): string => {
    const until = notice.answerBy === undefined ? '' : `至${formatMoment(notice.answerBy)}`;
    const who = people.slice(0, mostNames).map((person) => called(person, contacts));
    return [
      `【通知未回执】${from}的通知 ${notice._id}：贵单位${until}还有 ${people.length} 人未回执。`,
      ...(isMinimal(notice) ? [] : [`${who.join('、')}${people.length > mostNames ? '等' : ''}。`]),
      '请提醒本人在“待办”中回执，不便使用手机的请直接电话告知发通知的单位。',
    ].join('\n');
  },
  progressSheet: (
    notice: NoticeRow,
    marks: readonly NoticeMarkRow[],
    { unitNames, phones }: Contacts,
    dateOn: string,
  ): ListSheet => ({
    fileName: `通知${notice._id}进度${dateOn}.xlsx`,
    title: `通知 ${notice._id} 的阅读和回执情况（${formatDate(dateOn)}）`,
    columns: [
      { header: '姓名', width: 12 },
      { header: '单位', width: 28 },
      { header: '联系电话', width: 16 },
      { header: '情况', width: 14 },
      { header: '说明', width: 50 },
    ],
    rows: marks.map((mark) => [
      mark.name,
      unitNames.get(mark.unitId) ?? '',
      phones.get(mark.cadreId) ?? '',
      mark.readAt !== undefined && mark.answeredAt === undefined && !notice.noReceipt ? '已读未回执' : statusOf(mark),
      mark.answerWords ?? '',
    ]),
  }),
} as const;

/** How many names stand in a message to a liaison or head. */
const mostNames = 20;

function missingLines(
  unread: readonly NoticeMark[],
  readOnly: readonly NoticeMark[],
  inNeed: readonly NoticeMarkRow[],
  contacts: Contacts,
): string[] {
  if (isLong([...unread, ...readOnly, ...inNeed]))
    return [`未读 ${unread.length} 人，已读未回执 ${readOnly.length} 人，有困难 ${inNeed.length} 人。`];
  const people = (rows: readonly Person[]) => rows.map((row) => called(row, contacts)).join('、');
  return [
    ...(inNeed.length > 0 ? [`有困难 ${inNeed.length} 人：`] : []),
    ...inNeed.map((mark) => `· ${mark.name}${mark.answerWords === undefined ? '' : `：${mark.answerWords}`}`),
    ...(unread.length > 0 ? [`未读 ${unread.length} 人：${people(unread)}`] : []),
    ...(readOnly.length > 0 ? [`已读未回执 ${readOnly.length} 人：${people(readOnly)}`] : []),
  ];
}

function buttonsOf(notice: NoticeRow, missing: number, all: number): Button[] {
  const { _id: noticeId, state, noReceipt } = notice;
  const mayRemind = state === 'sent' && !noReceipt && missing > 0;
  return [
    ...(mayRemind ? [{ label: `提醒未回执 ${missing} 人`, press: remindNotice.with({ noticeId }) }] : []),
    ...(all > 0 && !isMinimal(notice) ? [{ label: '发送表格', press: sendNoticeProgress.with({ noticeId }) }] : []),
  ];
}
