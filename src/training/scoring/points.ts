import { typedWord } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';
import type { RatedPart } from './scoring-scheme.ts';

/** `3`, `-0.5`, `13.45`: points for display, with at most two decimals. @param hundredths - a whole number */
export function formatPoints(hundredths: number): string {
  return String(hundredths / 100);
}

/** `加3分`, `扣0.5分`, `不计分`: a change of points. */
export function formatDelta(hundredths: number): string {
  if (hundredths === 0) return '不计分';
  return hundredths > 0 ? `加${formatPoints(hundredths)}分` : `扣${formatPoints(-hundredths)}分`;
}

/**
 * A typed mark for a rated part: points with at most one decimal (`13.5`), or the letter of a level that means a single mark (`A`).
 * @returns hundredths of a point
 * @throws RuleError `score.bad-mark` for anything else, including a mark above the part's maximum
 */
export function readMark(text: string, part: RatedPart): number {
  const plain = typedWord(text).toUpperCase().replace(/分$/, '');
  const level = part.levels.find((one) => one.name === plain && one.fromHundredths === one.toHundredths);
  if (level !== undefined) return level.fromHundredths;
  const parts = /^(\d{1,3})(?:[.。·](\d))?$/.exec(plain);
  const mark = parts === null ? Number.NaN : Number(parts[1]) * 100 + Number(parts[2] ?? 0) * 10;
  if (!(mark <= part.maxHundredths)) {
    throw new RuleError('score.bad-mark', { part: part.name, maxPoints: part.maxHundredths / 100 });
  }
  return mark;
}
