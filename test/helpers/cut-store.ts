import { connect, createServer, type Server, type Socket } from 'node:net';
import { BSON, type Document } from 'bson';
import type { EmbeddedStore } from '../../src/embedded/index.ts';
import type { SendCommand } from '../../src/store/direct-collection.ts';

/** One write command that went through. */
export interface SeenWrite {
  command: string;
  collection: string;
  /** Whether the store changed anything; a poll that found nothing did not. */
  changed: boolean;
}

/** Where the connections are cut: before the k-th write reaches the store, or after it was done and before its answer is read. */
export interface Cut {
  write: number;
  when: 'before' | 'after';
}

type Address = { path: string } | { host: string; port: number };

const writeCommands: ReadonlySet<string> = new Set(['insert', 'update', 'delete', 'findAndModify']);
const opMessage = 2013;

/**
 * Stands between the bot and its store and passes the MongoDB protocol through. On request it cuts every connection at one write, and
 * lets nobody in until it is mended: to the bot it looks as if its process had died there, and to the store as well.
 */
export class CutStore {
  /** The store's address for the bot. */
  readonly uri: string;
  /** Write commands in the order their answers came. */
  readonly writes: SeenWrite[] = [];
  readonly #server: Server;
  readonly #upstream: Address;
  readonly #sockets = new Set<Socket>();
  #asked = 0;
  #cut: Cut | undefined;
  #isCut = false;
  #wasCut: () => void = () => undefined;
  #ways = 0;

  private constructor(server: Server, uri: string, upstream: Address) {
    this.#server = server;
    this.uri = uri;
    this.#upstream = upstream;
    server.on('connection', (socket) => this.#serve(socket));
  }

  /** @param uri - the embedded store's address */
  static async before(uri: string): Promise<CutStore> {
    const read = /^mongodb:\/\/((?:[^@/]*@)?)([^/]+)\/(.*)$/.exec(uri);
    if (read === null) throw new Error('not the address of a store');
    const [, login = '', host = '', rest = ''] = read;
    const place = decodeURIComponent(host);
    const [name = '', port = ''] = place.split(':');
    const upstream = place.startsWith('/') ? { path: place } : { host: name, port: Number(port) };
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const bound = server.address();
    if (bound === null || typeof bound === 'string') throw new Error('no port');
    return new CutStore(server, `mongodb://${login}127.0.0.1:${bound.port}/${rest}`, upstream);
  }

  /** The way past the socket, watched and cut like the connections; whoever had one before has none any more. */
  shortWay({ command }: EmbeddedStore): SendCommand {
    this.#ways += 1;
    const way = this.#ways;
    const refuseWhenCut = () => {
      if (this.#isCut || way !== this.#ways) throw new Error('the store is gone');
    };
    return async (body, sequence) => {
      refuseWhenCut();
      const write = writeOf(body);
      if (write !== undefined) this.#asked += 1;
      const ordinal = this.#asked;
      const cut = write !== undefined && ordinal === this.#cut?.write ? this.#cut.when : undefined;
      if (cut === 'before') this.cutNow();
      refuseWhenCut();
      const answer = await command(body, sequence);
      if (write !== undefined) this.writes.push({ ...write, changed: changedBy(answer) });
      if (cut === 'after') this.cutNow();
      refuseWhenCut();
      return answer;
    };
  }

  /** Cuts at one of the writes from now on, the first one being 1. @returns when it happened */
  cutAt(cut: Cut): Promise<void> {
    this.#asked = 0;
    this.writes.length = 0;
    this.#cut = cut;
    return new Promise((resolve) => {
      this.#wasCut = resolve;
    });
  }

  /** Cuts now. */
  cutNow(): void {
    this.#isCut = true;
    this.#cut = undefined;
    this.#wasCut();
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Lets connections in again and cuts no more. */
  mend(): void {
    this.#isCut = false;
    this.#cut = undefined;
  }

  async close(): Promise<void> {
    this.cutNow();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(client: Socket): void {
    if (this.#isCut) {
      client.destroy();
      return;
    }
    const store = connect(this.#upstream);
    for (const [socket, other] of [
      [client, store],
      [store, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
    /** Writes under way, by the number of their request. */
    const asked = new Map<number, { command: string; collection: string; ordinal: number }>();
    client.on(
      'data',
      byMessage((message) => {
        const request = writeIn(message);
        if (request !== undefined) {
          this.#asked += 1;
          if (this.#cut?.when === 'before' && this.#asked === this.#cut.write) return this.cutNow();
          asked.set(message.readInt32LE(4), { ...request, ordinal: this.#asked });
        }
        if (!this.#isCut) store.write(message);
      }),
    );
    store.on(
      'data',
      byMessage((message) => {
        const write = asked.get(message.readInt32LE(8));
        if (write !== undefined) {
          asked.delete(message.readInt32LE(8));
          const { ordinal, ...seen } = write;
          this.writes.push({ ...seen, changed: changedBy(bodyOf(message)) });
          if (this.#cut?.when === 'after' && ordinal === this.#cut.write) return this.cutNow();
        }
        if (!this.#isCut) client.write(message);
      }),
    );
  }
}

/** Hands over whole messages, whatever the pieces they come in. */
function byMessage(take: (message: Buffer) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
      const length = rest.readInt32LE(0);
      take(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
  };
}

/** The body of an OP_MSG: what follows the flags, as its first section. */
function bodyOf(message: Buffer): Document {
  if (message.readInt32LE(12) !== opMessage || message[20] !== 0) return {};
  const length = message.readInt32LE(21);
  return BSON.deserialize(message.subarray(21, 21 + length));
}

function writeIn(message: Buffer): { command: string; collection: string } | undefined {
  return writeOf(bodyOf(message));
}

function writeOf(body: Document): { command: string; collection: string } | undefined {
  const [first] = Object.entries(body);
  if (first === undefined || !writeCommands.has(first[0])) return undefined;
  return { command: first[0], collection: String(first[1]) };
}

function changedBy(answer: Document): boolean {
  if (answer.lastErrorObject !== undefined) return answer.lastErrorObject.n > 0;
  return (answer.nModified ?? answer.n ?? 0) > 0 || answer.upserted !== undefined;
}
