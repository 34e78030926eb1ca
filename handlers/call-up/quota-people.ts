import type { Context } from '../../src/bot/context.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { needBriefly, needDaysOf, needOf, orderOf } from '../../src/training/call-up/call-up-need.ts';
import { candidatesFor, chosenThemselves, targetOf } from '../../src/training/call-up/candidates.ts';
import { pickedFor } from '../../src/training/call-up/quota.ts';
import type { NotPickable, Pickable } from '../../src/training/call-up/quota-pick-words.ts';
import { quotaWords } from '../../src/training/call-up/quota-words.ts';
import { chooseNamed } from '../../src/training/call-up/sending.ts';
import type { QuotaTarget } from './quota-target.ts';

/** The people of the wanted levels for whom a unit picks. */
export async function peopleToPick({ store }: Context, { call, quota }: QuotaTarget): Promise<CadreRow[]> {
  const [units, quotas] = await Promise.all([store.units.all(), store.unitQuotas.ofCalls([call._id])]);
  const pickers = new Set(quotas.map(({ unitId }) => unitId));
  const own = pickedFor(units, quota.unitId, pickers).map(({ _id }) => _id);
  const people = await store.cadres.inUnits(own);
  const isMeant = ({ rankLevel }: CadreRow) => call.rankLevels.length === 0 || call.rankLevels.includes(rankLevel);
  return people.filter(isMeant);
}

/**
 * Whom a unit may pick, the greatest need first, and who cannot come and why.
 * @param wanted - these people together, as far as they are the unit's; without it each by themselves
 * @returns `outside`: the names of those who are not the unit's; `refused`: those of the wanted who cannot come
 */
export async function refusePicks(
  ctx: Context,
  target: QuotaTarget,
  wanted: readonly string[] = [],
): Promise<{ pickable: Pickable[]; notPickable: NotPickable[]; outside: string[]; refused: NotPickable[] }> {
  const { trainingClass } = target;
  const people = new Map((await peopleToPick(ctx, target)).map((each) => [each._id, each]));
  const rules = ctx.rulesOf(trainingClass);
  const unitIds = [...new Set([...people.values()].map(({ unitId }) => unitId))];
  const { candidates, topics } = await candidatesFor(ctx.store, trainingClass, rules, unitIds);
  const own = candidates.filter(({ cadre }) => people.has(cadre.id));
  const seats = { ...targetOf(trainingClass, topics), alreadyNamed: await namedElsewhere(ctx, target) };
  const check = (ids: readonly string[]) => chooseNamed(own, ids, seats, rules.callUp, () => quotaWords.picked);
  const nameOf = (id: string) => people.get(id)?.name ?? '';
  const days = needDaysOf(seats, rules.callUp);
  const needs = own
    .map((each) => needOf(each, days, rules.callUp))
    .map((need) => ({ need, order: orderOf(need, rules.callUp) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1));
  const alone = needs.map(({ need }) => ({ need, against: check([need.cadreId]).passedOver[0] }));
  const outside = wanted.filter((id) => !people.has(id));
  const others = outside.length === 0 ? [] : await ctx.store.cadres.many(outside);
  return {
    pickable: alone.flatMap(({ need, against }) =>
      against === undefined
        ? [
            {
              cadreId: need.cadreId,
              name: nameOf(need.cadreId),
              post: postOf(people, need.cadreId),
              hint: needBriefly(need),
            },
          ]
        : [],
    ),
    notPickable: alone.flatMap(({ need, against }) =>
      against === undefined ? [] : [{ name: nameOf(need.cadreId), reasons: against.reasons }],
    ),
    outside: others.map(({ name }) => name),
    refused: check(wanted.filter((id) => people.has(id))).passedOver.map(({ cadreId, reasons }) => ({
      name: nameOf(cadreId),
      reasons,
    })),
  };
}

/** Who has a place in the class already: trainees who chose it, and people whom other units picked. */
async function namedElsewhere({ store }: Context, { trainingClass, call, quota }: QuotaTarget) {
  const [chosen, quotas] = await Promise.all([
    chosenThemselves(store, trainingClass._id),
    store.unitQuotas.ofCalls([call._id]),
  ]);
  const picked = quotas.filter(({ _id }) => _id !== quota._id).flatMap(({ cadreIds }) => cadreIds);
  const people = await store.cadres.many(picked);
  return [...chosen, ...people.map(({ _id, unitId }) => ({ cadreId: _id, unitId }))];
}

function postOf(people: ReadonlyMap<string, CadreRow>, id: string): string {
  return people.get(id)?.post ?? '';
}
