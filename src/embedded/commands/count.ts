import { countArgument, documentArgument, type Handler, namespaceOf, refuseCollation } from '../command.ts';
import { countMatching } from '../count.ts';
import { type Document, decode, encode } from '../document.ts';
import { StoreError } from '../errors.ts';
import { valuesAt } from '../paths.ts';
import { find, queryOf } from '../query.ts';
import { sortableBytes } from '../value-order.ts';

/** `count`: how many documents match. */
export const count: Handler = (store, command) => {
  const { body } = command;
  refuseCollation(body);
  const collection = store.catalog.forReading(namespaceOf(command));
  if (collection === undefined) return { n: 0, ok: 1 };
  const limit = Math.abs(countArgument(body, 'limit') ?? 0);
  const skip = countArgument(body, 'skip') ?? 0;
  const query = {
    ...queryOf({ ...body, sort: {} }, 'query'),
    skip,
    limit: limit === 0 ? Number.POSITIVE_INFINITY : limit,
  };
  return { n: countMatching(store, collection, query), ok: 1 };
};

/** `distinct`: the different values of a field, arrays by element. */
export const distinct: Handler = ({ storage, catalog }, command) => {
  const { body } = command;
  refuseCollation(body);
  const path = body.key;
  if (typeof path !== 'string')
    throw new StoreError(14, "BSON field 'distinct.key' is the wrong type, expected type 'string'");
  const collection = catalog.forReading(namespaceOf(command));
  const values = new Map<string, unknown>();
  if (collection !== undefined) {
    const query = {
      filter: documentArgument(body, 'query'),
      sort: [],
      skip: 0,
      limit: Number.POSITIVE_INFINITY,
      hint: body.hint,
    };
    const finder = find(storage, collection, query);
    for (let hit = finder.next(); hit !== undefined; hit = finder.next())
      addValues(hit.document ?? decode(hit.bytes), path, values);
  }
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
