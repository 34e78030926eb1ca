import { startThread } from '../own-thread.ts';
import { DirectClient } from './direct.ts';
import { type OpenFault, StoreOpenError } from './errors.ts';
import { gathered } from './gathered.ts';
import { joined, parted } from './joined-messages.ts';
import type { EmbeddedStore } from './server.ts';
import type { Log } from './store.ts';

/** What the thread tells whoever started it. */
export type ThreadNews =
  | { readonly kind: 'open'; readonly uri: string }
  | { readonly kind: 'refused'; readonly fault: OpenFault | undefined; readonly advice: string }
  | { readonly kind: 'log'; readonly told: Parameters<Log> };

/** What it is told: the messages of commands, joined, each of which it answers by a message, or that it shall end. */
export type ThreadRequest = Uint8Array | 'close';

/** How to start a store in a thread of its own. */
interface ThreadStoreOptions {
  /** Directory for the data; made when missing. One process at a time. */
  readonly dataDir: string;
  readonly log: Log;
  /** `false`: does not wait for the disk, so that a power cut may lose the last writes. */
  readonly durable: boolean;
  /** Called when the thread ends although nobody closed the store; nothing can be stored any more. */
  readonly died: (cause: Error) => void;
}

/** Half of what V8 would take: nearly all that a command leaves behind is garbage at once (docs/performance.md). */
const maxYoungGenerationSizeMb = 24;

/**
 * Starts the embedded store in a thread of its own, so that neither a flush nor a long scan holds up the bot's answers.
 * @throws StoreOpenError as `startEmbeddedStore`
 */
export function startStoreThread({ dataDir, durable, log, died }: ThreadStoreOptions): Promise<EmbeddedStore> {
  const options = { workerData: { dataDir, durable }, execArgv: [], resourceLimits: { maxYoungGenerationSizeMb } };
  const worker = startThread(import.meta.url, 'thread-entry', options);
  // To wake a thread costs more than most commands: what comes in one turn of the event loop goes over together.
  const send = gathered(setImmediate, (messages: Uint8Array[]) => {
    const bytes = joined(messages);
    worker.postMessage(bytes satisfies ThreadRequest, [bytes.buffer]);
  });
  const client = new DirectClient(send);
  return new Promise((resolve, reject) => {
    let close: Promise<void> | undefined;
    const ended = new Promise<void>((end) => worker.once('exit', () => end()));
    const fail = (cause: Error) => {
      client.end(cause);
      reject(cause);
      if (close === undefined) died(cause);
    };
    worker.on('error', fail);
    void ended.then(() => fail(new Error('the thread of the embedded store ended')));
    worker.on('message', (news: ThreadNews | Uint8Array) => {
      if (!('kind' in news)) for (const message of parted(news)) client.receive(message);
      else if (news.kind === 'log') log(...news.told);
      else if (news.kind === 'refused') {
        close = ended;
        reject(news.fault === undefined ? new Error(news.advice) : new StoreOpenError(news.fault, news.advice));
      } else {
        resolve({
          uri: news.uri,
          command: client.command,
          close: () => {
            if (close === undefined) setImmediate(() => worker.postMessage('close' satisfies ThreadRequest));
            close ??= ended;
            return close;
          },
        });
      }
    });
  });
}
