import { formatMoment } from '../../calendar/beijing-time.ts';
import { firstAddress, hostOf } from '../../chat/link.ts';
import type { Button, Card, Field } from '../../chat/message.ts';
import { type NoticeAbout, toWhom } from './notice-about.ts';
import type { NotFound } from './notice-receivers.ts';
import { linkIn, minimalWords } from './notice-words.ts';
import type { NoticeRow } from './notices.ts';
import { askCollectPlace, dropNotice, sendNotice, setNotice } from './presses.ts';
import { leadsTo, type Receivers, receiverLines, sendButtons } from './preview-words.ts';
import { isMinimal, sensitivityLabel } from './sensitivity.ts';

const reasons: Readonly<Record<NotFound['why'], string>> = { unknown: '查无此人', ambiguous: '有重名，请写明单位' };

/** How many of those left out are named. */
const mostNotFound = 20;

function notFoundLines(notFound: readonly NotFound[]): string[] {
  if (notFound.length === 0) return [];
  const said = notFound.slice(0, mostNotFound).map(({ name, why }) => `${name}（${reasons[why]}）`);
  const others = notFound.length > mostNotFound ? '等' : '';
  return [`名单中另有 ${notFound.length} 人未列入：${said.join('、')}${others}。`];
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
      ...(isMinimal(notice)
        ? [
            minimalWords(notice.collectAt ?? ''),
            '以上为学员和干部看到的全部文字，您写的内容不会发出。请撤回刚才的消息。',
          ]
        : [notice.words]),
    ],
    fields: fieldsOf(notice),
    ...(isMinimal(notice) ? {} : linkIn(notice)),
    buttons: buttonsOf(notice, groups),
  }),
  /** For a list that is still to come. */
  awaitsNames: (about: NoticeAbout, { _id: noticeId, words }: NoticeRow, minutes: number): Card => ({
    kind: 'card',
    id: `notice-preview:${noticeId}`,
    title: `${about.kind}预览`,
    lines: [
      `请在${minutes}分钟内发来人员名单表格。`,
      '表中应有“姓名”一列，有重名的另写“单位”。也可以重发“/通知 名单”，在正文下逐行写姓名。',
      words,
    ],
    fields: [{ label: '编号', value: noticeId }],
    buttons: [{ label: '取消', press: dropNotice.with({ noticeId }) }],
  }),
  fileOffer: (minutes: number) => `通知附件：先发“/通知”看到预览，再在${minutes}分钟内发送文件或图片`,
  askPlace: '请写明到哪里领取或阅读，如“县委组织部301室”。',
  dropped: '已取消，未发出',
  nobody: '该班还没有学员，通知未发出。',
} as const;

function fieldsOf(notice: NoticeRow): Field[] {
  const { _id, answerBy, label = 'internal', labelBecause: because, escalates, file, byMember } = notice;
  return [
    { label: '编号', value: _id },
    { label: '密级', value: `${sensitivityLabel(label)}${because === undefined ? '' : `（内容含“${because}”）`}` },
    { label: '回执', value: answerBy === undefined ? '不需回执' : `${formatMoment(answerBy)}前` },
    ...(byMember === undefined ? [] : [{ label: '发送人', value: byMember }]),
    ...(answerBy === undefined || byMember !== undefined
      ? []
      : [{ label: '逐级催办', value: escalates ? '逾期告知联络员、主要负责人' : '不催办' }]),
    ...(isMinimal(notice)
      ? []
      : [...hostIn(notice), { label: '附件', value: file?.name ?? '无；需要的，请在10分钟内发来文件或图片' }]),
  ];
}

/** What the sender may set: the place where it is collected, its label, whether it asks for a receipt and is followed up; a committee member only the receipt. */
function settingsOf(notice: NoticeRow): Button[] {
  const { _id: noticeId, noReceipt, escalates, byMember } = notice;
  const receipt: Button = {
    label: noReceipt ? '要求回执' : '不需回执',
    press: setNotice.with({ noticeId, receipt: noReceipt ? 'yes' : 'no' }),
  };
  if (byMember !== undefined) return [receipt];
  const minimal = isMinimal(notice);
  return [
    ...(minimal ? [{ label: '写明领取处', press: askCollectPlace.with({ noticeId }) }] : []),
    {
      label: minimal ? '改为内部' : '改为工作敏感',
      press: setNotice.with({ noticeId, label: minimal ? 'internal' : 'workSensitive' }),
    },
    receipt,
    ...(noReceipt
      ? []
      : [
          {
            label: escalates ? '不逐级催办' : '逐级催办',
            press: setNotice.with({ noticeId, escalates: escalates ? 'no' : 'yes' }),
          },
        ]),
  ];
}

function buttonsOf(notice: NoticeRow, groups: number): Button[] {
  const { _id: noticeId, receivers } = notice;
  const [send, ...others] = sendButtons(
    {
      send: sendNotice.with({ noticeId }),
      alsoToGroup: sendNotice.with({ noticeId, group: 'yes' }),
      drop: dropNotice.with({ noticeId }),
    },
    receivers === undefined && !isMinimal(notice) ? groups : 0,
  );
  const drop = others.splice(-1);
  return [...(send === undefined ? [] : [send]), ...others, ...settingsOf(notice), ...drop];
}
