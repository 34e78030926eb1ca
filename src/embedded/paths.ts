import { isPlainObject } from './document.ts';
import { StoreError } from './errors.ts';

const digits = /^\d+$/;

/** True for a path part that can address an array element. */
export function isIndexPart(part: string): boolean {
  return digits.test(part);
}

/** True when the path names an array element by number, which indexes do not follow. */
export function hasIndexPart(path: string): boolean {
  return path.split('.').some(isIndexPart);
}

/** The names of a dotted path. */
export function partsOf(path: string): readonly string[] {
  return path.split('.');
}

/** Checks the path of a sort or projection. @throws StoreError 15998 on an empty name, 16410 on one that starts with `$` */
export function checkFieldPath(path: string): void {
  for (const part of partsOf(path)) {
    if (part === '') throw new StoreError(15998, 'FieldPath field names may not be empty strings.');
    if (part.startsWith('$'))
      throw new StoreError(16410, `FieldPath field names may not start with '$'. Consider using $getField: ${path}`);
  }
}

/** The values a dotted path reaches, see `someValueAt`. */
export function valuesAt(document: unknown, path: string): unknown[] {
  const found: unknown[] = [];
  someValueAt(document, partsOf(path), (value) => {
    found.push(value);
    return false;
  });
  return found;
}

/** Takes one value and the position, in the first array on the way, of the element it lies in. @returns true to stop */
type Visit = (value: unknown, position: number | undefined) => boolean;

/**
 * Visits the values a path reaches, as MongoDB's matcher sees them: arrays on the way are entered, each element that is a
 * document contributes, a number also addresses an element. `undefined` stands for a missing field.
 * @returns whether a visit said true
 */
export function someValueAt(document: unknown, path: readonly string[], visit: Visit): boolean {
  return walk(document, path, 0, undefined, visit);
}

function walk(
  value: unknown,
  path: readonly string[],
  depth: number,
  position: number | undefined,
  visit: Visit,
): boolean {
  const part = path[depth];
  if (part === undefined) return visit(value, position);
  if (!Array.isArray(value)) return walk(ownField(value, part), path, depth + 1, position, visit);
  if (isIndexPart(part) && Number(part) < value.length && walk(value[Number(part)], path, depth + 1, position, visit))
    return true;
  return value.some((element, at) => isPlainObject(element) && walk(element, path, depth, position ?? at, visit));
}

/** A field of a document, never something inherited. */
export function ownField(value: unknown, name: string): unknown {
  return isPlainObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
