import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { UnitTree } from '../../src/county/unit-tree.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { FollowUpRules } from '../../src/training/follow-up/follow-up-rules.ts';
import {
  type FollowUpEntry,
  type FollowUpRow,
  type FollowUpWay,
  isEnteredBy,
} from '../../src/training/follow-up/follow-ups.ts';
import { asPoints, needsExample } from '../../src/training/follow-up/points.ts';
import { ratedPerson } from '../../src/training/follow-up/rated-people.ts';
import { raterOf, speaksForUnit } from '../../src/training/follow-up/rater.ts';
import type { RatedPerson } from '../../src/training/follow-up/rating-words.ts';

/** Somebody in an open round, as one way of it sees them. */
export interface Rated {
  row: FollowUpRow;
  trainingClass: ClassRow;
  rules: FollowUpRules;
  way: FollowUpWay;
  person: RatedPerson;
}

const unknown = () => new RuleError('follow-up.unknown', {});

/** One's own row, or that of somebody whom this person rates. @throws RuleError `policy…`, `follow-up.unknown` */
export async function ratedIn(ctx: Context, classId: string, months: number, cadreId: string): Promise<Rated> {
  const row = await ctx.store.followUps.byId(classId, months, cadreId);
  if (cadreId === ctx.person._id) {
    if (row === null) throw unknown();
    return rated(ctx, row, 'self');
  }
  const cadre = await ctx.store.cadres.byId(cadreId);
  const subject = () => ({ cadreId, ...(cadre === null ? {} : { unitId: cadre.unitId }) });
  return rated(ctx, await ctx.requireFound('follow-up.rate', row, subject, unknown()), 'unit');
}

/** The newest open round of somebody. @throws RuleError `follow-up.unknown` */
export async function newestOf(ctx: Context, cadreId: string, way: FollowUpWay): Promise<Rated> {
  const todayOn = beijingDateOf(ctx.now);
  const open = (await ctx.store.followUps.ofCadre(cadreId)).filter(
    (row) => row.state === 'open' && row.dueOn <= todayOn,
  );
  const [newest] = open.sort((a, b) => (a.dueOn < b.dueOn ? 1 : -1));
  if (newest === undefined) throw unknown();
  return rated(ctx, newest, way);
}

/** @throws RuleError `follow-up.unknown` where the person is left out, `follow-up.head-speaks` where the unit has a head who rates */
export async function rated(ctx: Context, row: FollowUpRow, way: FollowUpWay): Promise<Rated> {
  if (row.state !== 'open') throw unknown();
  if (way === 'unit') await requireVoice(ctx, row.cadreId);
  const [trainingClass, plan] = await Promise.all([
    findClass(ctx, row.classId),
    ctx.store.actionPlans.byId(row.classId, row.cadreId),
  ]);
  const rules = ctx.rulesNear(trainingClass).followUp;
  return { row, trainingClass, rules, way, person: ratedPerson(row, plan, rules, way) };
}

async function requireVoice(ctx: Context, cadreId: string): Promise<void> {
  const [actor, cadre, units] = await Promise.all([ctx.actor(), ctx.store.cadres.byId(cadreId), ctx.store.units.all()]);
  if (cadre !== null && !speaksForUnit(actor, cadre, new UnitTree(units)))
    throw new RuleError('follow-up.head-speaks', { name: cadre.name });
}

/** Stores points; the same update does it once. @throws RuleError `follow-up.needs-example`, `follow-up.unknown` */
export async function enterPoints(
  ctx: Context,
  { row, rules, way, person }: Rated,
  given: readonly number[],
  words: string,
  check?: FollowUpEntry['check'],
): Promise<void> {
  if (needsExample(given, rules) && words === '')
    throw new RuleError('follow-up.needs-example', { least: rules.evidenceFrom });
  const points = asPoints(person.items, given);
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const entered = await ctx.store.followUps.enter(row._id, {
    ...{ way, what: 'given' as const, points, words, ...by },
    ...(check !== undefined && { check }),
  });
  if (!isEnteredBy(entered, ctx.update.id)) throw unknown();
}

/** Everybody of the round for whom the same person speaks as for this one, in the order of the class list, and who that is. */
export async function onSameCard(
  ctx: Context,
  { row, rules }: Rated,
): Promise<{ raterId: string | undefined; people: RatedPerson[] }> {
  const { classId, months, cadreId } = row;
  const [all, plans, units] = await Promise.all([
    ctx.store.followUps.ofRound(classId, months),
    ctx.store.actionPlans.ofClass(classId),
    ctx.store.units.all(),
  ]);
  const open = all.filter(({ state }) => state === 'open').sort((a, b) => (a.cadreId < b.cadreId ? -1 : 1));
  const tree = new UnitTree(units);
  const raters = new Map(
    (await ctx.store.cadres.many(open.map((each) => each.cadreId))).map((each: CadreRow) => [
      each._id,
      raterOf(each, tree) ?? 'orgDept',
    ]),
  );
  const rater = raters.get(cadreId);
  const people = open
    .filter((each) => raters.get(each.cadreId) === rater)
    .map((each) =>
      ratedPerson(
        each,
        plans.find((plan) => plan.cadreId === each.cadreId),
        rules,
        'unit',
      ),
    );
  return { raterId: rater === 'orgDept' ? undefined : rater, people };
}
