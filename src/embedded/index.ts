export { StoreOpenError } from './errors.ts';
export { runningStoreUri } from './owner.ts';
export { type EmbeddedStore, type EmbeddedStoreOptions, startEmbeddedStore } from './server.ts';
export type { Log as StoreLog } from './store.ts';
export { startStoreThread } from './thread.ts';
