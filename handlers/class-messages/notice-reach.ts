import type { Context } from '../../src/bot/context.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { ScopeFacts } from '../../src/county/people-scope.ts';
import { UnitTree } from '../../src/county/unit-tree.ts';
import { classRoll } from '../../src/training/call-up/class-roll.ts';
import type { Reachable } from '../../src/training/class-messages/notice-receivers.ts';
import type { StudyGroup } from '../../src/training/committee/study-group-rows.ts';

/** To whom somebody may send, and what their words are read by. */
export interface Reach {
  within: readonly Reachable[];
  facts: ScopeFacts;
  /** The units whose head or liaison they are. */
  own: ReadonlySet<string>;
  /** The study groups of a class. */
  groups?: readonly StudyGroup[];
  /** The unit from whose head or liaison it then is; absent for who may send to the whole county, and in a class. */
  unitId?: string;
  nameOf: (unitId: string) => string;
}

/** Everybody else on the roll of a class. */
export async function classReach(ctx: Context, classId: string): Promise<Reach> {
  const roll = await classRoll(ctx.store, classId);
  const others = roll.map(({ cadreId }) => cadreId).filter((cadreId) => cadreId !== ctx.person._id);
  const groups = (await ctx.store.studyGroups.byId(classId))?.groups ?? [];
  return { ...(await reachOf(ctx, await ctx.store.cadres.many(others), new Set())), groups };
}

/** Outside a class: everybody in the county, or in the person's own units; `undefined` for who may send to nobody there. */
export async function wideReach(ctx: Context): Promise<Reach | undefined> {
  const { headsUnitIds, liaisesUnitIds } = await ctx.actor();
  const own = new Set([...headsUnitIds, ...liaisesUnitIds]);
  const isWide = await ctx.may('notice.send', {});
  if (!isWide && own.size === 0) return undefined;
  const { cadres } = ctx.store;
  const people: readonly Reachable[] = isWide ? await cadres.placements() : await cadres.inUnits([...own]);
  const reach = await reachOf(
    ctx,
    people.filter(({ _id }) => _id !== ctx.person._id),
    own,
  );
  if (isWide) return reach;
  const unitId = reach.facts.tree.units.find(({ _id, parentId }) => own.has(_id) && !own.has(parentId ?? ''))?._id;
  return { ...reach, ...(unitId === undefined ? {} : { unitId }) };
}

async function reachOf(ctx: Context, within: readonly Reachable[], own: ReadonlySet<string>): Promise<Reach> {
  const tree = new UnitTree(await ctx.store.units.all());
  return {
    within,
    own,
    facts: { tree, todayOn: beijingDateOf(ctx.now), rules: ctx.rules.groups },
    nameOf: (unitId) => tree.unit(unitId)?.name ?? '',
  };
}
