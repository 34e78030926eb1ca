import { UUID } from 'bson';
import { type Document, decode, encode } from './document.ts';
import { StoreError } from './errors.ts';
import { type Index, type IndexRecord, openIndex } from './index-definition.ts';

/** A collection with its indexes; replaced as a whole whenever something about it changes. */
export interface Collection {
  readonly database: string;
  readonly name: string;
  /** `database.name`, as MongoDB writes it. */
  readonly namespace: string;
  readonly space: number;
  readonly uuid: UUID;
  readonly indexes: readonly Index[];
}

/** True for a name MongoDB takes for a database; `$external` is where logins are looked up. */
export function isDatabaseName(name: string): boolean {
  return name === '$external' || (name !== '' && name.length <= 63 && !/[/\\. "$*<>:|?\0]/.test(name));
}

/** @throws StoreError 73 on a name MongoDB refuses */
export function checkName(database: string, name: string): void {
  const badDatabase = !isDatabaseName(database);
  const badName =
    name === '' || name.includes('$') || name.includes('\0') || name.startsWith('.') || name.startsWith('system.');
  if (badDatabase || badName || Buffer.byteLength(`${database}.${name}`) > 255) {
    throw new StoreError(73, `Invalid namespace specified '${database}.${name}'`);
  }
}

/** The record under `collectionKey`. */
export function encodeCollection(collection: Collection): Buffer {
  return encode({
    database: collection.database,
    name: collection.name,
    space: collection.space,
    uuid: collection.uuid,
    indexes: collection.indexes.map((index) => index.record),
  });
}

/** What `encodeCollection` wrote. */
export function decodeCollection(bytes: Buffer): Collection {
  const stored = decode(bytes) as Document & {
    database: string;
    name: string;
    space: number;
    uuid: { buffer: Uint8Array };
    indexes: IndexRecord[];
  };
  return {
    database: stored.database,
    name: stored.name,
    namespace: `${stored.database}.${stored.name}`,
    space: stored.space,
    uuid: new UUID(stored.uuid.buffer),
    indexes: stored.indexes.map(openIndex),
  };
}
