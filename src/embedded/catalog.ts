import { randomUUID } from 'node:crypto';
import { UUID } from 'bson';
import { type Collection, checkName, decodeCollection, encodeCollection } from './collection.ts';
import { type Index, type IndexRecord, openIndex } from './index-definition.ts';
import { collectionKey, countKey, droppedKey, nextSpaceKey, systemRange, uint32 } from './layout.ts';
import type { Reader, Storage } from './storage.ts';
import type { WriteHooks } from './write-groups.ts';

type Collections = ReadonlyMap<string, Collection>;

/**
 * Which collections and indexes exist. Writers see their own changes at once (`draft`), readers once they are committed
 * (`published`), so that neither meets an index whose entries it cannot see.
 */
export class Catalog implements WriteHooks {
  readonly #storage: Storage;
  #draft: Collections;
  #published: Collections;
  #nextSpace: number;
  readonly #counts = new Map<number, number>();

  constructor(storage: Storage) {
    this.#storage = storage;
    this.#published = readCollections(storage);
    this.#draft = this.#published;
    this.#nextSpace = storage.get(nextSpaceKey)?.readUInt32BE() ?? 1;
  }

  /** The collection as writers see it; only inside a write. */
  forWriting(namespace: string): Collection | undefined {
    return this.#draft.get(namespace);
  }

  /** The collection as readers see it. */
  forReading(namespace: string): Collection | undefined {
    return this.#published.get(namespace);
  }

  /** Every collection readers see, by namespace. */
  all(): Collection[] {
    return [...this.#published.values()].sort((a, b) => (a.namespace < b.namespace ? -1 : 1));
  }

  /** Every collection writers see; only inside a write. */
  allForWriting(): Collection[] {
    return [...this.#draft.values()];
  }

  /** The collection, made if it does not exist; only inside a write. @throws StoreError 73 on a name MongoDB refuses */
  ensure(database: string, name: string): Collection {
    const existing = this.#draft.get(`${database}.${name}`);
    if (existing !== undefined) return existing;
    checkName(database, name);
    const namespace = `${database}.${name}`;
    const created = { database, name, namespace, space: this.#takeSpace(), uuid: new UUID(randomUUID()), indexes: [] };
    this.save(created);
    return created;
  }

  /** Stores a collection in place of the one of the same namespace; only inside a write. */
  save(collection: Collection): void {
    this.#storage.put(collectionKey(collection.namespace), encodeCollection(collection));
    this.#draft = new Map(this.#draft).set(collection.namespace, collection);
  }

  /** Takes a collection out of the catalog; its spaces are emptied later. Only inside a write. */
  remove(collection: Collection): void {
    this.#storage.remove(collectionKey(collection.namespace));
    this.#storage.remove(countKey(collection.space));
    this.#counts.delete(collection.space);
    for (const space of [collection.space, ...collection.indexes.map((index) => index.record.space)])
      this.dropSpace(space);
    const remaining = new Map(this.#draft);
    remaining.delete(collection.namespace);
    this.#draft = remaining;
  }

  /** Marks a key space as dropped; only inside a write. */
  dropSpace(space: number): void {
    this.#storage.put(droppedKey(space), Buffer.from([1]));
  }

  /** Makes an index from its definition and gives it a key space; only inside a write. */
  newIndex(record: Omit<IndexRecord, 'space' | 'multikey'>): Index {
    return openIndex({ ...record, space: this.#takeSpace(), multikey: false });
  }

  /** Notes that an index now holds several entries for one document; only inside a write. */
  markMultikey(collection: Collection, indexes: ReadonlySet<number>): Collection {
    const changed = collection.indexes.map((index) =>
      indexes.has(index.record.space) ? openIndex({ ...index.record, multikey: true }) : index,
    );
    const saved = { ...collection, indexes: changed };
    this.save(saved);
    return saved;
  }

  /** Adds to the number of documents; only inside a write. */
  addToCount(collection: Collection, difference: number): void {
    const before = this.#counts.get(collection.space) ?? this.count(collection);
    this.#counts.set(collection.space, before + difference);
  }

  /** The number of documents of a collection. */
  count(collection: Collection): number {
    return readCount(this.#storage, collection);
  }

  beforeCommit(): void {
    for (const [space, count] of this.#counts) {
      const value = Buffer.allocUnsafe(8);
      value.writeBigUInt64BE(BigInt(count));
      this.#storage.put(countKey(space), value);
    }
    this.#counts.clear();
  }

  snapshot(): Collections {
    return this.#draft;
  }

  committed(snapshot: Collections): void {
    this.#published = snapshot;
  }

  aborted(): void {
    this.#draft = this.#published;
    this.#counts.clear();
    this.#nextSpace = this.#storage.get(nextSpaceKey)?.readUInt32BE() ?? 1;
  }

  #takeSpace(): number {
    const space = this.#nextSpace++;
    this.#storage.put(nextSpaceKey, uint32(this.#nextSpace));
    return space;
  }
}

/** The collections of one state of the data, by namespace. */
export function readCollections(reader: Reader): ReadonlyMap<string, Collection> {
  const entries = reader.entries(systemRange('c'), Number.MAX_SAFE_INTEGER, false);
  return new Map(entries.map(({ value }) => decodeCollection(value)).map((loaded) => [loaded.namespace, loaded]));
}

/** The number of documents of a collection in one state of the data. */
export function readCount(reader: Reader, collection: Collection): number {
  return Number(reader.get(countKey(collection.space))?.readBigUInt64BE() ?? 0n);
}
