import { isPlainObject } from './document.ts';

const digits = /^\d+$/;

/** True for a path part that can address an array element. */
export function isIndexPart(part: string): boolean {
  return digits.test(part);
}

/** True when the path names an array element by number, which indexes do not follow. */
export function hasIndexPart(path: string): boolean {
  return path.split('.').some(isIndexPart);
}

/**
 * The values a dotted path reaches, as MongoDB's matcher sees them: arrays on the way are entered, each element that is a
 * document contributes, a number also addresses an element. `undefined` in the list stands for a missing field.
 */
export function valuesAt(document: unknown, path: string): unknown[] {
  const found: unknown[] = [];
  collect(document, path.split('.'), 0, found);
  return found;
}

function collect(value: unknown, parts: readonly string[], index: number, found: unknown[]): void {
  const part = parts[index];
  if (part === undefined) {
    found.push(value);
    return;
  }
  if (Array.isArray(value)) {
    if (isIndexPart(part) && Number(part) < value.length) collect(value[Number(part)], parts, index + 1, found);
    for (const element of value) if (isPlainObject(element)) collect(element, parts, index, found);
    return;
  }
  collect(ownField(value, part), parts, index + 1, found);
}

/** A field of a document, never something inherited. */
export function ownField(value: unknown, name: string): unknown {
  return isPlainObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
