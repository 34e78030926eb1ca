import { flagArgument } from './command.ts';
import { asNumber, type Document, encode, isPlainObject, isTruthy } from './document.ts';
import { StoreError } from './errors.ts';
import { compileFilter } from './filter.ts';
import { isOperatorObject } from './filter-values.ts';
import type { IndexRecord } from './index-definition.ts';

/** What a client asks for: an index without its key space. */
export type IndexRequest = Omit<IndexRecord, 'space' | 'multikey'>;

const knownOptions = new Set([
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'background',
  'ns',
  'dropDups',
]);
const maxFields = 32;
const maxExpireSeconds = 2147483647;

/**
 * Reads one element of `createIndexes`. @returns undefined for the index on _id, which every collection has
 * @throws StoreError 67 or 197 on what MongoDB or this store refuses
 */
export function indexRequest(spec: Document): IndexRequest | undefined {
  const { key, name } = spec;
  if (!isPlainObject(key)) throw new StoreError(9, "The 'key' field is a required property of an index specification");
  const fields = Object.entries(key);
  if (fields.length === 0 || fields.length > maxFields)
    throw new StoreError(67, 'Index keys must have 1 to 32 fields.');
  for (const [path, direction] of fields) checkField(path, direction);
  if (fields.length === 1 && fields[0]?.[0] === '_id') return idIndex(spec, fields[0][1]);
  if (typeof name !== 'string' || name === '')
    throw new StoreError(9, "The 'name' field is a required property of an index specification");
  for (const option of Object.keys(spec)) checkOption(option, spec[option]);
  const partial = partialFilter(spec);
  const expireAfterSeconds = expiry(spec, fields.length);
  return {
    name,
    key: Object.fromEntries(fields.map(([path, direction]) => [path, asNumber(direction)])),
    unique: flagArgument(spec, 'unique'),
    sparse: flagArgument(spec, 'sparse'),
    ...(partial === undefined ? {} : { partialFilterExpression: partial }),
    ...(expireAfterSeconds === undefined ? {} : { expireAfterSeconds }),
  };
}

/** The index on _id is there already and has no options. */
function idIndex(spec: Document, direction: unknown): undefined {
  if (asNumber(direction) !== 1) throw new StoreError(2, "The field 'key' for an _id index must be {_id: 1}");
  for (const option of Object.keys(spec))
    if (!['v', 'key', 'name', 'ns', 'background'].includes(option))
      throw new StoreError(197, `The field '${option}' is not valid for an _id index specification.`);
}

function checkField(path: string, direction: unknown): void {
  if (typeof direction === 'string')
    throw new StoreError(67, `Index type '${direction}' is not supported by the embedded store`);
  const number = asNumber(direction);
  if (number === undefined || number === 0 || Number.isNaN(number))
    throw new StoreError(67, 'Values in the index key pattern must not be 0 or other than numbers.');
  if (path === '' || path.startsWith('.') || path.endsWith('.') || path.includes('..'))
    throw new StoreError(67, 'Index keys cannot contain an empty field.');
  if (path.startsWith('$') || path.includes('.$'))
    throw new StoreError(67, `Index key contains an illegal field name: '${path}'`);
}

function checkOption(option: string, value: unknown): void {
  if (option === 'collation' && isPlainObject(value) && value.locale === 'simple') return;
  if (option === 'v' && ![1, 2].includes(asNumber(value) ?? 0))
    throw new StoreError(67, `Invalid index specification; cannot create an index with v=${String(value)}`);
  if (!knownOptions.has(option))
    throw new StoreError(197, `The field '${option}' is not valid for an index specification of the embedded store`);
}

function partialFilter(spec: Document): Document | undefined {
  const filter = spec.partialFilterExpression;
  if (filter === undefined) return undefined;
  if (!isPlainObject(filter)) throw new StoreError(67, "The field 'partialFilterExpression' must be an object");
  if (flagArgument(spec, 'sparse'))
    throw new StoreError(67, 'cannot mix "partialFilterExpression" and "sparse" options');
  compileFilter(filter);
  checkPartial(filter);
  return filter;
}

const partialOperators = new Set(['$eq', '$in', '$gt', '$gte', '$lt', '$lte', '$exists', '$type']);

/** What a server takes in the filter of a partial index. @throws StoreError 67 */
function checkPartial(filter: Document): void {
  for (const [name, condition] of Object.entries(filter)) {
    if ((name === '$and' || name === '$or') && Array.isArray(condition)) {
      for (const part of condition) if (isPlainObject(part)) checkPartial(part);
    } else if (name.startsWith('$')) throw notInPartial(name);
    else if (isOperatorObject(condition)) {
      for (const [operator, argument] of Object.entries(condition))
        if (!partialOperators.has(operator) || (operator === '$exists' && !isTruthy(argument)))
          throw notInPartial(`${name}: ${operator}`);
    }
  }
}

function notInPartial(what: string): StoreError {
  return new StoreError(67, `Expression not supported in partial index: ${what}`);
}

function expiry(spec: Document, fields: number): number | undefined {
  const value = spec.expireAfterSeconds;
  return value === undefined ? undefined : checkedExpiry(asNumber(value), fields);
}

/** Seconds of a TTL index. @throws StoreError 67 when they are out of range or the index has several fields */
function checkedExpiry(seconds: number | undefined, fields: number): number {
  if (seconds === undefined || Number.isNaN(seconds) || seconds < 0 || seconds > maxExpireSeconds) {
    throw new StoreError(67, "TTL index 'expireAfterSeconds' must be a number from 0 to 2147483647");
  }
  if (fields !== 1)
    throw new StoreError(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL.');
  return Math.trunc(seconds);
}

/**
 * Compares a wanted index with an existing one. Two are one index when fields, uniqueness, sparseness and filter are the same.
 * @returns `same`, an error when both cannot be, or undefined when unrelated
 */
export function conflictWith(existing: IndexRequest, wanted: IndexRequest): 'same' | StoreError | undefined {
  const sameName = existing.name === wanted.name;
  const isOne = encode(signatureOf(existing)).equals(encode(signatureOf(wanted)));
  if (!isOne && !sameName) return undefined;
  if (!isOne) {
    const message = `An existing index has the same name as the requested index. Requested index: ${wanted.name}`;
    return new StoreError(86, message);
  }
  if (!sameName) return new StoreError(85, `Index already exists with a different name: ${existing.name}`);
  if (existing.expireAfterSeconds === wanted.expireAfterSeconds) return 'same';
  return new StoreError(
    85,
    `An equivalent index already exists with the same name but different options: ${wanted.name}`,
  );
}

function signatureOf({ key, unique, sparse, partialFilterExpression }: IndexRequest): Document {
  return { key, unique, sparse, partial: partialFilterExpression ?? null };
}
