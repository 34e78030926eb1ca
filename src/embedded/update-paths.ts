import { type Document, isPlainObject } from './document.ts';
import { StoreError } from './errors.ts';
import type { Matcher } from './filter.ts';
import { isIndexPart } from './paths.ts';

/** A place a value can be written to: a field of a document or an element of an array. */
export interface Slot {
  readonly holder: Document | unknown[];
  readonly key: string;
}

/** What `$`, `$[]` and `$[name]` in a path mean for one document. */
export interface Positions {
  /** Index of the element that made the array at `arrayPath` match the filter. */
  matched(arrayPath: string): number | undefined;
  readonly filters: ReadonlyMap<string, Matcher>;
}

/** Most elements an array may be padded by when a path names a far index, as in MongoDB. */
const maxPadding = 1_500_000;

/** The value in a slot; undefined when there is none. */
export function readSlot({ holder, key }: Slot): unknown {
  if (Array.isArray(holder)) return holder[Number(key)];
  return Object.hasOwn(holder, key) ? holder[key] : undefined;
}

/** Puts a value into a slot; an array is padded with null. @throws StoreError 2 when it would be padded too far */
export function writeSlot({ holder, key }: Slot, value: unknown): void {
  if (!Array.isArray(holder)) {
    holder[key] = value;
    return;
  }
  const at = Number(key);
  if (at - holder.length > maxPadding)
    throw new StoreError(2, `cannot pad an array by more than ${maxPadding} elements`);
  while (holder.length < at) holder.push(null);
  holder[at] = value;
}

/**
 * The slots an update path reaches in a document.
 * @param create - makes missing documents on the way; otherwise a missing one gives no slot
 * @throws StoreError 28 when a value on the way is neither document nor array, 2 when a positional part has no match
 */
export function slotsAt(document: Document, path: string, positions: Positions, create: boolean): Slot[] {
  const parts = path.split('.');
  if (parts.some((part) => part === '' || part === '__proto__'))
    throw new StoreError(2, `The update path '${path}' is not allowed`);
  const slots: Slot[] = [];
  walk(document, parts, 0, positions, create, slots);
  return slots;
}

function walk(
  holder: Document | unknown[],
  parts: string[],
  at: number,
  positions: Positions,
  create: boolean,
  slots: Slot[],
): void {
  const part = parts[at] ?? '';
  for (const key of keysFor(holder, parts, at, part, positions)) {
    const slot = { holder, key };
    if (at === parts.length - 1) slots.push(slot);
    else {
      const next = enter(slot, parts, at, create);
      if (next !== undefined) walk(next, parts, at + 1, positions, create, slots);
    }
  }
}

/** The fields or elements one part of the path stands for. */
function keysFor(
  holder: Document | unknown[],
  parts: string[],
  at: number,
  part: string,
  positions: Positions,
): string[] {
  if (!part.startsWith('$')) {
    if (Array.isArray(holder) && !isIndexPart(part)) {
      throw new StoreError(28, `Cannot create field '${part}' in element {${parts[at - 1]}: array}`);
    }
    return [part];
  }
  const path = parts.slice(0, at).join('.');
  if (!Array.isArray(holder)) {
    if (part === '$') throw noMatch();
    throw new StoreError(2, `The path '${path}' must exist in the document in order to apply array updates.`);
  }
  if (part === '$') {
    const matched = positions.matched(path);
    if (matched === undefined) throw noMatch();
    return [String(matched)];
  }
  if (part === '$[]') return holder.map((_, index) => String(index));
  const filter = positions.filters.get(part.slice(2, -1));
  if (filter === undefined)
    throw new StoreError(2, `No array filter found for identifier '${part.slice(2, -1)}' in path '${parts.join('.')}'`);
  return holder.flatMap((element, index) => (filter({ [part.slice(2, -1)]: element }) ? [String(index)] : []));
}

function noMatch(): StoreError {
  return new StoreError(2, 'The positional operator did not find the match needed from the query.');
}

/** The document or array inside a slot. */
function enter(slot: Slot, parts: string[], at: number, create: boolean): Document | unknown[] | undefined {
  const value = readSlot(slot);
  if (isPlainObject(value) || Array.isArray(value)) return value;
  if (!create) return undefined;
  if (value !== undefined) {
    throw new StoreError(
      28,
      `Cannot create field '${parts[at + 1]}' in element {${slot.key}: ${JSON.stringify(value)}}`,
    );
  }
  if (parts[at + 1]?.startsWith('$')) {
    throw new StoreError(
      2,
      `The path '${parts.slice(0, at + 1).join('.')}' must exist in the document in order to apply array updates.`,
    );
  }
  const made: Document = {};
  writeSlot(slot, made);
  return made;
}
