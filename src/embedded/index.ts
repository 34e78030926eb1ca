export { StoreOpenError } from './errors.ts';
export { hasStore } from './open-store.ts';
export { runningStoreUri } from './owner.ts';
export { requireStore } from './read-store.ts';
export { type EmbeddedStore, type EmbeddedStoreOptions, startEmbeddedStore } from './server.ts';
export type { Log as StoreLog } from './store.ts';
export { startStoreThread } from './thread.ts';
