import { ObjectId } from 'bson';
import { checkDocument, checkSize, maxDocumentBytes } from './check-document.ts';
import type { Collection } from './collection.ts';
import { type Document, decode, encode } from './document.ts';
import type { Hit } from './scan.ts';
import type { Store } from './store.ts';
import { withIdFirst } from './stored-form.ts';
import type { Update } from './update.ts';

/** Applies an update to one document. @returns the document afterwards, the same buffer when nothing changed */
export function updateHit(store: Store, namespace: string, hit: Hit, update: Update): Buffer {
  const after = update.apply(hit.bytes);
  const collection = store.catalog.forWriting(namespace);
  if (after === hit.bytes || collection === undefined || after.equals(hit.bytes)) return hit.bytes;
  if (update.isFlat) checkSize(after.length, maxDocumentBytes);
  else checkDocument(after);
  store.documents.replace(collection, hit, after, update.touched);
  return after;
}

/** Inserts what an upsert makes. @returns the document as stored */
export function upsert(store: Store, collection: Collection, update: Update): Buffer {
  const bytes = withIdFirst(encode(update.insertable()), () => new ObjectId());
  checkDocument(bytes);
  store.documents.insert(collection, bytes);
  return bytes;
}

/** The _id of a stored document, decoded. */
export function idOf(bytes: Buffer): unknown {
  const { _id: id }: Document = decode(bytes);
  return id;
}
