import { readKnownDate } from '../../sheets/known-dates.ts';
import type { Reading } from '../../sheets/table.ts';

/** Something from a date on, until another or without an end. */
export interface Span {
  words: string[];
  fromOn: string;
  untilOn?: string;
}

const still = ['今', '至今'];

/** `市委组织部 2026.03 2027.03` or `产假 2026.03.01至2026.08.30`: words, the beginning, and the end if there is one. */
export function readSpan(typed: string): Reading<Span> {
  const words = typed
    .replaceAll(/(?<=\d日?)\s*(?:至|到|—|~)\s*(?=\S)/gu, ' ')
    .split(/\s+/u)
    .filter((word) => word !== '');
  const from = words.findIndex((word) => /^\d{4}[-./年]?\d/.test(word));
  const [fromWord = '', untilWord, ...more] = from < 0 ? [] : words.slice(from);
  if (from < 1 || more.length > 0) return { message: '应写名称和起止时间，如“市委组织部 2026.03 2027.03”' };
  const fromOn = readKnownDate({ kind: 'text', text: fromWord });
  if ('message' in fromOn) return fromOn;
  const about = { words: words.slice(0, from), fromOn: fromOn.value };
  if (untilWord === undefined || still.includes(untilWord)) return { value: about };
  const untilOn = readKnownDate({ kind: 'text', text: untilWord });
  if ('message' in untilOn) return untilOn;
  if (untilOn.value < about.fromOn.slice(0, untilOn.value.length)) return { message: '结束时间早于开始时间' };
  return { value: { ...about, untilOn: untilOn.value } };
}
