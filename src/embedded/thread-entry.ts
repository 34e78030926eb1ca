import { parentPort, workerData } from 'node:worker_threads';
import { StoreOpenError } from './errors.ts';
import { startEmbeddedStore } from './server.ts';
import type { ThreadNews } from './thread.ts';

// The thread that `startStoreThread` starts: it serves the store until it is told to close it.
const tell = (news: ThreadNews) => parentPort?.postMessage(news);
const { dataDir, durable } = workerData as { dataDir: string; durable: boolean };

try {
  const store = await startEmbeddedStore({ dataDir, durable, log: (...told) => tell({ kind: 'log', told }) });
  parentPort?.once('message', () => {
    parentPort?.close();
    void store.close();
  });
  tell({ kind: 'open', uri: store.uri });
} catch (error) {
  const [fault, advice] =
    error instanceof StoreOpenError
      ? [error.code, error.advice]
      : [undefined, error instanceof Error ? (error.stack ?? '') : String(error)];
  tell({ kind: 'refused', fault, advice });
}
