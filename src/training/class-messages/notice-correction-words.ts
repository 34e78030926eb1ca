import { cardOf } from '../../chat/card.ts';
import type { Card } from '../../chat/message.ts';
import { changedPart } from './changed-part.ts';
import { type NoticeAbout, toWhom } from './notice-about.ts';
import { noticeWords } from './notice-words.ts';
import type { NoticeRow } from './notices.ts';
import { correctNotice, dropCorrection } from './presses.ts';

/** A part longer than this is not repeated beside the text itself. */
const mostLetters = 60;

/** `“第二教室”改为“第三教室”` */
function change(former: string, present: string): string {
  const { from, to } = changedPart(former, present);
  if ([...from, ...to].length > mostLetters) return '内容有更正，请以本文为准';
  if (from === '') return `增加“${to}”`;
  return to === '' ? `删去“${from}”` : `“${from}”改为“${to}”`;
}

/** What was changed, and below it the text as it is now, unless it was said already. */
function changeAndText(before: string, former: string, present: string): string[] {
  const changed = change(former, present);
  return [`${before}${changed}。`, ...(changed.includes(`“${present}”`) ? [] : [present])];
}

/** A notice that is put right after it was sent. */
export const noticeCorrectionWords = {
  preview: (about: NoticeAbout, notice: NoticeRow, to: string, draft: string, sent: number, read: number): Card => {
    const facts = { noticeId: notice._id, draft };
    return cardOf({
      id: `notice-correction:${draft}`,
      title: '更正通知预览',
      lines: [
        `将更正发给${toWhom(notice, about)}的通知，共 ${sent} 人。`,
        `${sent - read} 人尚未阅读，只更换卡片；${read} 人已阅读或已回执，另发一条更正。`,
        ...changeAndText('', notice.words, to),
      ],
      fields: [{ label: '编号', value: notice._id }],
      buttons: [
        { label: '确认更正', style: 'primary', press: correctNotice.with(facts) },
        { label: '取消', press: dropCorrection.with(facts) },
      ],
    });
  },
  dropped: '已取消，通知未更正',
  corrected: '已确认更正',
  reply: (notice: NoticeRow, changed: number, told: number) =>
    `通知 ${notice._id} 已更正：更换卡片 ${changed} 人，另发更正 ${told} 人。回执照旧有效；仍有误的，可再用“/更正通知 ${notice._id}”。`,
  /** A card that is still to be answered, as it reads now. */
  card: (about: NoticeAbout, notice: NoticeRow, former: string, shown: Card): Card => {
    const card = noticeWords.card(about, notice);
    const fields = shown.fields.filter(({ label }) => label !== correctionLabel);
    return {
      ...card,
      title: shown.title,
      fields: [...fields, { label: correctionLabel, value: change(former, notice.words) }],
      buttons: shown.buttons,
    };
  },
  /** To who has read or answered it. */
  told: ({ name }: NoticeAbout, notice: NoticeRow, former: string) =>
    [
      ...changeAndText(`【通知更正】${name}的通知 ${notice._id} 有更正：`, former, notice.words),
      ...(notice.noReceipt ? [] : ['已回执的，不必再次回执。']),
    ].join('\n'),
} as const;

const correctionLabel = '更正';
