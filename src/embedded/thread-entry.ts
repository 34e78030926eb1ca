import { parentPort, workerData } from 'node:worker_threads';
import { StoreOpenError } from './errors.ts';
import { gathered } from './gathered.ts';
import { joined, parted } from './joined-messages.ts';
import { startStoreServer } from './server.ts';
import type { ThreadNews, ThreadRequest } from './thread.ts';

// The thread that `startStoreThread` starts: it serves the store until it is told to close it.
const tell = (news: ThreadNews) => parentPort?.postMessage(news);
// A tick comes when all that can be answered without waiting is: reads do not wait for a write that is due.
const answer = gathered(process.nextTick, (replies: Uint8Array[]) => {
  const bytes = joined(replies);
  parentPort?.postMessage(bytes, [bytes.buffer]);
});
const { dataDir, durable } = workerData as { dataDir: string; durable: boolean };

try {
  const store = await startStoreServer({ dataDir, durable, log: (...told) => tell({ kind: 'log', told }) });
  parentPort?.on('message', (asked: ThreadRequest) => {
    if (asked === 'close') void store.close().then(() => parentPort?.close());
    else for (const message of parted(asked)) void store.answer(message).then(answer);
  });
  tell({ kind: 'open', uri: store.uri });
} catch (error) {
  const [fault, advice] =
    error instanceof StoreOpenError
      ? [error.code, error.advice]
      : [undefined, error instanceof Error ? (error.stack ?? '') : String(error)];
  tell({ kind: 'refused', fault, advice });
}
