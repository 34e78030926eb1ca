import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { heldClasses } from '../../src/training/annual-plan/held-classes.ts';
import {
  type FollowedItem,
  figuresBy,
  followed,
  type HeldClass,
  outsidePlan,
} from '../../src/training/annual-plan/plan-progress.ts';
import { sendExecution } from '../../src/training/annual-plan/presses.ts';
import { progressWords } from '../../src/training/annual-plan/progress-words.ts';
import { readablePlan, unitNames } from './plan-access.ts';

/** The plan against what was done, as a sheet. */
export function planExecution(router: Router): void {
  router.sheet(sendExecution, async (ctx, { year }) => {
    const { all, outside } = await execution(ctx, year);
    const names = await unitNames(
      ctx,
      all.map(({ item }) => item),
    );
    const unitName = (unitId: string) => names.get(unitId) ?? '';
    const groups = [
      ...kindsOf(ctx, all).map((group) => ({ ...group, what: '按类别' })),
      ...groupsBy(all, ({ unitId }) => unitName(unitId)).map((group) => ({ ...group, what: '按单位' })),
    ];
    return progressWords.executionSheet(year, all, groups, outside, unitName);
  });
}

/** `/计划 执行`: what was planned and what was done, by kind. */
export async function showExecution(ctx: Context, year: string): Promise<void> {
  const { all, outside } = await execution(ctx, year);
  const sheet = all.length + outside.length === 0 ? undefined : sendExecution.with({ year });
  await ctx.reply(progressWords.execution(ctx.update.id, year, all, kindsOf(ctx, all), outside, sheet));
}

interface Execution {
  all: readonly FollowedItem[];
  /** Told to those alone who see every unit's items. */
  outside: readonly HeldClass[];
}

async function execution(ctx: Context, year: string): Promise<Execution> {
  const items = await readablePlan(ctx, year);
  const classes = await heldClasses(ctx.store, year);
  const isStaff = (await ctx.allowedOf('plan.read', [{}], () => ({}))).length > 0;
  return {
    all: followed(items, classes, beijingDateOf(ctx.now)),
    outside: isStaff ? outsidePlan(classes, year) : [],
  };
}

function kindsOf(ctx: Context, all: readonly FollowedItem[]) {
  const { classKinds } = ctx.rules.curriculum;
  return groupsBy(all, ({ classKind }) => classKinds[classKind]?.name ?? '其他');
}

function groupsBy(all: readonly FollowedItem[], groupOf: (item: FollowedItem['item']) => string) {
  return figuresBy(all, groupOf).map(([name, figures]) => ({ name, figures }));
}
