import { countArgument, documentArgument, namespaceOf, wrongType } from '../command.ts';
import { type Document, decode, encode } from '../document.ts';
import { valuesAt } from '../paths.ts';
import { countMatching, findAll, queryFor } from '../query.ts';
import type { Handler } from '../store.ts';
import { sortableBytes } from '../value-order.ts';

/** `count`: how many documents match. */
export const count: Handler = (store, command) => {
  const { body } = command;
  const query = queryFor(documentArgument(body, 'query'), {
    skip: countArgument(body, 'skip') ?? 0,
    limit: Math.abs(countArgument(body, 'limit', Number.NEGATIVE_INFINITY) ?? 0) || Number.POSITIVE_INFINITY,
    hint: body.hint,
  });
  const collection = store.catalog.forReading(namespaceOf(command));
  return { n: collection === undefined ? 0 : countMatching(store, collection, query), ok: 1 };
};

/** `distinct`: the different values of a field, arrays by element. */
export const distinct: Handler = ({ storage, catalog }, command) => {
  const path = command.body.key;
  if (typeof path !== 'string') throw wrongType('distinct.key', 'string');
  const query = queryFor(documentArgument(command.body, 'query'));
  const values = new Map<string, unknown>();
  for (const hit of findAll(storage, catalog.forReading(namespaceOf(command)), query))
    addValues(decode(hit.bytes), path, values);
  const sorted = [...values.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
  return encode({ values: sorted, ok: 1 });
};

function addValues(document: Document, path: string, values: Map<string, unknown>): void {
  for (const value of valuesAt(document, path).flatMap((found) => (Array.isArray(found) ? found : [found]))) {
    if (value === undefined) continue;
    const key = sortableBytes(value).toString('latin1');
    if (!values.has(key)) values.set(key, value);
  }
}
