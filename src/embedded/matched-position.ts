import { type Document, isPlainObject } from './document.ts';
import { field, type Matcher } from './filter.ts';
import { valuesAt } from './paths.ts';

/** The position of the first array element that made the document match, for the positional `$` of updates. */
export function matchedPosition(document: Document, filter: Document, arrayPath: string): number | undefined {
  const array = valuesAt(document, arrayPath).find(Array.isArray) as unknown[] | undefined;
  if (array === undefined) return undefined;
  const tests: Matcher[] = [];
  gatherPositional(filter, arrayPath, tests);
  const position = array.findIndex((element) => tests.every((test) => test({ v: [element] })));
  return tests.length === 0 || position < 0 ? undefined : position;
}

function gatherPositional(filter: Document, arrayPath: string, tests: Matcher[]): void {
  for (const [name, condition] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(condition)) {
      for (const part of condition) if (isPlainObject(part)) gatherPositional(part, arrayPath, tests);
    } else if (name === arrayPath) tests.push(field('v', condition));
    else if (name.startsWith(`${arrayPath}.`)) tests.push(field(`v.${name.slice(arrayPath.length + 1)}`, condition));
  }
}
