import type { Server, Socket } from 'node:net';
import { type Clock, systemClock } from '../clock.ts';
import { type Answer, serveConnection } from './connection.ts';
import { answerMessage, DirectClient, type DirectCommand, databaseName } from './direct.ts';
import { dispatch } from './dispatch.ts';
import { type Listener, listen, uriOf } from './listen.ts';
import { requirePassword } from './login.ts';
import { makeDataDirectory, openStore } from './open-store.ts';
import { claimOwnership } from './owner.ts';
import type { Log, Store } from './store.ts';
import { keepTidy } from './tidy.ts';

/** How to start the embedded store. */
export interface EmbeddedStoreOptions {
  /** Directory for the data; made when missing. One process at a time. */
  readonly dataDir: string;
  readonly clock?: Clock;
  readonly log?: Log;
  /** `false` does not wait for the disk: for tests in which nothing cuts the power. What is acknowledged may be lost then. */
  readonly durable?: boolean;
}

/** A running embedded store. */
export interface EmbeddedStore {
  /** Connection string for mongoose or the MongoDB driver. */
  readonly uri: string;
  readonly command: DirectCommand;
  /** Finishes and flushes what is under way, then closes connections and files. Safe to call twice. */
  close(): Promise<void>;
}

/** A running store as its own thread has it. */
interface StoreServer extends Omit<EmbeddedStore, 'command'> {
  /** Answers the message of one command with a message; see wire.ts. */
  answer(message: Uint8Array): Promise<Uint8Array>;
}

/**
 * Starts the embedded store: a server that speaks the MongoDB protocol on a local socket.
 * @throws StoreOpenError when the directory is in use, damaged, not writable, or of another layout
 */
export async function startEmbeddedStore(options: EmbeddedStoreOptions): Promise<EmbeddedStore> {
  const server = await startStoreServer(options);
  const client: DirectClient = new DirectClient(
    (message) => void server.answer(message).then((reply) => client.receive(reply)),
  );
  const close = async () => {
    await server.close();
    client.end(new Error('the embedded store is closed'));
  };
  return { uri: server.uri, command: client.command, close };
}

/** @throws StoreOpenError as `startEmbeddedStore` */
export async function startStoreServer(options: EmbeddedStoreOptions): Promise<StoreServer> {
  const { dataDir, clock = systemClock, log = () => undefined, durable = true } = options;
  makeDataDirectory(dataDir);
  const clients = new Clients();
  const listener = await listen(dataDir, (socket) => clients.add(socket));
  clients.password = listener.password;
  try {
    await claimOwnership(dataDir, listener.address);
    const store = await openStore(dataDir, clock, log, durable);
    clients.serve(store);
    const stopSweeping = keepTidy(store);
    return {
      uri: uriOf(listener, databaseName),
      answer: (message) => answerMessage(store, message),
      close: once(async () => {
        stopSweeping();
        await closeAll(listener, clients, store);
      }),
    };
  } catch (error) {
    clients.close();
    await closed(listener.server);
    listener.cleanUp();
    throw error;
  }
}

/** The connections of all clients. They are read only once the store is open. */
class Clients {
  readonly #sockets = new Set<Socket>();
  #store: Store | undefined;
  isClosed = false;
  password: string | undefined;

  add(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      if (this.#store !== undefined) this.#store.counters.connections--;
    });
    if (this.isClosed) socket.destroy();
    else if (this.#store !== undefined) this.#serve(socket, this.#store);
  }

  serve(store: Store): void {
    this.#store = store;
    for (const socket of this.#sockets) this.#serve(socket, store);
  }

  close(): void {
    this.isClosed = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  #serve(socket: Socket, store: Store): void {
    store.counters.connections++;
    const answer: Answer = (request) => dispatch(store, request);
    serveConnection(socket, this.password === undefined ? answer : requirePassword(this.password, answer), (why) =>
      store.log('connection closed: protocol fault', { why }),
    );
  }
}

async function closeAll(listener: Listener, clients: Clients, store: Store): Promise<void> {
  listener.server.close();
  await store.storage.close();
  clients.close();
  await closed(listener.server);
  listener.cleanUp();
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    if (!server.listening) resolve();
    server.close(() => resolve());
  });
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
