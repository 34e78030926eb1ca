import { formatMoment } from '../../calendar/beijing-time.ts';
import { firstAddress, hostOf } from '../../chat/link.ts';
import { type Button, type Card, type Field, MAX_BUTTONS } from '../../chat/message.ts';
import { type EarlyFile, earlyFileMinutes } from './early-files.ts';
import { type NoticeAbout, toWhom } from './notice-about.ts';
import type { NotFound } from './notice-receivers.ts';
import { linkIn, minimalWords } from './notice-words.ts';
import type { NoticeRow } from './notices.ts';
import { askCollectPlace, attachEarlierFile, dropNotice, sendNotice, setNotice } from './presses.ts';
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
  /**
   * @param groups - to how many groups of the class it could also be sent
   * @param early - what its sender sent just before, and may be meant for it
   */
  preview: (about: NoticeAbout, notice: NoticeRow, receivers: Receivers, groups: number, early?: EarlyFile): Card => ({
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
    fields: fieldsOf(notice, early),
    ...(isMinimal(notice) ? {} : linkIn(notice)),
    buttons: buttonsOf(notice, groups, early),
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
  fileKept: ({ kind }: Pick<EarlyFile, 'kind'>) =>
    `如需随通知发出，请在${earlyFileMinutes}分钟内发“/通知”，在预览中点“${attachLabel(kind)}”；到时自动删除。`,
  askPlace: '请写明到哪里领取或阅读，如“县委组织部301室”。',
  dropped: '已取消，未发出',
  nobody: '该班还没有学员，通知未发出。',
} as const;

function attachLabel(kind: EarlyFile['kind']): string {
  return `附上刚才的${kind === 'picture' ? '图片' : '文件'}`;
}

function fieldsOf(notice: NoticeRow, early: EarlyFile | undefined): Field[] {
  const { _id, answerBy, label = 'internal', labelBecause: because, escalates, file, byMember } = notice;
  return [
    { label: '编号', value: _id },
    { label: '密级', value: `${sensitivityLabel(label)}${because === undefined ? '' : `（内容含“${because}”）`}` },
    { label: '回执', value: answerBy === undefined ? '不需回执' : `${formatMoment(answerBy)}前` },
    ...(byMember === undefined ? [] : [{ label: '发送人', value: byMember }]),
    ...(answerBy === undefined || byMember !== undefined
      ? []
      : [{ label: '逐级催办', value: escalates ? '逾期告知联络员、主要负责人' : '不催办' }]),
    ...(isMinimal(notice) ? [] : [...hostIn(notice), { label: '附件', value: file?.name ?? withoutFile(early) }]),
  ];
}

function withoutFile(early: EarlyFile | undefined): string {
  return early === undefined
    ? '无；需要的，请在10分钟内发来文件或图片'
    : `无；可附上刚才发来的“${early.name}”，或在10分钟内另发`;
}

/** The file sent before the notice is put to it by a tap, and any is taken off by one. */
function fileButton({ _id: noticeId, file }: NoticeRow, early: EarlyFile | undefined): Button[] {
  if (file !== undefined) return [{ label: '不带附件', press: setNotice.with({ noticeId, file: 'no' }) }];
  if (early === undefined) return [];
  return [{ label: attachLabel(early.kind), press: attachEarlierFile.with({ noticeId, file: early.byUpdate }) }];
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

/** What does not fit a card beside the file's button can be typed with the notice: `不催办`. */
function buttonsOf(notice: NoticeRow, groups: number, early: EarlyFile | undefined): Button[] {
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
  const ahead = [
    ...(send === undefined ? [] : [send]),
    ...others,
    ...(isMinimal(notice) ? [] : fileButton(notice, early)),
  ];
  const room = MAX_BUTTONS - ahead.length - drop.length;
  return [...ahead, ...settingsOf(notice).slice(0, room), ...drop];
}
