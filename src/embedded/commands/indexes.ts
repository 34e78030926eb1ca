import type { Collection } from '../collection.ts';
import {
  type Command,
  collectionName,
  countArgument,
  decodedDocuments,
  documentArgument,
  namespaceOf,
  wrongType,
} from '../command.ts';
import { listSource } from '../cursors.ts';
import { encode, isPlainObject } from '../document.ts';
import { StoreError } from '../errors.ts';
import { buildIndex } from '../index-build.ts';
import { type Index, shownIndex } from '../index-definition.ts';
import { conflictWith, type IndexRequest, indexRequest } from '../index-request.ts';
import { clearSpace } from '../key-spaces.ts';
import type { Handler, Store } from '../store.ts';

/** `createIndexes`: builds the indexes that do not exist yet, all of one command or none. */
export const createIndexes: Handler = (store, command) => {
  const requests = decodedDocuments(command, 'indexes').map(indexRequest);
  if (requests.length === 0) throw new StoreError(2, 'Must specify at least one index to create');
  const name = collectionName(command);
  const namespace = namespaceOf(command);
  return store.storage.write(() => {
    const existed = store.catalog.forWriting(namespace);
    const numIndexesBefore = (existed?.indexes.length ?? 0) + 1;
    const wanted: IndexRequest[] = [];
    for (const request of requests) if (request !== undefined && isNew(existed, wanted, request)) wanted.push(request);
    const collection = existed ?? store.catalog.ensure(command.database, name);
    const numIndexesAfter = numIndexesBefore + addIndexes(store, collection, wanted);
    const note = wanted.length === 0 ? { note: 'all indexes already exist' } : {};
    return { numIndexesBefore, numIndexesAfter, createdCollectionAutomatically: existed === undefined, ...note, ok: 1 };
  });
};

/** @throws StoreError 85 or 86 when it conflicts with one that exists or with one asked for by the same command */
function isNew(collection: Collection | undefined, wanted: readonly IndexRequest[], request: IndexRequest): boolean {
  for (const known of [...(collection?.indexes.map(({ record }) => record) ?? []), ...wanted]) {
    const conflict = conflictWith(known, request);
    if (conflict === 'same') return false;
    if (conflict !== undefined) throw conflict;
  }
  return true;
}

function addIndexes(store: Store, collection: Collection, wanted: readonly IndexRequest[]): number {
  const built: Index[] = [];
  try {
    for (const record of wanted) {
      const index = store.catalog.newIndex(record);
      built.push(buildIndex(store.storage, collection, index));
    }
  } catch (error) {
    for (const index of built) clearSpace(store.storage, index.record.space, Number.MAX_SAFE_INTEGER);
    throw error;
  }
  if (built.length > 0) store.catalog.save({ ...collection, indexes: [...collection.indexes, ...built] });
  return built.length;
}

/** `dropIndexes`: by name, by key pattern, a list of names, or `*` for all but the one on _id. */
export const dropIndexes: Handler = (store, command) => {
  const namespace = namespaceOf(command);
  return store.storage.write(() => {
    const collection = store.catalog.forWriting(namespace);
    if (collection === undefined) throw new StoreError(26, `ns not found ${namespace}`);
    const doomed = new Set(indexesNamed(collection, command).map((index) => index.record.space));
    for (const space of doomed) store.catalog.dropSpace(space);
    store.catalog.save({
      ...collection,
      indexes: collection.indexes.filter((index) => !doomed.has(index.record.space)),
    });
    return { nIndexesWas: collection.indexes.length + 1, ok: 1 };
  });
};

function indexesNamed(collection: Collection, command: Command): Index[] {
  const which = command.body.index;
  if (which === '*') return [...collection.indexes];
  const names = Array.isArray(which) ? which : [which];
  return names.map((wanted) => indexNamed(collection, wanted));
}

function indexNamed({ indexes }: Collection, wanted: unknown): Index {
  if (wanted === '_id_') throw new StoreError(72, 'cannot drop _id index');
  if (typeof wanted !== 'string' && !isPlainObject(wanted)) throw wrongType('dropIndexes.index', 'string');
  const found = indexes.filter(({ record }) =>
    typeof wanted === 'string' ? record.name === wanted : encode(record.key).equals(encode(wanted)),
  );
  const [only, another] = found;
  if (another !== undefined)
    throw new StoreError(
      181,
      `${found.length} indexes found for key: ${JSON.stringify(wanted)}, identify by name instead.`,
    );
  if (only === undefined) throw new StoreError(27, `index not found with name [${JSON.stringify(wanted)}]`);
  return only;
}

/** `listIndexes`: the definitions, the one on _id first. */
export const listIndexes: Handler = ({ catalog, cursors }, command) => {
  const namespace = namespaceOf(command);
  const collection = catalog.forReading(namespace);
  if (collection === undefined) throw new StoreError(26, `ns does not exist: ${namespace}`);
  const shown = [
    { v: 2, key: { _id: 1 }, name: '_id_' },
    ...collection.indexes.map((index) => shownIndex(index.record)),
  ];
  const batchSize = countArgument(documentArgument(command.body, 'cursor'), 'batchSize');
  return cursors.first(namespace, listSource(shown.map(encode)), batchSize, false);
};
