import { dateArg, halfDayArg, isDate, oneOfArg, restArg } from '../../src/bot/arguments.ts';
import type { Argument } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf, formatDay } from '../../src/calendar/beijing-time.ts';
import { readHalf } from '../../src/calendar/half-day.ts';
import { readTypedDate } from '../../src/calendar/typed-date.ts';
import { MAX_QUESTION_OPTIONS } from '../../src/chat/message.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { freeTime } from '../../src/training/leave/free-time.ts';
import { LEAVE_KINDS, type LeaveKind, leaveKindLabel } from '../../src/training/leave/leave.ts';
import { asksForLeave, readLeaveSentence } from '../../src/training/leave/leave-sentence.ts';
import { ownClasses, standingOf } from '../../src/training/leave/leave-standing.ts';
import type { LeaveRow } from '../../src/training/leave/leaves.ts';
import {
  chooseLeaveAtOnce,
  chooseLeaveKind,
  chooseLeaveTime,
  giveLeaveReason,
  showLeaveHelp,
} from '../../src/training/leave/presses.ts';
import { leaveWords } from '../../src/training/leave/words.ts';
import { proofAbout } from '../../src/training/proofs/matter.ts';
import { askerOf, draft } from './leave-request.ts';

/** A trainee asks for leave: by command, or step by step after the word 请假; the class teacher decides. */
export function leave(router: Router): void {
  router.command(
    {
      names: ['请假', 'leave'],
      action: 'leave.ask',
      right: 'speaker',
      args: [
        oneOfArg('kind', '病假|事假|公假', kindNamed, (word) => `“${word}”请写成病假、事假或公假。`),
        dateArg('dateOn', '日期', { ofHalf: true, ofRange: true }),
        untilArg,
        halfDayArg(),
        restArg('reason', '事由', { missing: '请写明请假事由。' }),
      ],
      missing: '请写明假别、日期和事由。',
      example: '/请假 病假 {ahead} 到医院就诊',
      about: '提出请假（半天、一天或连续几天），先看对请假上限的影响，再提交审批',
      next: '先看对请假上限的影响，提交后按天数逐级审批，结果告知本人。',
    },
    draft,
  );
  router.word(['请假', '我要请假'], help);
  router.press(showLeaveHelp, help);
  router.sentence(
    (said) => (asksForLeave(said) ? said : undefined),
    async (ctx, said) => {
      const meant = readLeaveSentence(said, beijingDateOf(ctx.now));
      await (meant === undefined ? help(ctx) : draft(ctx, meant));
    },
  );
  router.word(['我的请假', '请假情况'], showMine);
  router.word(
    ['我还能请几天假', '还能请几天假', '还能请多少假', '我还能请多少假', '还可以请几天假', '能请几天假', '剩余请假'],
    showLeft,
    { mayAnswer: true },
  );
  router.press(chooseLeaveKind, chooseKind);
  router.press(chooseLeaveTime, chooseTime);
  router.press(chooseLeaveAtOnce, chooseAll);
  router.press(giveLeaveReason, giveReason);
}

/** The last of several days: a word of its own, or the second half of `3月16日至3月18日`. */
const untilArg: Argument<'untilOn', string | undefined> = {
  key: 'untilOn',
  usage: '[至日期]',
  take(words, ctx) {
    const typed = (words.ahead ?? '').replace(/^[至到]/u, '');
    if (!/\d/u.test(typed) || !isDate(typed, ctx)) return () => undefined;
    words.next();
    return () => readTypedDate(typed, beijingDateOf(ctx.saidAt));
  },
};

async function help(ctx: Context): Promise<void> {
  const [trainingClass] = await ownClasses(ctx.store, ctx.person._id, ctx.now);
  if (trainingClass === undefined) return ctx.reply(leaveWords.noClass);
  const standing = await standingOf(
    ctx.store,
    trainingClass._id,
    ctx.person._id,
    ctx.rulesOf(trainingClass).attendance,
  );
  const sessions = await ctx.store.sessions.ofClass(trainingClass._id);
  const days = [...new Set(sessions.map(({ dateOn }) => dateOn))].filter((dateOn) => dateOn >= beijingDateOf(ctx.now));
  const offered = days.sort().slice(0, MAX_QUESTION_OPTIONS);
  await ctx.reply(leaveWords.help(ctx.update.id, trainingClass, standing, offered));
}

async function showMine(ctx: Context): Promise<void> {
  await ctx.require('leave.ask', { cadreId: ctx.person._id });
  const classes = await ownClasses(ctx.store, ctx.person._id, ctx.now);
  if (classes.length === 0) return ctx.reply(leaveWords.noClass);
  for (const trainingClass of classes) {
    const all = await ctx.store.leaves.ofTrainee(trainingClass._id, ctx.person._id);
    const handedIn = all.filter((each) => each.askedAt !== undefined);
    const rules = ctx.rulesOf(trainingClass).attendance;
    const standing = await standingOf(ctx.store, trainingClass._id, ctx.person._id, rules);
    await ctx.reply(leaveWords.mine(trainingClass, handedIn, standing, await proofCounts(ctx, handedIn)));
  }
}

/** How many proofs there are, by request; requests without any are left out. */
async function proofCounts(ctx: Context, leaves: readonly LeaveRow[]): Promise<ReadonlyMap<string, number>> {
  const counted = await Promise.all(
    leaves.map(async ({ _id }) => {
      const { count } = await ctx.store.proofs.countOf(proofAbout('leave', _id));
      return [_id, count] as const;
    }),
  );
  return new Map(counted.filter(([, count]) => count > 0));
}

/** How much leave may still be taken, in each class of the person. */
async function showLeft(ctx: Context): Promise<void> {
  await ctx.require('leave.ask', { cadreId: ctx.person._id });
  const classes = await ownClasses(ctx.store, ctx.person._id, ctx.now);
  if (classes.length === 0) return ctx.reply(leaveWords.noClass);
  for (const row of classes) {
    const standing = await standingOf(ctx.store, row._id, ctx.person._id, ctx.rulesOf(row).attendance);
    await ctx.reply(leaveWords.left(row, standing));
  }
}

async function chooseKind(ctx: Context, { kind }: { kind: LeaveKind }): Promise<void> {
  await ctx.settle(leaveWords.chosen(leaveKindLabel(kind)));
  await ctx.reply(leaveWords.when(ctx.update.id, kind));
}

async function chooseTime(ctx: Context, { kind, day, part }: Facts<typeof chooseLeaveTime>): Promise<void> {
  // The day is stored as a date, so that an answer after midnight still means the day that was pressed.
  const dateOn = readTypedDate(day, beijingDateOf(ctx.now));
  await askReason(ctx, { kind, dateOn, part, time: `${day}${part}` });
}

/** Kind, day and part of the day from the drop-downs of one card. */
async function chooseAll(ctx: Context): Promise<void> {
  const { kind = '', day: dateOn = '', part = '' } = ctx.selection();
  await askReason(ctx, { kind: knownKind(kind), dateOn, part, time: `${formatDay(dateOn)} ${part}` });
}

async function askReason(
  ctx: Context,
  { kind, dateOn, part, time }: { kind: LeaveKind; dateOn: string; part: string; time: string },
): Promise<void> {
  await freeTime(ctx.store, askerOf(ctx), { dateOn, half: readHalf(part) });
  await ctx.expect(giveLeaveReason.with({ kind, dateOn, part }));
  await ctx.settle(leaveWords.chosen(`${leaveKindLabel(kind)} ${time}`));
  await ctx.reply(leaveWords.askReason(kind, time));
}

async function giveReason(ctx: Context, { kind, dateOn, part }: Facts<typeof giveLeaveReason>): Promise<void> {
  const reason = (ctx.words ?? '').trim();
  if (reason === '') throw new RuleError('leave.no-reason', {});
  await draft(ctx, { kind, dateOn, half: readHalf(part), reason });
}

function kindNamed(word: string): LeaveKind | undefined {
  return LEAVE_KINDS.find((kind) => leaveKindLabel(kind) === word);
}

function knownKind(text: string): LeaveKind {
  const kind = LEAVE_KINDS.find((each) => each === text);
  if (kind === undefined) throw new Error(`no kind of leave ${text}`);
  return kind;
}
