import type { NeedsRules } from './needs-rules.ts';

/** The year for whose plan needs are gathered on this Beijing day. */
export function needsYear(dateOn: string, { yearBeginsMonth }: Pick<NeedsRules, 'yearBeginsMonth'>): string {
  const [year = 0, month = 1] = dateOn.split('-').map(Number);
  return String(month >= yearBeginsMonth ? year + 1 : year);
}

/** The year that a round is for: one that its name says, if it is this one or the next, or else that of the day. */
export function needsYearNamed(name: string, todayOn: string, rules: Pick<NeedsRules, 'yearBeginsMonth'>): string {
  const year = Number(todayOn.slice(0, 4));
  const named = [...name.normalize('NFKC').matchAll(/(?<!\d)(20\d\d)(?=年)/gu)].map(([, said]) => Number(said));
  const [only, ...others] = new Set(named.filter((said) => said === year || said === year + 1));
  return only === undefined || others.length > 0 ? needsYear(todayOn, rules) : String(only);
}
