import type { CadreRow } from '../../county/cadres.ts';
import type { HoursRules } from '../../county/hours-rules.ts';
import type { HourEntryRow, HourEntryStore } from './hour-entries.ts';
import type { HourFacts } from './hour-sum.ts';

/** The first day whose entries any threshold of this year looks at. */
export function ledgerSince(year: string, { longCycle }: HoursRules): string {
  return `${Number(year) - longCycle.years + 1}-01-01`;
}

/** What the information base knew of a person's year before there was a ledger, as an entry of that year: minutes alone. */
export function openingOf({ training }: Pick<CadreRow, 'training'>): HourFacts[] {
  if (training.earnedMinutes === 0) return [];
  const toOn = training.lastTrainedOn?.startsWith(String(training.year))
    ? training.lastTrainedOn
    : `${training.year}-01-01`;
  return [{ kind: 'group', toOn, minutes: training.earnedMinutes, halfDays: 0, spanDays: 0 }];
}

/** A person's entries that count for any threshold of the year, those from before the ledger first. */
export async function ledgerOf(
  store: { hourEntries: HourEntryStore },
  person: CadreRow,
  year: string,
  rules: HoursRules,
): Promise<{ facts: HourFacts[]; entries: HourEntryRow[] }> {
  const entries = await store.hourEntries.of(person._id, ledgerSince(year, rules));
  return { facts: [...openingOf(person), ...entries], entries };
}
