import { classArg, dateArg, optional } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import { signInWindow } from '../../src/training/attendance/attendance.ts';
import { sendAttendance } from '../../src/training/attendance/presses.ts';
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
      example: '/签到情况 {class}',
      about: '查看本节课（或某一天）的出勤、迟到、请假、缺课名单',
      next: '列出出勤、迟到、请假和缺课人员，不作改动。',
    },
    (ctx, { trainingClass, dateOn }) => list(ctx, trainingClass, dateOn),
  );
  router.sheet(sendAttendance, async (ctx, { session: id }) => {
    const session = await ctx.requireFound(
      'sign-in.progress',
      await ctx.store.sessions.byId(id),
      ({ classId }) => ({ classId }),
      new RuleError('sign-in.session-gone', {}),
    );
    const trainingClass = await findClass(ctx, session.classId);
    const people = await sessionAttendance(ctx.store, session, ctx.rulesNear(trainingClass).attendance, ctx.now);
    const units = await ctx.store.units.many([...new Set(people.map(({ trainee }) => trainee.unitId))]);
    const unitNames = new Map(units.map(({ _id, name }) => [_id, name]));
    return attendanceWords.registerSheet(trainingClass, session, people, unitNames);
  });
}

async function list(ctx: Context, trainingClass: ClassRow, dateOn: string | undefined): Promise<void> {
  const rules = ctx.rulesNear(trainingClass);
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
