import { classArg, reasonArg, traineeArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { checkWords } from '../../src/training/follow-up/check-words.ts';
import { roundsAfter } from '../../src/training/follow-up/follow-up-days.ts';
import { followUpId, isEnteredBy } from '../../src/training/follow-up/follow-ups.ts';
import { selfCardId } from '../../src/training/follow-up/rating-words.ts';
import { roundRow } from '../../src/training/follow-up/round-rows.ts';

/** Who retired or is suspended is left out of what is still to come, with the reason, and can be taken back. */
export function leaveOut(router: Router): void {
  router.command(
    {
      names: ['免跟踪', 'leave-out'],
      action: 'follow-up.leave-out',
      right: 'class',
      args: [classArg(), traineeArg(), reasonArg],
      missing: '请写明班号、姓名和理由。',
      example: '/免跟踪 {class} {trainee} 已退休',
      about: '退休、停职等人员不再参加一个班次的结业跟踪，写明理由',
      next: '本轮及以后各轮不再评价，已有评价保留；恢复用“/恢复跟踪”。',
    },
    (ctx, { trainingClass, trainee, reason }) => turn(ctx, trainingClass, trainee, 'left', reason),
  );
  router.command(
    {
      names: ['恢复跟踪', 'follow-again'],
      action: 'follow-up.leave-out',
      right: 'class',
      args: [classArg(), traineeArg()],
      missing: '请写明班号和姓名。',
      example: '/恢复跟踪 {class} {trainee}',
      about: '恢复一名学员的结业跟踪',
      next: '即时恢复，本轮和以后各轮照常评价。',
    },
    (ctx, { trainingClass, trainee }) => turn(ctx, trainingClass, trainee, 'back', ''),
  );
}

/** Every round from the present one on. */
async function turn(
  ctx: Context,
  trainingClass: ClassRow,
  trainee: CadreRow,
  what: 'left' | 'back',
  reason: string,
): Promise<void> {
  const { _id: classId, name: className } = trainingClass;
  const { _id: cadreId, name } = trainee;
  const todayOn = beijingDateOf(ctx.now);
  const rounds = roundsAfter(trainingClass.closesOn, ctx.rulesNear(trainingClass).followUp);
  const present = rounds.findLast(({ dueOn }) => dueOn <= todayOn);
  const entry = { what, reason, by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  let isChanged = false;
  for (const round of rounds.filter(({ dueOn }) => dueOn >= (present?.dueOn ?? todayOn))) {
    // What the records say of today is asked again on its day.
    const fresh = {
      ...roundRow({ classId, cadreId, name }, round, { absences: [] }, ctx.now),
      state: 'planned' as const,
    };
    await ctx.store.followUps.open([fresh]);
    const row = await ctx.store.followUps.leave(followUpId(classId, round.months, cadreId), entry, todayOn);
    isChanged ||= isEnteredBy(row, ctx.update.id);
    if (what === 'left')
      await settleCopies(ctx, cadreId, selfCardId({ classId, months: round.months }), checkWords.leftSettled);
  }
  if (!isChanged) throw new RuleError('follow-up.nothing-changed', { name });
  await ctx.reply(
    what === 'left' ? checkWords.leftOut(name, className, reason, classId) : checkWords.back(name, className, classId),
  );
}
