import { textArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { addWorkingDays } from '../../src/calendar/working-days.ts';
import { type Card, text } from '../../src/chat/message.ts';
import { plainTitle } from '../../src/chat/plain-text.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { classRoll } from '../../src/training/call-up/class-roll.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { classGroupWords } from '../../src/training/class-messages/class-group-words.ts';
import { noticePreviewWords } from '../../src/training/class-messages/notice-preview-words.ts';
import { minimalWords, noticeWords } from '../../src/training/class-messages/notice-words.ts';
import {
  awaitsNames,
  type NoticeMarkRow,
  type NoticeRow,
  newMark,
  noticeFileKey,
  noticeKey,
} from '../../src/training/class-messages/notices.ts';
import {
  askCollectPlace,
  attachEarlierFile,
  dropNotice,
  giveCollectPlace,
  sendNotice,
  setNotice,
} from '../../src/training/class-messages/presses.ts';
import { isMinimal, labelOf, sensitivityLabel } from '../../src/training/class-messages/sensitivity.ts';
import { groupsInUse, sayToClass } from './class-group.ts';
import { type FoundNotice, findNotice, found, placeOf, rulesOf } from './find-notice.ts';
import { type NoticeOptions, noticeOptionsArg } from './notice-options.ts';
import { type NoticeTarget, noticeTargetArg } from './notice-target.ts';
import { sending } from './recall.ts';
import { asShown, receiversOf } from './receivers.ts';

export const mostLetters = 600;
const mostPlaceLetters = 30;
/** For how long after the preview of a notice what its sender sends belongs to it. */
export const attachMinutes = 10;
/** How many people one step of sending covers, so that a county of thousands does not block the event loop. */
export const peopleAtOnce = 200;

/** A notice to a class, part of it, or people outside one: drafted, shown first, sent. */
export function notice(router: Router): void {
  router.command(
    {
      names: ['通知', 'notice', '班级通知'],
      action: 'notice.send',
      right: 'found',
      args: [noticeTargetArg, noticeOptionsArg, textArg('words', '正文')],
      missing: '请写明通知正文。',
      example: '/通知 {noticeTo} 明天上午九点开会，请准时参加',
      about: '向班级、部分学员、单位、层级或指定人员发通知并收回执',
      next: '先预览，确认后发出，可用“/通知进度”查看回执。',
    },
    draft,
  );
  router.press(setNotice, set);
  router.press(attachEarlierFile, attach);
  router.press(askCollectPlace, async (ctx, { noticeId }) => {
    await draftOf(ctx, noticeId);
    await ctx.expect(giveCollectPlace.with({ noticeId }));
    await ctx.reply(noticePreviewWords.askPlace);
  });
  router.press(giveCollectPlace, async (ctx, { noticeId }) => {
    const { trainingClass } = await draftOf(ctx, noticeId);
    const collectAt = plainTitle([...(ctx.words ?? '')].slice(0, mostPlaceLetters).join(''));
    const row = await ctx.store.notices.set(noticeId, { collectAt });
    if (row !== null) await ctx.reply(await previewOf(ctx, found(row, trainingClass)));
  });
  router.preview(
    {
      confirm: sendNotice,
      drop: dropNotice,
      shown: (ctx, { noticeId }) => findNotice(ctx, noticeId, 'notice.send'),
      forget: (ctx, { row }) => ctx.store.notices.drop(row._id),
      dropped: noticePreviewWords.dropped,
    },
    send,
  );
}

interface Draft {
  target: NoticeTarget;
  options: NoticeOptions;
  words: string;
}

async function draft(ctx: Context, { target, options, words }: Draft): Promise<void> {
  const { trainingClass, part, unitId, byMember } = target;
  if ([...words].length > mostLetters) throw new RuleError('notice.too-long', { most: mostLetters });
  if (part === undefined && trainingClass !== undefined && (await receiversOf(ctx, trainingClass._id)).all === 0)
    return ctx.reply(noticePreviewWords.nobody);
  const { sensitivity, escalation } = rulesOf(ctx, { trainingClass }).notices;
  const ofClass = trainingClass?.noticeLabel;
  const { label, because } = labelOf({ typed: options.label, ofClass, text: words }, sensitivity);
  if (label === 'neverIM') throw new RuleError('notice.classified', { because: because ?? sensitivityLabel(label) });
  if (byMember !== undefined && (isMinimal({ label }) || options.escalates === true))
    throw new RuleError('notice.of-committee', because === undefined ? {} : { because });
  const followedUp = options.escalates ?? (trainingClass === undefined ? escalation.outsideClass : escalation.inClass);
  const isEscalated = followedUp && byMember === undefined;
  const place = trainingClass === undefined ? await outside(ctx, unitId) : { classId: trainingClass._id };
  const shownAnswerBy = answerByOf(ctx, {}, trainingClass);
  const row = await ctx.store.notices.create({
    ...place,
    ...(byMember === undefined ? {} : { byMember }),
    ...(shownAnswerBy && { shownAnswerBy }),
    ...(part && {
      scope: part.scope,
      receivers: part.people.map(({ _id }) => _id),
      ...(part.notFound.length > 0 ? { notFound: part.notFound } : {}),
    }),
    words,
    ...(label === 'internal' ? {} : { label }),
    ...(because === undefined ? {} : { labelBecause: because }),
    ...(options.receipt === false ? { noReceipt: true as const } : {}),
    ...(isEscalated ? { escalates: true as const } : {}),
    createdBy: ctx.person._id,
    byUpdate: ctx.update.id,
  });
  await ctx.reply(await previewOf(ctx, found(row, trainingClass)));
}

/** Where a notice outside a class belongs: the year of its number, and the unit from which it is. */
async function outside(ctx: Context, unitId: string | undefined): Promise<Pick<NoticeRow, 'year' | 'from' | 'unitId'>> {
  const unit = await ctx.store.units.byId(unitId ?? ctx.person.unitId);
  const year = beijingDateOf(ctx.now).slice(0, 4);
  return { year, from: unit?.name ?? ctx.person.name, ...(unitId === undefined ? {} : { unitId }) };
}

export async function previewOf(ctx: Context, { row, trainingClass, about }: FoundNotice): Promise<Card> {
  if (awaitsNames(row)) return noticePreviewWords.awaitsNames(about, row, attachMinutes);
  const receivers =
    trainingClass !== undefined && row.receivers === undefined
      ? await receiversOf(ctx, trainingClass._id)
      : await asShown(ctx, await receiversNow(ctx, row));
  const groups = trainingClass === undefined ? [] : await groupsInUse(ctx, trainingClass);
  const unit = await ctx.store.units.byId(row.unitId ?? ctx.person.unitId);
  const collectAt = row.collectAt ?? unit?.name ?? '';
  const answerBy = answerByOf(ctx, row, trainingClass);
  const shown = { ...row, collectAt, ...(answerBy && { answerBy }) };
  const early = row.file === undefined ? await ctx.store.earlyFiles.waitingOf(ctx.person._id, ctx.now) : undefined;
  return noticePreviewWords.preview(about, shown, receivers, groups.length, early);
}

/** Whom the notice is for, a mark each: as the preview showed it, without those who left the class meanwhile. */
async function receiversNow(ctx: Context, row: NoticeRow): Promise<NoticeMarkRow[]> {
  const { _id, classId, receivers } = row;
  if (classId === undefined) {
    const people = await ctx.store.cadres.many(receivers ?? []);
    return people.map((person) => newMark(_id, { ...person, cadreId: person._id }));
  }
  const roll = await classRoll(ctx.store, classId);
  const present = receivers === undefined ? roll : roll.filter(({ cadreId }) => receivers.includes(cadreId));
  return present.map((member) => newMark(_id, member));
}

/**
 * Until when an answer to a notice is expected; `undefined` where it asks for none. The day the preview showed stays, also where it is
 * confirmed after midnight, as long as it is ahead.
 */
function answerByOf(
  ctx: Context,
  { noReceipt, shownAnswerBy }: Pick<NoticeRow, 'noReceipt' | 'shownAnswerBy'>,
  trainingClass: ClassRow | undefined,
): Date | undefined {
  if (noReceipt) return undefined;
  if (shownAnswerBy !== undefined && beijingDateOf(ctx.now) < beijingDateOf(shownAnswerBy)) return shownAnswerBy;
  const { reminders, callUp } = rulesOf(ctx, { trainingClass });
  const answerOn = addWorkingDays(beijingDateOf(ctx.now), reminders.noticeAnswerWorkingDays);
  return beijingTime(answerOn, callUp.answerByClock);
}

/** The draft in a preview, if the person who pressed may send it. @throws RuleError `notice.sent-already`, `notice.dropped` */
async function draftOf(ctx: Context, noticeId: string): Promise<FoundNotice> {
  const notice = await findNotice(ctx, noticeId, 'notice.send');
  if (notice.row.state === 'dropped') throw new RuleError('notice.dropped', {});
  if (notice.row.state !== 'draft') throw new RuleError('notice.sent-already', { noticeId });
  return notice;
}

/** A button of the preview that sets something: the preview then shows it. */
async function set(
  ctx: Context,
  { noticeId, receipt, escalates, label, file }: Facts<typeof setNotice>,
): Promise<void> {
  const { trainingClass, row: before } = await draftOf(ctx, noticeId);
  if (label === 'workSensitive' || escalates === 'yes') await ctx.require('notice.beyond-class', placeOf(before));
  const row = await ctx.store.notices.set(noticeId, {
    ...(receipt && { noReceipt: receipt === 'no' ? (true as const) : undefined }),
    ...(escalates && { escalates: escalates === 'yes' ? (true as const) : undefined }),
    ...(label && { label: label === 'internal' ? undefined : label, labelBecause: undefined }),
    ...(file && { file: undefined }),
  });
  if (row !== null) await ctx.revise(await previewOf(ctx, found(row, trainingClass)));
}

/** Puts the file to a notice that its sender sent before it. */
async function attach(ctx: Context, { noticeId, file: byUpdate }: Facts<typeof attachEarlierFile>): Promise<void> {
  const { row, trainingClass } = await draftOf(ctx, noticeId);
  if (isMinimal(row)) throw new RuleError('notice.no-file', {});
  const early = await ctx.store.earlyFiles.open(ctx.person._id, byUpdate, ctx.now);
  if (early === undefined) throw new RuleError('notice.file-gone', {});
  const file = await ctx.store.files.keep(early.kind, early.name, early.bytes, ctx.now);
  const changed = await ctx.store.notices.set(noticeId, { file });
  if (changed !== null) await ctx.revise(await previewOf(ctx, found(changed, trainingClass)));
}

async function send(ctx: Context, notice: FoundNotice, { group }: Facts<typeof sendNotice>): Promise<void> {
  const { row, trainingClass, about } = notice;
  if (awaitsNames(row)) throw new RuleError('notice.list-empty', {});
  const answerBy = answerByOf(ctx, row, trainingClass);
  const unit = await ctx.store.units.byId(row.unitId ?? ctx.person.unitId);
  const words = isMinimal(row) ? minimalWords(row.collectAt ?? unit?.name ?? '') : row.words;
  const sent = { sentAt: ctx.now, words, ...(answerBy && { answerBy }) };
  if (!(await ctx.store.notices.send(row._id, sent))) throw new RuleError('notice.dropped', {});
  const marks = await receiversNow(ctx, row);
  const message = noticeWords.card(about, { ...row, ...sent });
  for (let from = 0; from < marks.length; from += peopleAtOnce) {
    const some = marks.slice(from, from + peopleAtOnce);
    await ctx.store.notices.openMarks(some);
    await ctx.sendAll(some.map((mark) => ({ cadreId: mark.cadreId, message, key: noticeKey(mark) })));
    const { file } = row;
    if (file !== undefined && !isMinimal(row))
      await ctx.sendAll(some.map(({ _id, cadreId }) => ({ cadreId, message: file, key: noticeFileKey(_id) })));
  }
  if (group !== undefined && trainingClass !== undefined && row.receivers === undefined && !isMinimal(row)) {
    const words = classGroupWords.notice(trainingClass, row._id, row.words);
    await sayToClass(ctx, trainingClass, text(words), `notice:${row._id}`);
  }
  await ctx.settle(noticeWords.sent);
  const answer = noticeWords.sentReply(row, marks.length, ctx.isQuietTime());
  await replyWithUndo(ctx, answer, sending, { number: row._id });
}
