import type { Argument } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { typedClassId } from '../../src/bot/open-classes.ts';
import { allowedClass } from '../../src/bot/people.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { inScope } from '../../src/county/people-scope.ts';
import { UnitTree } from '../../src/county/unit-tree.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';

/** Among whom pairs are made: the trainees of a class, or people of the base. */
export interface ExchangeScope {
  trainingClass?: ClassRow;
  /** As it is shown. */
  scope: string;
  people: readonly CadreRow[];
  tree: UnitTree;
}

/** A class number, or a scope such as 全县 or 年轻干部. @throws RuleError `exchange.scope-unknown` */
export const exchangeScopeArg: Argument<'among', ExchangeScope> = {
  key: 'among',
  usage: '<班号|范围>',
  take(words) {
    const typed = words.next();
    return typed === undefined ? undefined : (ctx) => scopeTyped(ctx, typed);
  },
};

async function scopeTyped(ctx: Context, typed: string): Promise<ExchangeScope> {
  const tree = new UnitTree(await ctx.store.units.all());
  const classId = typedClassId(typed);
  if (classId !== undefined) {
    const trainingClass = await allowedClass(ctx, 'exchange.propose', classId);
    const trainees = await ctx.store.enrollments.traineesOf(classId);
    const people = await ctx.store.cadres.many(trainees.map(({ cadreId }) => cadreId));
    return { trainingClass, scope: `“${trainingClass.name}”`, people, tree };
  }
  await ctx.requireIn('exchange.propose', {});
  const facts = { tree, todayOn: beijingDateOf(ctx.now), rules: ctx.rules.groups };
  const found = inScope(await ctx.store.cadres.all(), typed, facts);
  if (found === undefined) throw new RuleError('exchange.scope-unknown', { scope: typed });
  return { ...found, tree };
}
