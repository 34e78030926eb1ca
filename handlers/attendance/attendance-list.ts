import { classArg, dateArg, optional } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { signInWindow } from '../../src/training/attendance/attendance.ts';
import { sessionAttendance } from '../../src/training/attendance/session-attendance.ts';
import { attendanceWords } from '../../src/training/attendance/words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { asSession } from '../../src/training/class/sessions.ts';

/** `/签到情况`: who is present, late, on leave, missing. */
export function attendanceList(router: Router): void {
  router.command(
    {
      names: ['签到情况', 'attendance'],
      action: 'sign-in.progress',
      right: 'class',
      args: [classArg(), optional(dateArg('dateOn', '日期'))],
      example: '/签到情况 2026-01',
      about: '查看本节课（或某一天）的出勤、迟到、请假、未到名单',
    },
    (ctx, { trainingClass, dateOn }) => list(ctx, trainingClass, dateOn),
  );
}

async function list(ctx: Context, trainingClass: ClassRow, dateOn: string | undefined): Promise<void> {
  const rules = ctx.rulesOf(trainingClass);
  const sessions = await ctx.store.sessions.ofClass(trainingClass._id);
  const begun = sessions.filter((each) => signInWindow(asSession(each), [], rules.attendance).opensAt <= ctx.now);
  const wanted = dateOn === undefined ? begun.slice(-1) : sessions.filter((each) => each.dateOn === dateOn);
  if (wanted.length === 0)
    return ctx.reply(
      dateOn === undefined ? attendanceWords.none(trainingClass) : attendanceWords.noneOn(trainingClass, dateOn),
    );
  for (const session of wanted) {
    const people = await sessionAttendance(ctx.store, session, rules.attendance, ctx.now);
    await ctx.reply(attendanceWords.register(trainingClass, session, people));
  }
}
