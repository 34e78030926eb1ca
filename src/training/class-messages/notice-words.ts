import { firstAddress } from '../../chat/link.ts';
import type { Button, Card, Field } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { NoticeAbout } from './notice-about.ts';
import type { NoticeRow } from './notices.ts';
import { answerNotice, readNotice } from './presses.ts';
import { isMinimal } from './sensitivity.ts';

const mostNameLetters = 16;

/** The first page address in a notice's text, as the link of its cards. */
export function linkIn({ words }: Pick<NoticeRow, 'words'>): Pick<Card, 'link'> {
  const url = firstAddress(words);
  return url === undefined ? {} : { link: { label: '打开链接', url } };
}

/** Enough to know it from another. */
function beginningOf(words: string): string {
  const letters = [...words.replace(/\s+/g, ' ')];
  return letters.length > mostNameLetters ? `${letters.slice(0, mostNameLetters).join('')}…` : letters.join('');
}

/** All that chat says of a work-sensitive notice. @param collectAt - where it is collected or read */
export function minimalWords(collectAt: string): string {
  return `您有一份通知，请到${collectAt}领取或阅读，收到后请勿转发。`;
}

/** What its receiver can answer: without a receipt only that it was read; of a work-sensitive one nothing in their own words. */
function answersTo(notice: NoticeRow): Button[] {
  const { _id: noticeId } = notice;
  const read: Button = {
    label: '已阅',
    press: readNotice.with({ noticeId }),
    alsoTyped: ['好的', '知道了', '已读', '已看'],
  };
  const willDo: Button = {
    label: isMinimal(notice) ? '收到，按时领取' : '收到，照办',
    style: 'primary',
    press: answerNotice.with({ noticeId, answer: 'willDo' }),
    alsoTyped: ['收到', '照办'],
  };
  if (notice.noReceipt) return [read];
  if (isMinimal(notice)) return [willDo];
  return [willDo, read, { label: '有困难', press: answerNotice.with({ noticeId, answer: 'difficulty' }) }];
}

/** What waits for its receiver; nothing where it asks for no receipt. */
function taskOf({ kind, trainingClass }: NoticeAbout, notice: NoticeRow): Pick<Card, 'task'> {
  if (notice.noReceipt) return {};
  const by = notice.answerBy === undefined ? {} : { by: notice.answerBy };
  const ofClass = trainingClass && { classId: trainingClass._id, ofTrainee: true as const, untilGraded: true as const };
  const name = `回执${kind} ${notice._id}${isMinimal(notice) ? '' : `：${beginningOf(notice.words)}`}`;
  return { task: { name, ...by, mayWait: true, ...ofClass } };
}

/** Who of the committee sent it, and what goes out beside it. */
function fieldsOf(notice: NoticeRow): Field[] {
  const { byMember, file } = notice;
  return [
    ...(byMember === undefined ? [] : [{ label: '发送人', value: byMember }]),
    ...(file === undefined || isMinimal(notice) ? [] : [{ label: '附件', value: file.name }]),
  ];
}

export const noticeWords = {
  sent: '已确认发出',
  /** @param forMorning - it is night, and messages wait for the end of the quiet hours */
  sentReply: (notice: NoticeRow, count: number, forMorning: boolean) => {
    const people = `${count} ${notice.classId === undefined ? '人' : '名学员'}`;
    const sent = forMorning ? `现在是免打扰时段，通知将于早晨送达 ${people}。` : `通知已发给 ${people}。`;
    return `${sent}回复“/通知进度 ${notice._id}”查看${notice.noReceipt ? '阅读情况' : '已读和回执'}。`;
  },

  card: (about: NoticeAbout, notice: NoticeRow): Card => ({
    kind: 'card',
    id: `notice:${notice._id}`,
    ...taskOf(about, notice),
    title: `${about.kind}（${about.name}）`,
    lines: [notice.words],
    fields: fieldsOf(notice),
    ...linkIn(notice),
    buttons: answersTo(notice),
  }),
  reminder: (about: NoticeAbout, notice: NoticeRow): Card => ({
    ...noticeWords.card(about, notice),
    title: `请回执：${about.kind}（${about.name}）`,
  }),
  /** For somebody who joined the class after it was sent. */
  later: (about: NoticeAbout, notice: NoticeRow): Card => ({
    ...noticeWords.card(about, notice),
    title: `${about.kind}（补发，${about.name}）`,
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
  justRead: '已阅',
  difficulty: '已回执：有困难',
  askDifficulty: ({ trainingClass }: NoticeAbout) =>
    `请用一两句话说明困难后发送，将转告${trainingClass ? '班主任' : '发通知的同志'}。`,
  thanks: ({ trainingClass }: NoticeAbout) => `已收到您的说明，并转告${trainingClass ? '班主任' : '发通知的同志'}。`,
  toSender: (name: string, unit: string, notice: NoticeRow, words: string) =>
    `【通知回执】${name}（${unit}）对通知 ${notice._id} 反映困难：${withoutStop(words)}。`,
} as const;
