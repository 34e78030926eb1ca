import type { NeedsRules } from './needs-rules.ts';

/** The year for whose plan needs are gathered on this Beijing day. */
export function needsYear(dateOn: string, { yearBeginsMonth }: Pick<NeedsRules, 'yearBeginsMonth'>): string {
  const [year = 0, month = 1] = dateOn.split('-').map(Number);
  return String(month >= yearBeginsMonth ? year + 1 : year);
}
