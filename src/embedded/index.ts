export { type OpenFault, StoreOpenError } from './errors.ts';
export { type EmbeddedStore, type EmbeddedStoreOptions, startEmbeddedStore } from './server.ts';
