import { objectOf } from '../json.ts';
import { DingtalkRefusal } from './refusals.ts';

const MAX_VALUE_BYTES = 1024;
const MAX_MAP_BYTES = 100 * 1024;

export type Variables = Record<string, string>;

/** Every value must be a text (docs/emulator.md, Cards), at most 1 KB each and 100 KB in all. */
export function variablesOf(data: unknown): Variables {
  const map = objectOf(objectOf(data).cardParamMap);
  const variables: Variables = {};
  let bytes = 0;
  for (const [key, value] of Object.entries(map)) {
    if (typeof value !== 'string') throw new DingtalkRefusal(400, 'param.invalid');
    bytes += Buffer.byteLength(key) + Buffer.byteLength(value);
    need(Buffer.byteLength(value) <= MAX_VALUE_BYTES && bytes <= MAX_MAP_BYTES, 'param.invalid');
    variables[key] = value;
  }
  return variables;
}

export function merged(before: Variables, change: Variables, byKey: boolean): Variables {
  return byKey ? { ...before, ...change } : change;
}

/** A whole-map reply makes the unmentioned variables vanish for the clicker. */
export function blanks(variables: Variables): Variables {
  return Object.fromEntries(Object.keys(variables).map((key) => [key, '']));
}

/** @throws DingtalkRefusal 400 */
export function need(condition: boolean, code: string): void {
  if (!condition) throw new DingtalkRefusal(400, code);
}
