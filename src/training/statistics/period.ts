import { typedWord } from '../../chat/plain-text.ts';

/** Whole years that are counted together, and no day later than today. */
export interface Period {
  fromYear: string;
  toYear: string;
  fromOn: string;
  /** The last Beijing day that is counted. */
  toOn: string;
}

/** As a county reports: this year and the two before. */
const USUAL_YEARS = 3;
const MOST_YEARS = 10;

export function usualPeriod(todayOn: string): Period {
  const year = Number(todayOn.slice(0, 4));
  return periodOf(String(year - USUAL_YEARS + 1), String(year), todayOn);
}

/** `2024-2026`, `2024至2026年`, `2025`; nothing for anything else, for years to come, and for more than ten years. */
export function readPeriod(typed: string, todayOn: string): Period | undefined {
  const [, from, to = from] = /^(20\d\d)年?(?:[-~—至到]+(20\d\d)年?)?$/u.exec(typedWord(typed)) ?? [];
  if (from === undefined || to === undefined || from > to || to > todayOn.slice(0, 4)) return undefined;
  if (Number(to) - Number(from) >= MOST_YEARS) return undefined;
  return periodOf(from, to, todayOn);
}

function periodOf(fromYear: string, toYear: string, todayOn: string): Period {
  const lastOn = `${toYear}-12-31`;
  return { fromYear, toYear, fromOn: `${fromYear}-01-01`, toOn: lastOn < todayOn ? lastOn : todayOn };
}

export function yearsOf({ fromYear, toYear }: Pick<Period, 'fromYear' | 'toYear'>): string[] {
  return Array.from({ length: Number(toYear) - Number(fromYear) + 1 }, (_, at) => String(Number(fromYear) + at));
}

export function isWithinPeriod(dayOn: string, { fromOn, toOn }: Period): boolean {
  return fromOn <= dayOn && dayOn <= toOn;
}
