import type { Command } from './command.ts';
import { asNumber, type Document, isPlainObject } from './document.ts';
import { StoreError } from './errors.ts';

/** Fields any command may carry. None changes what it does: one standalone server answers every read from the last commit. */
export const generalFields: readonly string[] = [
  '$db',
  'lsid',
  '$clusterTime',
  '$readPreference',
  'readConcern',
  'writeConcern',
  'maxTimeMS',
  'comment',
];

/** Fields that a server knows and this store does not offer. */
const notOffered = new Set([
  'collation',
  'let',
  'explain',
  'min',
  'max',
  'returnKey',
  'showRecordId',
  'tailable',
  'awaitData',
  'noCursorTimeout',
  'oplogReplay',
  'capped',
  'size',
  'timeseries',
  'expireAfterSeconds',
  'clusteredIndex',
  'changeStreamPreAndPostImages',
  'validator',
  'validationLevel',
  'validationAction',
  'viewOn',
  'pipeline',
  'indexOptionDefaults',
  'storageEngine',
  'encryptedFields',
  'commitQuorum',
]);

/**
 * Refuses what the command would otherwise ignore: misspelt fields, and options that are not offered.
 * @param path - the command, or the list in it that `holder` is an element of, for the message
 * @throws StoreError 40415 on a field no server knows, 72 on one that is not offered here
 */
export function refuseOtherFields(path: string, holder: Document, known: ReadonlySet<string>): void {
  for (const [name, value] of Object.entries(holder)) {
    if (known.has(name) || (name === 'collation' && isSimpleCollation(value))) continue;
    if (notOffered.has(name))
      throw new StoreError(72, `option '${name}' of ${path} is not supported by the embedded store`);
    throw new StoreError(40415, `BSON field '${path}.${name}' is an unknown field.`);
  }
}

function isSimpleCollation(value: unknown): boolean {
  return isPlainObject(value) && Object.keys(value).every((name) => name === 'locale' && value.locale === 'simple');
}

/**
 * The same for a whole command, with the fields any command may carry checked as a standalone server does.
 * @throws StoreError 20 inside a transaction or for a retryable write, 2, 9 and 123 on concerns that only a replica set can fulfil
 */
export function checkCommandFields({ name, body, sequences }: Command, known: ReadonlySet<string>): void {
  for (const field of ['txnNumber', 'startTransaction', 'autocommit'])
    if (body[field] !== undefined)
      throw new StoreError(20, 'Transaction numbers are only allowed on a replica set member or mongos');
  checkReadConcern(body.readConcern);
  checkWriteConcern(body.writeConcern);
  refuseOtherFields(name, body, known);
  if (sequences.size > 0) refuseOtherFields(name, Object.fromEntries(sequences), known);
}

function checkReadConcern(concern: unknown): void {
  if (concern === undefined) return;
  const { level, ...others } = isPlainObject(concern) ? concern : {};
  if (
    Object.keys(others).length === 0 &&
    (level === undefined || ['local', 'available', 'majority'].includes(`${level}`))
  )
    return;
  throw new StoreError(123, `node needs to be a replica set member to use readConcern ${JSON.stringify(concern)}`);
}

function checkWriteConcern(concern: unknown): void {
  if (concern === undefined) return;
  const { w, j: _journal, wtimeout: _time, ...others } = isPlainObject(concern) ? concern : { concern };
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new StoreError(9, `unrecognized write concern field: ${unknown}`);
  if (w === undefined || w === 'majority' || [0, 1].includes(asNumber(w) ?? -1)) return;
  throw new StoreError(2, `cannot use 'w' of ${JSON.stringify(w)} when a host is not replicated`);
}
