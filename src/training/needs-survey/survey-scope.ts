import type { CadreStore, Placement } from '../../county/cadres.ts';
import type { GroupRules } from '../../county/group-rules.ts';
import { headsOf, inScope } from '../../county/people-scope.ts';
import { UnitTree } from '../../county/unit-tree.ts';
import type { UnitStore } from '../../county/units.ts';
import type { BaseFacts } from './base-facts.ts';

/** One person a survey goes to, with what is not asked of them. */
export interface AskedPerson extends BaseFacts {
  cadreId: string;
  unitId: string;
  headsUnit: boolean;
}

/** A typed scope as it is kept, and everyone it means. */
export interface AskedScope {
  scope: string;
  people: AskedPerson[];
}

/** What a typed scope means; `undefined` when the word means nothing. */
export async function peopleInScope(
  { cadres, units }: { cadres: CadreStore; units: UnitStore },
  typed: string,
  todayOn: string,
  rules: GroupRules,
): Promise<AskedScope | undefined> {
  const [placements, allUnits] = await Promise.all([cadres.placements(), units.all()]);
  const tree = new UnitTree(allUnits);
  const meant = inScope(placements, typed, { tree, todayOn, rules });
  if (meant === undefined) return undefined;
  const heads = headsOf(tree);
  return { scope: meant.scope, people: meant.people.map((person) => askedPerson(person, heads)) };
}

/** @param heads - those who head a unit */
function askedPerson(person: Placement, heads: ReadonlySet<string | undefined>): AskedPerson {
  const { _id, unitId, birthMonth, rankLevel, cadreCategory, inPostSince } = person;
  return { cadreId: _id, unitId, headsUnit: heads.has(_id), birthMonth, rankLevel, cadreCategory, inPostSince };
}
