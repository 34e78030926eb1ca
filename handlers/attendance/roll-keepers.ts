import { classArg, dateArg, optional, traineeArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { isCardAhead } from '../../src/training/attendance/carried-tasks.ts';
import { type KeeperPost, rollWords } from '../../src/training/attendance/roll-words.ts';
import type { ClassRow, KeeperNaming } from '../../src/training/class/classes.ts';

/** `/班长`, `/值日`: who keeps the roll of a class. It gives them no other right. */
export function rollKeepers(router: Router): void {
  router.command(
    {
      names: ['班长', 'monitor'],
      action: 'sign-in.name-keeper',
      right: 'class',
      args: [classArg(), traineeArg()],
      missing: '请写明班号和学员姓名。',
      example: '/班长 {class} {trainee}',
      about: '指定班长，可为本班学员点到；另行指定即更换',
      next: '本人收到告知，可用“/点到”登记其他学员到课。',
    },
    (ctx, { trainingClass, trainee }) => name(ctx, trainingClass, trainee, { post: 'monitor' }),
  );
  router.command(
    {
      names: ['值日', 'duty-trainee'],
      action: 'sign-in.name-keeper',
      right: 'class',
      args: [classArg(), traineeArg(), optional(dateArg('dateOn', '日期'))],
      missing: '请写明班号和学员姓名。',
      example: '/值日 {class} {trainee} 明天',
      about: '指定当天（或某一天）的值日学员，可为本班学员点到',
      next: '由当天早上的课程卡告知本人，已发卡的另行告知；当天可用“/点到”登记其他学员到课。',
    },
    (ctx, { trainingClass, trainee, dateOn }) =>
      name(ctx, trainingClass, trainee, { post: 'duty', dateOn: dateOn ?? beijingDateOf(ctx.now) }),
  );
}

async function name(
  ctx: Context,
  trainingClass: ClassRow,
  trainee: CadreRow,
  { post, dateOn }: Pick<KeeperNaming, 'dateOn'> & { post: KeeperPost },
): Promise<void> {
  await ctx.store.classes.nameKeeper(trainingClass._id, {
    ...{ post, cadreId: trainee._id, by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now },
    ...(dateOn === undefined ? {} : { dateOn }),
  });
  const sessions = dateOn === undefined ? [] : await ctx.store.sessions.ofClass(trainingClass._id);
  const { reminders } = ctx.rulesOf(trainingClass);
  const byCard = dateOn !== undefined && isCardAhead(sessions, reminders, dateOn, ctx.now);
  if (!byCard)
    await ctx.send(trainee._id, rollWords.toKeeper(trainingClass, post, dateOn), `roll-keeper:${ctx.update.id}`);
  await ctx.reply(rollWords.keeper(trainee.name, post, dateOn, byCard));
}
