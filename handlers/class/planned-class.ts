import { dateArg, personArg } from '../../src/bot/arguments.ts';
import { type CommandDeclaration, readArguments, UsageFault } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { readUnslashed } from '../../src/chat/command.ts';
import { isSameWord, typedNumber } from '../../src/chat/plain-text.ts';
import { RuleError } from '../../src/errors.ts';
import type { PlanItemRow } from '../../src/training/annual-plan/plan-items.ts';
import { planStateLabels } from '../../src/training/annual-plan/plan-words.ts';
import { plannedClassWords } from '../../src/training/annual-plan/planned-class-words.ts';
import { givePlannedDays, openPlannedClass } from '../../src/training/annual-plan/presses.ts';
import { planItem, refuseWithClass } from '../annual-plan/plan-access.ts';

/** The number of an item of the annual plan, typed in the place of a class's name. */
export function plannedNumber(name: string): string | undefined {
  const number = typedNumber(name);
  return /^J\d{4}-\d{1,4}$/.test(number) ? number : undefined;
}

/** The number of the one approved item of that year that is called so and has no class yet: who types its name means it. */
export async function itemCalled({ store }: Context, name: string, opensOn: string): Promise<string | undefined> {
  const items = await store.planItems.ofYear(opensOn.slice(0, 4));
  const called = items.filter(({ state, theme }) => state === 'approved' && isSameWord(theme, name));
  const taken = new Set((await store.classes.ofPlanItems(called.map(({ _id }) => _id))).map((row) => row.planItem));
  const [item, ...others] = called.filter(({ _id }) => !taken.has(_id));
  return others.length === 0 ? item?._id : undefined;
}

/**
 * The approved item of which a class may be made now.
 * @throws RuleError `policy…`, `record.unknown`, `plan.not-so`, `plan.has-class`
 */
export async function itemForClass(ctx: Context, number: string): Promise<PlanItemRow> {
  const row = await planItem(ctx, 'plan.read', number);
  if (row.state !== 'approved')
    throw new RuleError('plan.not-so', { number: row._id, state: planStateLabels[row.state] });
  await refuseWithClass(ctx, row._id);
  return row;
}

/**
 * What to look at in a class that is made without an item of the plan.
 * @throws RuleError `class.off-plan` where the rules ask for an approval first
 */
export async function offPlanRemarks(
  ctx: Context,
  { opensOn, planItem: of }: { opensOn: string; planItem?: string | undefined },
) {
  const year = opensOn.slice(0, 4);
  if (of !== undefined || (await ctx.store.annualPlans.standing(year)) === undefined) return [];
  if (ctx.rulesOf({ opensOn }).annualPlan.offPlanNeedsApproval) throw new RuleError('class.off-plan', { year });
  return [plannedClassWords.offPlan(year)];
}

interface PlannedDays {
  item: string;
  opensOn: string;
  closesOn: string;
  teacherId: string;
}

/** The button 据此开班 on an item: what the plan holds is not asked again, only the days and the class teacher are. */
export function plannedClass(router: Router, preview: (ctx: Context, wanted: PlannedDays) => Promise<void>): void {
  router.press(openPlannedClass, async (ctx, { item }) => {
    await ctx.requireIn('class.create', {});
    const row = await itemForClass(ctx, item);
    await ctx.expect(givePlannedDays.with({ item: row._id }));
    await ctx.reply(plannedClassWords.ask(row));
  });
  router.press(givePlannedDays, async (ctx, { item }) => {
    await ctx.requireIn('class.create', {});
    const row = await itemForClass(ctx, item);
    await preview(ctx, { item: row._id, ...(await typedDays(ctx)) });
  });
}

/** @throws RuleError `class.days-unreadable`, and those of the day and the person */
async function typedDays(ctx: Context): Promise<Omit<PlannedDays, 'item'>> {
  const args = [
    dateArg('opensOn', '开班日期', { ofRange: true }),
    dateArg('closesOn', '结束日期'),
    personArg('teacher', '班主任姓名'),
  ] as const;
  try {
    const command = readUnslashed(`开班 ${ctx.words ?? ''}`);
    const { teacher, ...days } = await readArguments(ctx, { ...declared, args }, command);
    return { ...days, teacherId: teacher._id };
  } catch (error) {
    if (error instanceof UsageFault) throw new RuleError('class.days-unreadable', {});
    throw error;
  }
}

const declared: Omit<CommandDeclaration<readonly []>, 'args'> = {
  names: ['开班'],
  action: 'class.create',
  right: 'county',
  about: '',
  next: '',
  example: '',
};
