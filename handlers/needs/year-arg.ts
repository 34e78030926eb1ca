import { oneOfArg } from '../../src/bot/arguments.ts';

/** The year of a plan, `2026` or `2026年`. */
export const needsYearArg = oneOfArg('year', '年份', readYear, (word) => `“${word}”请写成年份，如 2026。`);

export function readYear(word: string): string | undefined {
  return /^(20\d\d)(?:年度?)?$/.exec(word)?.[1];
}
