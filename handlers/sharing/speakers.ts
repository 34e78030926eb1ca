import { classArg, dateArg, isDate, optional, traineesArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import type { Router } from '../../src/bot/router.ts';
import { forEachTrainee } from '../../src/bot/several.ts';
import { beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { addWorkingDays } from '../../src/calendar/working-days.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { checkSpeaker } from '../../src/training/sharing/outline.ts';
import type { SharingRow } from '../../src/training/sharing/sharings.ts';
import { outlineCardId, sharingWords } from '../../src/training/sharing/words.ts';

/** Who of the excellent trainees shares at the closing (交流发言): chosen by staff, asked once for an outline. */
export function speakers(router: Router): void {
  router.command(
    {
      names: ['交流发言', 'speakers'],
      action: 'sharing.choose',
      right: 'class',
      args: [classArg(), optional(traineesArg(isDate, { mayEnd: true })), optional(dateArg('dueOn', '提纲截止日期'))],
      example: '/交流发言 {class} {trainee}',
      about: '从优秀学员中确定结业交流发言人，请其提交提纲；不写姓名的，查看名单和提交情况',
      next: '告知本人提交提纲；多人的先预览。写日期的，到那天截止。',
    },
    (ctx, { trainingClass, trainees, dueOn }) =>
      trainees === undefined ? show(ctx, trainingClass) : choose(ctx, trainingClass, trainees, dueOn),
  );
  router.command(
    {
      names: ['取消发言', 'drop-speaker'],
      action: 'sharing.choose',
      right: 'class',
      args: [classArg(), traineesArg(() => false, { mayEnd: true })],
      missing: '请写明姓名。',
      example: '/取消发言 {class} {trainee}',
      about: '取消结业交流发言，不再收提纲；重新安排的再用“/交流发言”',
      next: '告知本人；多人的先预览。',
    },
    (ctx, { trainingClass, trainees }) => drop(ctx, trainingClass, trainees),
  );
}

async function show(ctx: Context, trainingClass: ClassRow): Promise<void> {
  const rows = await ctx.store.sharings.ofClass(trainingClass._id);
  await ctx.reply(
    sharingWords.standing(
      trainingClass,
      rows.filter(({ state }) => state !== 'cancelled'),
    ),
  );
}

async function choose(
  ctx: Context,
  trainingClass: ClassRow,
  trainees: readonly CadreRow[],
  wantedOn: string | undefined,
): Promise<void> {
  const { _id: classId, name: className } = trainingClass;
  const todayOn = beijingDateOf(ctx.now);
  const dueOn = wantedOn ?? addWorkingDays(todayOn, ctx.rulesOf(trainingClass).grading.outlineWorkingDays);
  if (dueOn < todayOn) throw new RuleError('sharing.date-past', {});
  const grading = await ctx.store.gradings.byClass(classId);
  await forEachTrainee(ctx, {
    ...{ trainingClass, trainees, what: sharingWords.asking(dueOn), instead: '“/取消发言”' },
    find: async ({ _id, name }) => {
      const assessment = await ctx.store.assessments.byId(classId, _id);
      checkSpeaker(grading, assessment, name);
      return assessment?.unitId ?? '';
    },
    enter: async ({ _id: cadreId, name }, unitId, entryId) => {
      const chosen = { classId, className, cadreId, name, unitId, dueOn, askedBy: ctx.person._id };
      await ctx.store.sharings.choose(chosen, entryId);
      const expiresAt = beijingTime(dueOn, '23:59');
      await ctx.sendAll([
        { cadreId, message: sharingWords.card(chosen), key: `sharing:${classId}:${cadreId}:${entryId}`, expiresAt },
      ]);
      return sharingWords.chosen(name, dueOn);
    },
  });
}

async function drop(ctx: Context, trainingClass: ClassRow, trainees: readonly CadreRow[]): Promise<void> {
  const { _id: classId, name: className } = trainingClass;
  await forEachTrainee(ctx, {
    ...{ trainingClass, trainees, what: sharingWords.cancelling, instead: '“/交流发言”' },
    find: async ({ _id, name }, entryId): Promise<SharingRow> => {
      const row = await ctx.store.sharings.byId(classId, _id);
      if (row === null || (row.state === 'cancelled' && !row.updates.includes(entryId)))
        throw new RuleError('sharing.not-speaker', { name });
      return row;
    },
    enter: async ({ _id: cadreId, name }, _, entryId) => {
      await ctx.store.sharings.cancel(classId, cadreId, entryId);
      await settleCopies(ctx, cadreId, outlineCardId(classId), sharingWords.cancelledCard);
      await ctx.send(cadreId, sharingWords.cancelledToSpeaker(className), `sharing-dropped:${entryId}:${cadreId}`);
      return sharingWords.cancelled(name);
    },
  });
}
