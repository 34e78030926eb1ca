import { type Document, isPlainObject } from './document.ts';
import { StoreError } from './errors.ts';
import type { Matcher } from './filter-conditions.ts';
import { isIndexPart } from './paths.ts';

/** A place a value can be written to: a field of a document or an element of an array. */
export interface Slot {
  readonly holder: Document | unknown[];
  readonly key: string;
  /** Where it is, with every `$` replaced by a number. */
  readonly path: string;
}

/** What `$`, `$[]` and `$[name]` in a path mean for one document. */
export interface Positions {
  /** Index of the element that made the document match the filter; for the positional `$`. */
  matched(): number | undefined;
  readonly filters: ReadonlyMap<string, Matcher>;
}

/** Most elements an array may be padded by when a path names a far index, as in MongoDB. */
const maxPadding = 1_500_000;

/** True for `$`, `$[]` and `$[name]`; any other name with a dollar sign is a field. */
export function isPositional(part: string): boolean {
  return part === '$' || (part.startsWith('$[') && part.endsWith(']'));
}

/** The name in `$[name]`, empty for `$[]`; undefined for other parts. */
export function filterName(part: string): string | undefined {
  return part !== '$' && isPositional(part) ? part.slice(2, -1) : undefined;
}

/** The names of an update path. @throws StoreError 56 when one is empty, 2 on positions where they cannot be */
export function updatePath(path: string): readonly string[] {
  if (path === '') throw new StoreError(56, 'An empty update path is not valid.');
  const parts = path.split('.');
  if (parts.includes(''))
    throw new StoreError(56, `The update path '${path}' contains an empty field name, which is not allowed.`);
  if (parts.includes('__proto__')) throw new StoreError(2, `The update path '${path}' is not allowed`);
  if (isPositional(parts[0] ?? ''))
    throw new StoreError(2, `Cannot have positional (i.e. '$') element in the first position in path '${path}'`);
  if (parts.filter((part) => part === '$').length > 1)
    throw new StoreError(2, `Too many positional (i.e. '$') elements found in path '${path}'`);
  return parts;
}

/** The value in a slot; undefined when there is none. */
export function readSlot({ holder, key }: Slot): unknown {
  if (Array.isArray(holder)) return holder[Number(key)];
  return Object.hasOwn(holder, key) ? holder[key] : undefined;
}

/** Puts a value into a slot; an array is padded with null. @throws StoreError 168 when it would be padded too far */
export function writeSlot({ holder, key, path }: Slot, value: unknown): void {
  if (!Array.isArray(holder)) {
    if (key.startsWith('$')) throw dollarField(key, path);
    holder[key] = value;
    return;
  }
  const at = Number(key);
  if (at - holder.length > maxPadding)
    throw new StoreError(168, `can't backfill more than ${maxPadding} elements of an array`);
  while (holder.length < at) holder.push(null);
  holder[at] = value;
}

/** A field whose name starts with a dollar sign cannot be made by an update. */
export function dollarField(name: string, path: string): StoreError {
  const context = "the context of an update's replacement document";
  return new StoreError(52, `The dollar ($) prefixed field '${name}' in '${path}' is not allowed in ${context}.`);
}

/**
 * The slots an update path reaches in a document.
 * @param create - makes missing documents on the way; otherwise a missing one gives no slot
 * @throws StoreError 28 when a value on the way is neither document nor array, 2 when a positional part has no match
 */
export function slotsAt(document: Document, parts: readonly string[], positions: Positions, create: boolean): Slot[] {
  const slots: Slot[] = [];
  const walk = (holder: Document | unknown[], at: number, before: string): void => {
    for (const key of keysFor(holder, parts, at, positions, create)) {
      const slot = { holder, key, path: `${before}${key}` };
      if (at === parts.length - 1) slots.push(slot);
      else {
        const next = enter(slot, parts, at, create);
        if (next !== undefined) walk(next, at + 1, `${slot.path}.`);
      }
    }
  };
  walk(document, 0, '');
  return slots;
}

/** The fields or elements one part of the path stands for. */
function keysFor(
  holder: Document | unknown[],
  parts: readonly string[],
  at: number,
  { matched, filters }: Positions,
  create: boolean,
): readonly string[] {
  const part = parts[at] ?? '';
  if (!isPositional(part)) {
    if (!Array.isArray(holder) || isIndexPart(part)) return [part];
    if (!create) return [];
    throw new StoreError(28, `Cannot create field '${part}' in element {${parts[at - 1]}: array}`);
  }
  if (part === '$') {
    const position = matched();
    if (position !== undefined) return [String(position)];
    throw new StoreError(2, 'The positional operator did not find the match needed from the query.');
  }
  if (!Array.isArray(holder)) throw notAnArray(parts, at);
  const matches = filters.get(part.slice(2, -1));
  return holder.flatMap((element, index) => (matches?.({ v: element }) === false ? [] : [String(index)]));
}

/** The document or array inside a slot. */
function enter(slot: Slot, parts: readonly string[], at: number, create: boolean): Document | unknown[] | undefined {
  const value = readSlot(slot);
  if (isPlainObject(value) || Array.isArray(value)) return value;
  const array = parts.findIndex((part, place) => place > at && filterName(part) !== undefined);
  if (array > 0 && (array === at + 1 || !create)) throw notAnArray(parts, array);
  if (!create) return undefined;
  if (value !== undefined)
    throw new StoreError(
      28,
      `Cannot create field '${parts[at + 1]}' in element {${slot.key}: ${JSON.stringify(value)}}`,
    );
  const made: Document = {};
  writeSlot(slot, made);
  return made;
}

function notAnArray(parts: readonly string[], at: number): StoreError {
  const path = parts.slice(0, at).join('.');
  return new StoreError(2, `The path '${path}' must exist in the document in order to apply array updates.`);
}

/** True when one path is the other or lies inside it. */
export function overlaps(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

/** The order of two paths: names in the order of their characters, numbers in the order of their values. */
export function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (const [at, part] of a.entries()) {
    const other = b[at];
    if (other === undefined) return 1;
    if (part === other) continue;
    if (isIndexPart(part) && isIndexPart(other)) return Number(part) - Number(other);
    return Buffer.compare(Buffer.from(part), Buffer.from(other));
  }
  return a.length - b.length;
}
