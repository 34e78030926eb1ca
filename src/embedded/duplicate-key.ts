import type { Collection } from './collection.ts';
import { decode } from './document.ts';
import { StoreError } from './errors.ts';
import type { Index } from './index-definition.ts';
import { valuesAt } from './paths.ts';

/** MongoDB's duplicate key error, with the parts that the driver and mongoose read. */
export function duplicateKey(collection: Collection, index: Index | undefined, bytes: Buffer): StoreError {
  const document = decode(bytes);
  const keyPattern = index?.record.key ?? { _id: 1 };
  const keyValue = Object.fromEntries(
    Object.keys(keyPattern).map((path) => {
      const values = valuesAt(document, path);
      return [path, values[0] === undefined ? null : values[0]];
    }),
  );
  const shown = Object.entries(keyValue).map(([path, value]) => `${path}: ${JSON.stringify(value)}`);
  const message = `E11000 duplicate key error collection: ${collection.namespace} index: ${index?.record.name ?? '_id_'} dup key: { ${shown.join(', ')} }`;
  return new StoreError(11000, message, { keyPattern, keyValue });
}
