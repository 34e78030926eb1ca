import { Long } from 'bson';
import type { Collection } from '../collection.ts';
import { collectionName, countArgument, documentArgument, flagArgument, namespaceOf } from '../command.ts';
import { listSource } from '../cursors.ts';
import { type Document, encode } from '../document.ts';
import { StoreError } from '../errors.ts';
import { compileFilter } from '../filter.ts';
import type { Handler } from '../store.ts';

/** `create`: makes an empty collection. */
export const create: Handler = ({ storage, catalog }, command) => {
  const name = collectionName(command);
  return storage.write(() => {
    if (catalog.forWriting(namespaceOf(command)) !== undefined) {
      throw new StoreError(48, `Collection ${namespaceOf(command)} already exists.`);
    }
    catalog.ensure(command.database, name);
    return { ok: 1 };
  });
};

/** `drop`: removes a collection with its indexes; the space is freed afterwards. */
export const drop: Handler = ({ storage, catalog }, command) => {
  const namespace = namespaceOf(command);
  return storage.write(() => {
    const collection = catalog.forWriting(namespace);
    if (collection === undefined) return { ok: 1 };
    catalog.remove(collection);
    return { nIndexesWas: collection.indexes.length + 1, ns: namespace, ok: 1 };
  });
};

/** `dropDatabase`: removes every collection of a database. */
export const dropDatabase: Handler = ({ storage, catalog }, command) =>
  storage.write(() => {
    for (const collection of catalog.allForWriting())
      if (collection.database === command.database) catalog.remove(collection);
    return { dropped: command.database, ok: 1 };
  });

/** `listCollections`: names and options, filtered like documents. */
export const listCollections: Handler = ({ catalog, cursors }, command) => {
  const matches = compileFilter(documentArgument(command.body, 'filter'));
  const nameOnly = flagArgument(command.body, 'nameOnly');
  const own = catalog.all().filter((collection) => collection.database === command.database);
  const shown = own.map((collection) => shownCollection(collection)).filter((entry) => matches(entry));
  const documents = shown.map((entry) => encode(nameOnly ? { name: entry.name, type: 'collection' } : entry));
  const batchSize = countArgument(documentArgument(command.body, 'cursor'), 'batchSize');
  return cursors.first(`${command.database}.$cmd.listCollections`, listSource(documents), batchSize, false);
};

function shownCollection(collection: Collection): Document {
  return {
    name: collection.name,
    type: 'collection',
    options: {},
    info: { readOnly: false, uuid: collection.uuid },
    idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
  };
}

/** `listDatabases`: every database that has a collection. */
export const listDatabases: Handler = (store, command) => {
  const names = [...new Set(store.catalog.all().map((collection) => collection.database))];
  const matches = compileFilter(documentArgument(command.body, 'filter'));
  const databases = names
    .map((name) => ({ name, sizeOnDisk: Long.fromNumber(0), empty: false }))
    .filter((one) => matches(one));
  if (flagArgument(command.body, 'nameOnly')) return { databases: databases.map(({ name }) => ({ name })), ok: 1 };
  const totalSize = Long.fromNumber(store.storage.stats().bytes);
  return { databases, totalSize, ok: 1 };
};
