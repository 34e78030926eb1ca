import type { Document } from '../../src/embedded/document.ts';
import type { World } from './world.ts';

type Collection = ReturnType<World['db']['collection']>;
type Operation = (collection: Collection, given: Document) => Promise<unknown>;

/** What the CRUD specification calls each operation, on the driver. */
export const crudOperations: Readonly<Record<string, Operation>> = {
  find: (collection, { filter = {}, ...options }) => collection.find(filter as Document, options).toArray(),
  aggregate: (collection, { pipeline, ...options }) => collection.aggregate(pipeline as Document[], options).toArray(),
  count: (collection, { filter = {}, ...options }) => collection.countDocuments(filter as Document, options),
  countDocuments: (collection, { filter = {}, ...options }) => collection.countDocuments(filter as Document, options),
  estimatedDocumentCount: (collection, options) => collection.estimatedDocumentCount(options),
  distinct: (collection, { fieldName, filter = {}, ...options }) =>
    collection.distinct(String(fieldName), filter as Document, options as never),
  insertOne: (collection, { document, ...options }) => collection.insertOne({ ...(document as Document) }, options),
  insertMany: (collection, { documents, options, ...more }) =>
    collection.insertMany(
      (documents as Document[]).map((one) => ({ ...one })),
      { ...(options as Document), ...more },
    ),
  deleteOne: (collection, { filter, ...options }) => collection.deleteOne(filter as Document, options),
  deleteMany: (collection, { filter, ...options }) => collection.deleteMany(filter as Document, options),
  updateOne: (collection, { filter, update, ...options }) =>
    collection.updateOne(filter as Document, update as Document, options),
  updateMany: (collection, { filter, update, ...options }) =>
    collection.updateMany(filter as Document, update as Document, options),
  replaceOne: (collection, { filter, replacement, ...options }) =>
    collection.replaceOne(filter as Document, replacement as Document, options),
  findOneAndDelete: (collection, { filter, ...options }) => collection.findOneAndDelete(filter as Document, options),
  findOneAndUpdate: (collection, { filter, update, ...options }) =>
    collection.findOneAndUpdate(filter as Document, update as Document, inDriver(options)),
  findOneAndReplace: (collection, { filter, replacement, ...options }) =>
    collection.findOneAndReplace(filter as Document, replacement as Document, inDriver(options)),
  bulkWrite: (collection, { requests, options, ...more }) =>
    collection.bulkWrite((requests as Document[]).map(bulkRequest) as never, { ...(options as Document), ...more }),
};

function inDriver({ returnDocument, ...options }: Document): Document {
  return {
    ...options,
    ...(returnDocument === undefined ? {} : { returnDocument: String(returnDocument).toLowerCase() }),
  };
}

/** Older files name the operation and its arguments apart, newer ones as the driver does. */
function bulkRequest(request: Document): Document {
  return typeof request.name === 'string' ? { [request.name]: request.arguments } : request;
}
