import { classArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass, knownClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf, formatMoment } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { type Choice, isClosed } from '../../src/training/electives/elective.ts';
import type { ElectiveRow } from '../../src/training/electives/electives.ts';
import { closeElective, sendElectiveList } from '../../src/training/electives/presses.ts';
import { electiveStaffWords } from '../../src/training/electives/staff-words.ts';

/** `/选学情况`: who has chosen a class, who waits and who left, its figures first, as a sheet for who asks for it; a unit sees its own people. */
export function electiveList(router: Router): void {
  router.command(
    {
      names: ['选学情况', 'elective-list', '报名情况'],
      action: 'elective.read',
      right: 'found',
      args: [classArg()],
      example: '/选学情况 {class}',
      about: '查看选学报名、候补和退选情况，可发送表格、截止报名',
      next: '列出人数；需要变更的，用“/改选学”“/选学补录”或“/移出选学”。',
    },
    show,
  );
  router.sheet(sendElectiveList, async (ctx, { classId }) => {
    const trainingClass = await knownClass(ctx, 'elective.read', classId);
    const { row, visible } = await visibleChoices(ctx, trainingClass);
    const units = await ctx.store.units.many([...new Set(visible.map(({ unitId }) => unitId))]);
    const names = new Map(units.map(({ _id, name }) => [_id, name]));
    return electiveStaffWords.sheet(trainingClass, row.choices, visible, names, beijingDateOf(ctx.now));
  });
  router.press(closeElective, async (ctx, { classId }) => {
    const trainingClass = await allowedClass(ctx, 'elective.open', classId);
    await closeNow(ctx, trainingClass);
  });
}

async function show(ctx: Context, { trainingClass }: { trainingClass: ClassRow }): Promise<void> {
  const { row, visible } = await visibleChoices(ctx, trainingClass);
  const mayChange = await ctx.may('elective.open', { classId: trainingClass._id });
  await ctx.reply(electiveStaffWords.list(trainingClass, row, visible, ctx.now, mayChange));
}

/** The choices that the person may see, by the names people have now. @throws RuleError `policy…`, `elective.not-open` */
async function visibleChoices(
  ctx: Context,
  { _id: classId }: ClassRow,
): Promise<{ row: ElectiveRow; visible: readonly Choice[] }> {
  const row = await ctx.store.electives.byId(classId);
  const choices = row?.choices ?? [];
  const visible = await ctx.allowedOf('elective.read', choices, ({ unitId }) => ({ classId, unitId }));
  if (visible.length === 0) await ctx.require('elective.read', { classId });
  if (row === null) throw new RuleError('elective.not-open', { classId });
  const people = await ctx.store.cadres.many(visible.map(({ cadreId }) => cadreId));
  const names = new Map(people.map(({ _id, name }) => [_id, name]));
  return { row, visible: visible.map((each) => ({ ...each, name: names.get(each.cadreId) ?? each.name })) };
}

/** Enrolment ends at once; who waits still gets seats that become free. */
async function closeNow(ctx: Context, trainingClass: ClassRow): Promise<void> {
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const row = await ctx.store.electives.act(trainingClass._id, ctx.update.id, (present) => {
    if (isClosed(present, ctx.now)) return undefined;
    const change = { what: 'closing' as const, from: formatMoment(present.closesAt), to: formatMoment(ctx.now), ...by };
    return { closesAt: ctx.now, changes: [...present.changes, change] };
  });
  if (row === null) throw new RuleError('elective.not-open', { classId: trainingClass._id });
  await ctx.settle(electiveStaffWords.closedCard);
  await ctx.reply(electiveStaffWords.closed(trainingClass));
}
