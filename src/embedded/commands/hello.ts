import { Long } from 'bson';
import { maxDocumentBytes } from '../check-document.ts';
import { maxWriteBatch } from '../command.ts';
import type { Handler } from '../store.ts';
import { maxMessageBytes } from '../wire.ts';

/** The MongoDB version whose wire protocol and error codes this store follows. */
const mongoVersion = '7.0.0';

/**
 * `hello` and its older names. It says "standalone without sessions", so that the driver sends neither session ids nor
 * retryable writes nor transactions.
 */
export const hello: Handler = ({ clock }, command) => ({
  helloOk: true,
  ...(command.name === 'hello' ? { isWritablePrimary: true } : { ismaster: true }),
  maxBsonObjectSize: maxDocumentBytes,
  maxMessageSizeBytes: maxMessageBytes,
  maxWriteBatchSize: maxWriteBatch,
  localTime: clock.now(),
  minWireVersion: 0,
  maxWireVersion: 21,
  readOnly: false,
  ok: 1,
});

/** `ping`. */
export const ping: Handler = () => ({ ok: 1 });

/** `buildInfo`. */
export const buildInfo: Handler = () => ({
  version: mongoVersion,
  versionArray: [7, 0, 0, 0],
  gitVersion: 'embedded',
  modules: ['embedded'],
  maxBsonObjectSize: maxDocumentBytes,
  ok: 1,
});

/** `connectionStatus`: there are no users. */
export const connectionStatus: Handler = () => ({
  authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] },
  ok: 1,
});

/** `endSessions`: there are none, so there is nothing to end. */
export const endSessions: Handler = () => ({ ok: 1 });

/** `serverStatus`: what monitoring reads; only what is really measured. */
export const serverStatus: Handler = ({ clock, counters, cursors, storage }) => {
  const uptimeMs = clock.now().getTime() - counters.startedAt.getTime();
  return {
    host: 'embedded',
    version: mongoVersion,
    process: 'embedded store',
    pid: Long.fromNumber(process.pid),
    uptime: Math.floor(uptimeMs / 1000),
    uptimeMillis: Long.fromNumber(uptimeMs),
    localTime: clock.now(),
    connections: { current: counters.connections },
    metrics: { cursor: { open: { total: Long.fromNumber(cursors.size) } } },
    network: { numRequests: Long.fromNumber(counters.commands) },
    mem: { resident: Math.round(process.memoryUsage.rss() / 1048576) },
    storageEngine: { name: 'lmdb', persistent: true, dataBytes: Long.fromNumber(storage.stats().bytes) },
    ok: 1,
  };
};
