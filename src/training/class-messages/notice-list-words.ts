import { beijingDateOf, formatDate, formatDay } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { ListSheet } from '../../chat/long-list.ts';
import { type Message, text } from '../../chat/message.ts';
import type { NoticeRow } from './notices.ts';
import { sendNoticeList } from './presses.ts';
import { sensitivityLabel } from './sensitivity.ts';

/** A notice with how far it has come. */
export interface ListedNotice {
  notice: NoticeRow;
  /** `“一班”全体学员` */
  to: string;
  sender: string;
  people: number;
  read: number;
  answered: number;
}

/** How many are told in chat; all of them are in the sheet. */
export const mostListed = 10;
const mostBeginning = 14;

function beginning(words: string): string {
  const letters = [...words.replace(/\s+/gu, ' ')];
  return letters.length > mostBeginning ? `${letters.slice(0, mostBeginning).join('')}…` : letters.join('');
}

function status({ state, corrections = [] }: NoticeRow): string {
  return state === 'recalled' ? '已撤回' : corrections.length > 0 ? '已更正' : '';
}

function progress({ notice, people, read, answered }: ListedNotice): string {
  return notice.noReceipt ? `已读 ${read}/${people}` : `回执 ${answered}/${people}`;
}

/** The notices that somebody may see. */
export const noticeListWords = {
  /** @param all - how many there are; @param listed - the newest of them */
  list: (id: string, all: number, waiting: number, listed: readonly ListedNotice[]): Message => {
    if (all === 0) return text('近一年没有您可以查看的通知。');
    const lines = listed.map((each) =>
      [
        each.notice._id,
        each.notice.sentAt === undefined ? '' : formatDay(beijingDateOf(each.notice.sentAt)),
        each.to,
        each.notice.byMember === undefined ? '' : `${each.notice.byMember}发`,
        progress(each),
        status(each.notice),
        beginning(each.notice.words),
      ]
        .filter((part) => part !== '')
        .join('　'),
    );
    return cardOf({
      id: `notice-list:${id}`,
      title: '通知列表',
      lines: [
        `近一年共 ${all} 份通知，回执未到期 ${waiting} 份${all > listed.length ? `，最近 ${listed.length} 份` : ''}：`,
        ...lines,
        '查看某一份，回复“/通知进度 编号”。',
      ],
      buttons: [{ label: '发送表格', press: sendNoticeList.with({}) }],
    });
  },
  sheet: (listed: readonly ListedNotice[], dateOn: string): ListSheet => ({
    fileName: `通知列表${dateOn}.xlsx`,
    title: `通知列表（${formatDate(dateOn)}）`,
    columns: [
      { header: '编号', width: 14 },
      { header: '发出日期', width: 14 },
      { header: '发送人', width: 12 },
      { header: '对象', width: 34 },
      { header: '密级', width: 10 },
      { header: '人数', width: 8 },
      { header: '已读', width: 8 },
      { header: '已回执', width: 8 },
      { header: '情况', width: 10 },
      { header: '正文', width: 60 },
    ],
    rows: listed.map(({ notice, to, sender, people, read, answered }) => [
      notice._id,
      notice.sentAt === undefined ? '' : beijingDateOf(notice.sentAt),
      notice.byMember ?? sender,
      to,
      sensitivityLabel(notice.label ?? 'internal'),
      people,
      read,
      notice.noReceipt ? '' : answered,
      status(notice),
      notice.words,
    ]),
  }),
} as const;
