import { firstAddress, hostOf } from '../../chat/link.ts';
import type { Button, Card, Field } from '../../chat/message.ts';
import { type NoticeAbout, toWhom } from './notice-about.ts';
import type { NotFound } from './notice-receivers.ts';
import { linkIn } from './notice-words.ts';
import type { NoticeRow } from './notices.ts';
import { dropNotice, sendNotice } from './presses.ts';
import { leadsTo, type Receivers, receiverLines, sendButtons } from './preview-words.ts';

const reasons: Readonly<Record<NotFound['why'], string>> = { unknown: '查无此人', ambiguous: '有重名，请写明单位' };

function notFoundLines(notFound: readonly NotFound[]): string[] {
  if (notFound.length === 0) return [];
  const said = notFound.map(({ name, why }) => `${name}（${reasons[why]}）`).join('、');
  return [`名单中另有 ${notFound.length} 人未列入：${said}。`];
}

function hostIn({ words }: NoticeRow): Field[] {
  const url = firstAddress(words);
  return url === undefined ? [] : [leadsTo(hostOf(url))];
}

/** A notice before it is sent. */
export const noticePreviewWords = {
  /** @param groups - to how many groups of the class it could also be sent */
  preview: (about: NoticeAbout, notice: NoticeRow, receivers: Receivers, groups: number): Card => ({
    kind: 'card',
    id: `notice-preview:${notice._id}`,
    title: `${about.kind}预览`,
    lines: [
      ...receiverLines(toWhom(notice, about), receivers, notice.receivers === undefined),
      ...notFoundLines(notice.notFound ?? []),
      notice.words,
    ],
    fields: [{ label: '编号', value: notice._id }, ...hostIn(notice)],
    ...linkIn(notice),
    buttons: buttonsOf(notice, groups),
  }),
  dropped: '已取消，未发出',
  nobody: '该班还没有学员，通知未发出。',
} as const;

function buttonsOf({ _id: noticeId, receivers }: NoticeRow, groups: number): Button[] {
  return sendButtons(
    {
      send: sendNotice.with({ noticeId }),
      alsoToGroup: sendNotice.with({ noticeId, group: 'yes' }),
      drop: dropNotice.with({ noticeId }),
    },
    receivers === undefined ? groups : 0,
  );
}
