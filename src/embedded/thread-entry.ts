import { parentPort, workerData } from 'node:worker_threads';
import { StoreOpenError } from './errors.ts';
import { gathered } from './gathered.ts';
import { startStoreServer } from './server.ts';
import type { ThreadNews, ThreadRequest } from './thread.ts';

// The thread that `startStoreThread` starts: it serves the store until it is told to close it.
const tell = (news: ThreadNews) => parentPort?.postMessage(news);
// A tick comes when all that can be answered without waiting is: reads do not wait for a write that is due.
const answer = gathered(process.nextTick, (replies: Uint8Array[]) => parentPort?.postMessage(replies));
const { dataDir, durable } = workerData as { dataDir: string; durable: boolean };

try {
  const store = await startStoreServer({ dataDir, durable, log: (...told) => tell({ kind: 'log', told }) });
  parentPort?.on('message', (asked: ThreadRequest) => {
    if (asked === 'close') void store.close().then(() => parentPort?.close());
    // A copy: small buffers share their memory with others, and all of it would be handed over.
    else for (const message of asked) void store.answer(message).then((reply) => answer(new Uint8Array(reply)));
  });
  tell({ kind: 'open', uri: store.uri });
} catch (error) {
  const [fault, advice] =
    error instanceof StoreOpenError
      ? [error.code, error.advice]
      : [undefined, error instanceof Error ? (error.stack ?? '') : String(error)];
  tell({ kind: 'refused', fault, advice });
}
