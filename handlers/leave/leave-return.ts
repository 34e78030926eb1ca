import { classArg, clockArg, dateArg, isDate, together, traineesArg } from '../../src/bot/arguments.ts';
import type { Values } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { forEachTrainee } from '../../src/bot/several.ts';
import { beijingTime, formatMoment } from '../../src/calendar/beijing-time.ts';
import { MAX_BUTTONS } from '../../src/chat/message.ts';
import { RuleError } from '../../src/errors.ts';
import { coveredBy } from '../../src/training/attendance/class-day.ts';
import type { SessionRow } from '../../src/training/class/sessions.ts';
import { ownClasses, standingOf } from '../../src/training/leave/leave-standing.ts';
import { isEndedBy, type LeaveRow } from '../../src/training/leave/leaves.ts';
import { giveLeaveBack } from '../../src/training/leave/presses.ts';
import { leaveWords } from '../../src/training/leave/words.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { showDay } from '../attendance/day-card.ts';
import { ownRequest } from './own-request.ts';

const missing = '请写明姓名；补登记的，再写日期和返课时间。';
const time = [dateArg('dateOn', '日期'), clockArg('clock', '返课时间')] as const;
const entry = [
  classArg({ action: 'leave.decide' }),
  traineesArg(isDate, { mayEnd: true }),
  together('time', '[日期 返课时间]', time, missing),
] as const;

/** 销假: trainees who are back early end their leave, or the class teacher does it for them; leave that has not begun can be cancelled. */
export function leaveReturn(router: Router): void {
  router.word(['销假', '我要销假'], returnNow);
  router.command(
    {
      names: ['销假', 'leave-return'],
      action: 'leave.ask',
      right: 'class',
      args: [together('entry', '<班号> <姓名> [日期 返课时间]', entry, missing)],
      exact: true,
      missing,
      usage: (line) => `/销假；班主任登记：${line}`,
      example: '/销假 {back}',
      about: '提前返课时结束请假（班主任可一次写多人），或撤销尚未开始的请假',
      next: '告知班主任，按实际返课时间计算请假。',
    },
    (ctx, { entry }) => (entry === undefined ? returnNow(ctx) : enterReturn(ctx, entry)),
  );
  router.press(giveLeaveBack, giveBack);
}

/** Ends the person's present leave or, if there is none, offers to cancel future ones. */
async function returnNow(ctx: Context): Promise<void> {
  await ctx.require('leave.ask', { cadreId: ctx.person._id });
  const granted: LeaveRow[] = [];
  for (const { _id } of await ownClasses(ctx.store, ctx.person._id, ctx.now))
    granted.push(...(await ctx.store.leaves.grantedTo(_id, ctx.person._id)));
  const running = granted.find((row) => isEndedBy(row, ctx.update.id) || runsAt(row, ctx.now));
  if (running !== undefined) return endOwn(ctx, running);
  const coming = granted.filter((row) => row.fromAt > ctx.now && row.fromAt < row.toAt);
  await ctx.reply(
    coming.length === 0 ? leaveWords.nothingToEnd : leaveWords.coming(ctx.update.id, coming.slice(0, MAX_BUTTONS)),
  );
}

async function giveBack(ctx: Context, { leave }: { leave: string }): Promise<void> {
  await endOwn(ctx, await ownRequest(ctx, { leave }));
}

async function endOwn(ctx: Context, row: LeaveRow): Promise<void> {
  const ended = await end(ctx, row, ctx.now, ctx.update.id);
  if (ended === undefined) {
    await ctx.settle(leaveWords.endedAlready);
    return ctx.reply(leaveWords.endedAlready);
  }
  const { leave, session } = ended;
  const trainingClass = await findClass(ctx, leave.classId);
  const unit = await ctx.store.units.byId(ctx.person.unitId);
  await ctx.send(
    trainingClass.teacherId,
    leaveWords.endedToTeacher(leave, unit?.name ?? ''),
    `leave-return:${leave._id}:${ctx.update.id}`,
  );
  await ctx.settle(leaveWords.ended);
  await ctx.reply(
    leaveWords.endedReply(
      leave,
      session,
      await standingOf(ctx.store, trainingClass._id, leave.cadreId, ctx.rulesOf(trainingClass).attendance),
    ),
  );
}

/** The class teacher records that trainees are back, as of now or of the given time. */
async function enterReturn(ctx: Context, { trainingClass, trainees, time }: Values<typeof entry>): Promise<void> {
  refuseWhenGraded(trainingClass);
  const at = time === undefined ? ctx.saidAt : beijingTime(time.dateOn, time.clock);
  if (at > ctx.now) throw new RuleError('leave.return-not-yet', {});
  const notOnLeave = (name: string) => new RuleError('leave.not-on-leave', { name, moment: formatMoment(at) });
  await forEachTrainee(ctx, {
    ...{ trainingClass, trainees, what: leaveWords.ending(at) },
    find: async ({ _id, name }, entryId) => {
      const granted = await ctx.store.leaves.grantedTo(trainingClass._id, _id);
      const running = granted.find((row) => isEndedBy(row, entryId) || runsAt(row, at));
      if (running === undefined) throw notOnLeave(name);
      return running;
    },
    enter: async ({ _id, name }, running, entryId) => {
      const ended = await end(ctx, running, at, entryId);
      if (ended === undefined) throw notOnLeave(name);
      const standing = await standingOf(ctx.store, trainingClass._id, _id, ctx.rulesOf(trainingClass).attendance);
      const { leave, session } = ended;
      const told = leaveWords.endedToTrainee(ctx.person.name, leave, session, standing);
      await ctx.send(_id, told, `leave-return:${leave._id}:${entryId}`);
      return leaveWords.endedByTeacher(leave, standing);
    },
  });
}

/**
 * Ends the leave; somebody who is back during a session is signed in to it as of that time.
 * @returns the leave as ended by this entry, and the session; `undefined` if it was over or had been ended before
 */
async function end(
  ctx: Context,
  row: LeaveRow,
  at: Date,
  entryId: string,
): Promise<{ leave: LeaveRow; session: SessionRow | undefined } | undefined> {
  const by = { by: ctx.person._id, byUpdate: entryId, enteredAt: ctx.now };
  const leave = await ctx.store.leaves.end(row._id, at, by);
  if (leave === null || !isEndedBy(leave, entryId)) return undefined;
  const sessions = await ctx.store.sessions.ofClass(leave.classId);
  const session = sessions.find((each) => each.startsAt <= at && at < each.endsAt);
  if (session === undefined) return { leave, session };
  const { classId, cadreId } = leave;
  for (const { _id } of coveredBy(session, sessions))
    await ctx.store.signIns.add({ sessionId: _id, classId, cadreId, at, byUpdate: entryId });
  await showDay(ctx, cadreId, session);
  return { leave, session };
}

function runsAt({ fromAt, toAt }: LeaveRow, at: Date): boolean {
  return fromAt <= at && at < toAt;
}
