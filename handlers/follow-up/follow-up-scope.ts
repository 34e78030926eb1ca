import type { Context } from '../../src/bot/context.ts';
import { findPerson } from '../../src/bot/people.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { namedAs } from '../../src/county/people-meant.ts';
import type { Action } from '../../src/county/policy.ts';
import { UnitTree } from '../../src/county/unit-tree.ts';
import { RuleError } from '../../src/errors.ts';
import { type ClassRow, isHeldHere } from '../../src/training/class/classes.ts';
import { followedUntil } from '../../src/training/follow-up/follow-up-days.ts';
import type { FollowUpRules } from '../../src/training/follow-up/follow-up-rules.ts';
import { raterOf } from '../../src/training/follow-up/rater.ts';

/** A class of one's own that is over and still followed, with the rules it keeps. */
export interface FollowedClass {
  trainingClass: ClassRow;
  rules: FollowUpRules;
}

/** The person's own classes that are followed today, the one that ended last first. */
export async function ownFollowed(ctx: Context): Promise<FollowedClass[]> {
  const enrolled = (await ctx.store.enrollments.ofCadre(ctx.person._id)).filter(({ state }) => state !== 'withdrawn');
  const found = await Promise.all(enrolled.map(({ classId }) => ctx.store.classes.byId(classId)));
  const todayOn = beijingDateOf(ctx.now);
  return found
    .filter((row) => row !== null)
    .filter((row) => row.state !== 'withdrawn' && isHeldHere(row) && row.closesOn <= todayOn)
    .map((trainingClass) => ({ trainingClass, rules: ctx.rulesNear(trainingClass).followUp }))
    .filter(({ trainingClass, rules }) => todayOn <= followedUntil(trainingClass.closesOn, rules))
    .sort((a, b) => (a.trainingClass.closesOn < b.trainingClass.closesOn ? 1 : -1));
}

/** The own class with this number, or the one that ended last. @throws RuleError `follow-up.no-class`, also for a class of others */
export async function followedClass(ctx: Context, classId?: string): Promise<FollowedClass> {
  await ctx.require('follow-up.own', { cadreId: ctx.person._id });
  const own = await ownFollowed(ctx);
  const found = own.find(({ trainingClass }) => classId === undefined || trainingClass._id === classId);
  if (found === undefined) throw new RuleError('follow-up.no-class', {});
  return found;
}

/** Those of these people for whom this person speaks today: as head, as stand-in of one, or for the county where a unit has nobody. */
export async function ratedBy(ctx: Context, cadreIds: readonly string[]): Promise<CadreRow[]> {
  const { cadres, units } = ctx.store;
  const [people, tree, actor] = await Promise.all([
    cadres.many([...new Set(cadreIds)]),
    units.all().then((all) => new UnitTree(all)),
    ctx.actor(),
  ]);
  const speaksFor = new Set([actor.cadreId, ...(actor.standsInFor ?? [])]);
  const mine = people.filter((person) => {
    const rater = raterOf(person, tree);
    return rater === undefined ? actor.roles.includes('orgDept') : speaksFor.has(rater);
  });
  return ctx.allowedOf('follow-up.rate', mine, ({ _id, unitId }) => ({ unitId, cadreId: _id }));
}

/**
 * Somebody by name, among those with whom this person may do this: who may it in own units alone learns nothing of anybody elsewhere.
 * @throws RuleError `policy…`, `person.unknown`
 */
export async function personWithin(ctx: Context, action: Action, typed: string): Promise<CadreRow> {
  const [isEverywhere] = await ctx.allowedIn(action, [{}], () => ({}));
  const person = isEverywhere === undefined ? await inOwnUnits(ctx, action, typed) : await findPerson(ctx, typed);
  await ctx.require(action, { unitId: person.unitId, cadreId: person._id });
  return person;
}

async function inOwnUnits(ctx: Context, action: Action, typed: string): Promise<CadreRow> {
  const people = await ctx.store.cadres.inUnits((await ctx.actor()).headsUnitIds);
  const [only, second] = namedAs(
    people.map(({ _id, name }) => ({ cadreId: _id, name })),
    typed,
  );
  const found = second === undefined ? people.find(({ _id }) => _id === only?.cadreId) : undefined;
  if (found !== undefined) return found;
  if (second !== undefined) return findPerson(ctx, typed);
  await ctx.requireIn(action, {});
  throw new RuleError('person.unknown', { name: typed });
}
