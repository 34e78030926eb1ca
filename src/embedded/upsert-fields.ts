import { type Document, isPlainObject } from './document.ts';
import { StoreError } from './errors.ts';
import { isOperatorObject } from './filter-values.ts';

/**
 * What a filter says by equality: the fields an upsert starts from, by path, in the order of their names.
 * @throws StoreError 54 when it says two things about one path, or about a path and one inside it
 */
export function equalitiesOf(filter: Document): [path: string, value: unknown][] {
  const found: [string, unknown][] = [];
  gather(filter, found);
  found.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  for (const [at, [path]] of found.entries()) {
    const other = found.slice(at + 1).find(([next]) => next === path || next.startsWith(`${path}.`))?.[0];
    if (other === undefined) continue;
    const clash =
      other === path ? `path '${path}' is matched twice` : `both paths '${other}' and '${path}' are matched`;
    throw new StoreError(54, `cannot infer query fields to set, ${clash}`);
  }
  return found;
}

function gather(filter: Document, found: [string, unknown][]): void {
  for (const [name, condition] of Object.entries(filter)) {
    const parts = Array.isArray(condition) ? condition.filter(isPlainObject) : [];
    if (name === '$and' || (name === '$or' && parts.length === 1)) for (const part of parts) gather(part, found);
    else if (!name.startsWith('$')) for (const value of valuesIn(condition)) found.push([name, value]);
  }
}

/** The values a condition asks for by equality. */
function valuesIn(condition: unknown): readonly unknown[] {
  if (!isOperatorObject(condition)) return [condition];
  return Object.entries(condition).flatMap(([operator, argument]) => {
    if (operator === '$eq') return [argument];
    if (operator === '$in' && Array.isArray(argument) && argument.length === 1) return argument;
    return operator === '$all' && Array.isArray(argument) ? argument.filter((value) => !isOperatorObject(value)) : [];
  });
}
