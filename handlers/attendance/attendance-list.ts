import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import { type Router, UsageFault } from '../../src/bot/router.ts';
import { usageWords } from '../../src/bot/usage-words.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { readTypedDate } from '../../src/calendar/typed-date.ts';
import { signInWindow } from '../../src/training/attendance/attendance.ts';
import { sessionAttendance } from '../../src/training/attendance/session-attendance.ts';
import { attendanceWords } from '../../src/training/attendance/words.ts';
import { asSession } from '../../src/training/class/sessions.ts';

/** `/签到情况`: who is present, late, on leave, missing. */
export function attendanceList(router: Router): void {
  router.command(
    {
      names: ['签到情况', 'attendance'],
      action: 'signIn.progress',
      usage: '/签到情况 <班号> [日期]',
      example: '/签到情况 2026-01',
      about: '查看本节课（或某一天）的出勤、迟到、请假、未到名单',
    },
    async (ctx, command) => {
      const [classId, day] = command.args;
      if (classId === undefined) throw new UsageFault(usageWords.classId);
      await list(ctx, classId, day);
    },
  );
}

async function list(ctx: Context, classId: string, day: string | undefined): Promise<void> {
  const trainingClass = await findClass(ctx, classId);
  await ctx.require('signIn.progress', { classId });
  const rules = ctx.rulesOf(trainingClass);
  const sessions = await ctx.store.sessions.ofClass(classId);
  const begun = sessions.filter((each) => signInWindow(asSession(each), [], rules.attendance).opensAt <= ctx.now);
  const dateOn = day === undefined ? undefined : readTypedDate(day, beijingDateOf(ctx.now));
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
