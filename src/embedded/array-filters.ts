import { type Document, isPlainObject } from './document.ts';
import { StoreError } from './errors.ts';
import { compileFilter } from './filter.ts';
import type { Matcher } from './filter-conditions.ts';

/**
 * The filters of `$[name]` in update paths, by name; each is tested against `{ v: element }`.
 * @throws StoreError 14, 9 or 2 on what is no list of filters about one name each
 */
export function arrayFiltersOf(argument: unknown): ReadonlyMap<string, Matcher> {
  const named = new Map<string, Matcher>();
  if (argument === undefined || argument === null) return named;
  if (!Array.isArray(argument) || !argument.every(isPlainObject))
    throw new StoreError(14, "BSON field 'arrayFilters' is the wrong type, expected an array of objects");
  for (const filter of argument) {
    const name = nameOf(filter);
    if (named.has(name))
      throw new StoreError(9, `Found multiple array filters with the same top-level field name ${name}`);
    named.set(name, compileFilter(renamed(filter)));
  }
  return named;
}

function nameOf(filter: Document): string {
  const [name, another] = new Set(namesIn(filter));
  if (name === undefined)
    throw new StoreError(9, 'Cannot use an expression without a top-level field name in arrayFilters');
  if (another !== undefined)
    throw new StoreError(
      9,
      `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${name}' and '${another}'`,
    );
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name))
    throw new StoreError(
      2,
      `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
    );
  return name;
}

function namesIn(filter: Document): string[] {
  return Object.entries(filter).flatMap(([path, condition]) => {
    if (!path.startsWith('$')) return [path.split('.')[0] ?? path];
    return Array.isArray(condition) ? condition.flatMap((part) => (isPlainObject(part) ? namesIn(part) : [])) : [];
  });
}

/** The same filter about `v`: the name may be one that objects inherit. */
function renamed(filter: Document): Document {
  return Object.fromEntries(
    Object.entries(filter).map(([path, condition]) => {
      if (!path.startsWith('$')) return [['v', ...path.split('.').slice(1)].join('.'), condition];
      return [
        path,
        Array.isArray(condition) ? condition.map((part) => (isPlainObject(part) ? renamed(part) : part)) : condition,
      ];
    }),
  );
}
