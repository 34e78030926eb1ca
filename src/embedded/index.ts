export { type BackupManifest, backupStore, restoreStore } from './backup.ts';
export { dumpStore } from './dump.ts';
export {
  batchesOf,
  type DumpedCollection,
  type DumpFile,
  type DumpSource,
  documentsOf,
  readDump,
  writeDump,
} from './dump-files.ts';
export { type OpenFault, StoreOpenError } from './errors.ts';
export { exactDocument } from './exact-document.ts';
export { type LoadedCollection, loadStore } from './load.ts';
export { type EmbeddedStore, type EmbeddedStoreOptions, startEmbeddedStore } from './server.ts';
export type { Log as StoreLog } from './store.ts';
export { startStoreThread, type ThreadStoreOptions } from './thread.ts';
export type { VerifyFault } from './verify.ts';
export { type VerifyReport, verifyStore } from './verify-store.ts';
