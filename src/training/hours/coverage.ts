import { RANK_LEVELS, rankLevelLabel } from '../../county/cadre.ts';
import type { CadreStore } from '../../county/cadres.ts';
import { groupedBy } from '../../county/grouped-by.ts';
import type { HoursRules } from '../../county/hours-rules.ts';
import { UnitTree } from '../../county/unit-tree.ts';
import type { UnitStore } from '../../county/units.ts';
import { dutiesIn } from './duties.ts';
import type { HourEntryStore } from './hour-entries.ts';
import { ledgerSince, openingOf } from './ledger.ts';

/** How many of some people have met everything that holds for them, and what the others are short of together. */
export interface Coverage {
  label: string;
  /** Of a unit. */
  unitId?: string;
  people: number;
  met: number;
  shortMinutes: number;
}

/** What of a year is met and missing, by level and by unit; a unit with all below it, the least covered first. */
export async function hoursCoverage(
  { cadres, units, hourEntries }: { cadres: CadreStore; units: UnitStore; hourEntries: HourEntryStore },
  year: string,
  rules: HoursRules,
): Promise<{ levels: Coverage[]; units: Coverage[] }> {
  const [people, all, entries] = await Promise.all([
    cadres.all(),
    units.all(),
    hourEntries.endingFrom(ledgerSince(year, rules)),
  ]);
  const tree = new UnitTree(all);
  const entriesOf = groupedBy(entries, ({ cadreId }) => cadreId);
  const none = { people: 0, met: 0, shortMinutes: 0 };
  const levels = new Map(RANK_LEVELS.map((level) => [level, { label: rankLevelLabel(level), ...none }]));
  const byUnit = new Map(tree.units.map((unit) => [unit._id, { label: unit.name, unitId: unit._id, ...none }]));
  for (const person of people) {
    const duties = dutiesIn(year, person, [...openingOf(person), ...(entriesOf.get(person._id) ?? [])], rules);
    const isMet = duties.every((duty) => duty.isMet);
    const counted = [levels.get(person.rankLevel), ...tree.upward(person.unitId).map(({ _id }) => byUnit.get(_id))];
    for (const each of counted) {
      if (each === undefined) continue;
      each.people += 1;
      each.met += isMet ? 1 : 0;
      each.shortMinutes += duties.reduce((sum, duty) => sum + duty.shortMinutes, 0);
    }
  }
  const rate = ({ people: count, met }: Coverage) => met / count;
  const least = [...byUnit.values()]
    .filter((unit) => unit.people > 0)
    .sort((a, b) => rate(a) - rate(b) || b.people - a.people);
  return { levels: [...levels.values()].filter((level) => level.people > 0), units: least };
}
