import { readCollections } from './catalog.ts';
import { withReader } from './read-store.ts';
import type { Reader } from './storage.ts';
import { type VerifyFault, verifyCollection } from './verify-collection.ts';

/** What was looked at and what is wrong; no faults means every document and index entry fits. */
interface VerifyReport {
  readonly collections: number;
  readonly documents: number;
  readonly faults: readonly VerifyFault[];
}

/** Checks a whole store, also beside a running bot. @throws StoreOpenError when it cannot be opened or a page cannot be read */
export function verifyStore(dataDir: string): Promise<VerifyReport> {
  const verify = (reader: Reader): VerifyReport => {
    const collections = [...readCollections(reader).values()];
    const checked = collections.map((collection) => verifyCollection(reader, collection));
    return {
      collections: collections.length,
      documents: checked.reduce((total, { documents }) => total + documents, 0),
      faults: checked.flatMap(({ faults }) => faults),
    };
  };
  return withReader(dataDir, verify);
}
