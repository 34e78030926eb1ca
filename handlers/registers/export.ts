import { classArg, oneOfArg, optional } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { sendSheet } from '../../src/bot/sheet-on-request.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { rankedClass } from '../../src/training/grading/ranked-class.ts';
import { registerSheet } from '../../src/training/registers/class-register.ts';
import { registerLines } from '../../src/training/registers/register-lines.ts';
import { exportWords } from '../../src/training/registers/words.ts';

const csvArg = optional(
  oneOfArg(
    'form',
    'CSV',
    (word) => (word.toUpperCase() === 'CSV' ? ('CSV' as const) : undefined),
    (word) => `未能识别“${word}”。请写班号；需要 CSV 文件的，在班号后写“CSV”。`,
  ),
);

/** `/导出`: sends the register of a class as a sheet to staff who may see its scores. */
export function exportRegister(router: Router): void {
  router.command(
    {
      names: ['导出', 'export'],
      action: 'score.read-class',
      right: 'class',
      args: [classArg(), csvArg],
      example: '/导出 {class}',
      about: '以表格发送全班登记册（出勤、学时、得分、等次和依据），供其他系统使用的写CSV',
      next: '发来工作台的领取链接，限本人一次。',
    },
    send,
  );
}

async function send(
  ctx: Context,
  { trainingClass, form }: { trainingClass: ClassRow; form?: 'CSV' | undefined },
): Promise<void> {
  const rules = ctx.rulesNear(trainingClass);
  const { rows, state } = await rankedClass(ctx.store, trainingClass, rules, ctx.now);
  if (rows.length === 0) return ctx.reply(exportWords.nobody(trainingClass));
  const lines = await registerLines(ctx.store, trainingClass, rows, rules, ctx.now);
  const withPlaces = await ctx.may('grade.read-places', { classId: trainingClass._id });
  const sheet = registerSheet(trainingClass, lines, withPlaces);
  const name = exportWords.fileName(trainingClass, beijingDateOf(ctx.now));
  await sendSheet(ctx, name, sheet, {
    kept: { matter: 'results' },
    said: exportWords.coming(trainingClass, rows.length, state),
    asCsv: form !== undefined,
  });
}
