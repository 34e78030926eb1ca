import { classArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { attendanceOf, type Presence } from '../../src/training/attendance/attendance.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { asSession } from '../../src/training/class/sessions.ts';
import { asLeave } from '../../src/training/leave/leaves.ts';
import { registerSheet } from '../../src/training/registers/class-register.ts';
import { exportWords } from '../../src/training/registers/words.ts';
import { rankedClass } from '../grading/ranking.ts';

/** `/导出`: the register of a class as a sheet, to those of the staff who may read its scores. */
export function exportRegister(router: Router): void {
  router.command(
    {
      names: ['导出', 'export'],
      action: 'score.read-class',
      right: 'class',
      args: [classArg()],
      example: '/导出 2026-01',
      about: '把全班登记册（出勤、得分、等次和依据）发成表格文件',
    },
    send,
  );
}

async function send(ctx: Context, { trainingClass }: { trainingClass: ClassRow }): Promise<void> {
  const { rows, state } = await rankedClass(ctx, trainingClass);
  if (rows.length === 0) return ctx.reply(exportWords.nobody(trainingClass));
  const [units, attendance] = await Promise.all([
    ctx.store.units.many([...new Set(rows.map((row) => row.unitId))]),
    attendanceCounts(ctx, trainingClass),
  ]);
  const unitNames = new Map(units.map((unit) => [unit._id, unit.name]));
  const lines = rows.map((row) => ({
    row,
    unit: unitNames.get(row.unitId) ?? '',
    attendance: attendance.get(row.cadreId) ?? new Map(),
  }));
  const bytes = registerSheet(trainingClass, lines);
  const name = exportWords.fileName(trainingClass, beijingDateOf(ctx.now));
  const file = await ctx.store.files.keep('file', name, bytes, ctx.now);
  await ctx.reply(exportWords.coming(trainingClass, rows.length, state));
  await ctx.reply(file);
}

/** In how many sessions that have begun each trainee was present, late, on leave, absent; one session may count in two of them. */
async function attendanceCounts(
  ctx: Context,
  trainingClass: ClassRow,
): Promise<Map<string, ReadonlyMap<Presence, number>>> {
  const { store, now } = ctx;
  const [sessions, marks, granted, trainees] = await Promise.all([
    store.sessions.ofClass(trainingClass._id),
    store.signIns.ofClass(trainingClass._id),
    store.leaves.grantedIn(trainingClass._id),
    store.enrollments.traineesOf(trainingClass._id),
  ]);
  const rules = ctx.rulesOf(trainingClass);
  const markOf = new Map(marks.map((mark) => [`${mark.sessionId}:${mark.cadreId}`, mark]));
  const begun = sessions.filter((each) => each.startsAt <= now).map(asSession);
  return new Map(
    trainees.map(({ cadreId }) => {
      const leaves = granted.filter((leave) => leave.cadreId === cadreId).map(asLeave);
      const counts = new Map<Presence, number>();
      for (const session of begun) {
        const { presence } = attendanceOf(
          session,
          markOf.get(`${session.sessionId}:${cadreId}`),
          leaves,
          rules.attendance,
          now,
        );
        for (const each of presence) counts.set(each, (counts.get(each) ?? 0) + 1);
      }
      return [cadreId, counts];
    }),
  );
}
