import WebSocket, { type RawData } from 'ws';
import type { Log } from '../../log.ts';
import { type Ack, type Frame, readFrame, writeAck } from './stream-frame.ts';

/** Waits so many milliseconds, or until the signal; never throws. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/**
 * Why another connection is needed: the gateway asked for it; this one has brought no frame for long, though it still answers pings; or
 * it is gone.
 */
export type Ending = 'replace' | 'silent' | 'lost';

export interface ConnectionOptions {
  /** With the ticket in it: a secret, good for one connection. */
  url: string;
  handle: (frame: Frame) => Promise<Ack | undefined>;
  wait: Wait;
  /** After how long without a frame it counts as silent; asked each minute. */
  silentAfterMs: () => number;
  log: Log;
}

const handshakeTimeoutMs = 10_000;
/** As the vendor's own Python client does (docs/vendors/dingtalk.md, Stream). */
const pingEveryMs = 60_000;
/** The gateway closes a connection it gave up some ten seconds later (docs/vendors/dingtalk.md, Stream). */
const drainMs = 15_000;
const closeMs = 1_000;
/** What the gateway sends has at most 256 KiB; more is read, so that it can be refused rather than break the connection. */
const maxFrameBytes = 8 * 1024 * 1024;

/** One WebSocket to the gateway: frames in, answers out, pings while it is quiet. */
export class StreamConnection {
  /** Whether it has proved good: the gateway said more on it than good-bye, or it lasted a minute. */
  heard = false;
  /** Resolves once another connection is needed. */
  readonly ended: Promise<Ending>;
  /** Resolves once the socket is closed. */
  readonly closed: Promise<void>;
  readonly #socket: WebSocket;
  readonly #options: ConnectionOptions;
  readonly #running = new Set<Promise<void>>();
  readonly #gone = new AbortController();
  #end: (how: Ending) => void = () => undefined;
  #closing = false;
  #silentMs = 0;

  private constructor(socket: WebSocket, options: ConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    socket.on('message', (data, isBinary) => this.#received(data, isBinary));
    this.closed = new Promise((resolve) => {
      socket.on('close', () => {
        this.#gone.abort();
        this.#end('lost');
        resolve();
      });
    });
  }

  /** @throws Error with the handshake's failure; its text holds no address */
  static open(options: ConnectionOptions): Promise<StreamConnection> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(options.url, {
        handshakeTimeout: handshakeTimeoutMs,
        maxPayload: maxFrameBytes,
        perMessageDeflate: false,
      });
      // Built before the socket opens: a frame may come in the same breath as the handshake.
      const connection = new StreamConnection(socket, options);
      socket.once('open', () => {
        void connection.#keepAlive();
        resolve(connection);
      });
      socket.on('error', (error) => reject(new Error(reasonOf(error))));
    });
  }

  /** Takes no more frames, ends what is running and answers it, then closes. */
  async close(): Promise<void> {
    this.#closing = true;
    await Promise.allSettled(this.#running);
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    this.#socket.close(1000);
    await this.#options.wait(closeMs, this.#gone.signal);
    this.#socket.terminate();
  }

  #received(data: RawData, isBinary: boolean): void {
    if (this.#closing) return;
    const frame = isBinary ? undefined : readFrame(data.toString());
    if (frame === undefined) {
      this.#options.log.warn({}, 'DingTalk sent a Stream frame nobody can read');
      return;
    }
    if (frame.type === 'SYSTEM' && frame.topic === 'disconnect') {
      this.#end('replace');
      void this.#drain();
      return;
    }
    this.heard = true;
    this.#silentMs = 0;
    const run = this.#answer(frame).finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  async #answer(frame: Frame): Promise<void> {
    try {
      const ack = await this.#options.handle(frame);
      if (ack !== undefined && this.#socket.readyState === WebSocket.OPEN)
        this.#socket.send(writeAck(frame.messageId, ack));
    } catch (error) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : 'unknown';
      this.#options.log.error({ reason }, 'a Stream frame could not be dealt with; DingTalk will repeat it');
    }
  }

  /** What is running may still be answered here; the gateway closes, or we do. */
  async #drain(): Promise<void> {
    await this.#options.wait(drainMs, this.#gone.signal);
    this.#socket.terminate();
  }

  /** A connection that answers no ping within a minute is dead, whatever TCP says; one that brings no frames may be dead as well. */
  async #keepAlive(): Promise<void> {
    let alive = false;
    const sign = () => {
      alive = true;
    };
    for (const event of ['pong', 'ping', 'message']) this.#socket.on(event, sign);
    while (!this.#gone.signal.aborted) {
      alive = false;
      this.#socket.ping();
      await this.#options.wait(pingEveryMs, this.#gone.signal);
      if (alive) this.heard = true;
      else this.#socket.terminate();
      this.#silentMs += pingEveryMs;
      if (this.#silentMs >= this.#options.silentAfterMs()) this.#end('silent');
    }
  }
}

/** A code or a status, never an address. */
function reasonOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code;
  return /^Unexpected server response: \d{3}$/.test(error.message) ? error.message : 'handshake failed';
}
