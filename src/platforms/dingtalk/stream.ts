import { PlatformError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { type Ending, StreamConnection, type Wait } from './stream-connection.ts';
import type { Ack, Frame } from './stream-frame.ts';

export interface StreamOptions {
  /**
   * Asks the gateway for a place to connect to; the ticket in it is good for 90 s and one connection (docs/vendors/dingtalk.md, Stream).
   */
  openTicket: () => Promise<string>;
  handle: (frame: Frame) => Promise<Ack | undefined>;
  wait: Wait;
  /** A number from 0 up to 1. */
  chance: () => number;
  log: Log;
}

const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/**
 * Nobody writes at night, and each connection asked for costs a call of the month's allowance: the next silence is waited for twice as
 * long, until a frame comes.
 */
const firstSilenceMs = 30 * 60_000;
const longestSilenceMs = 4 * 60 * 60_000;

/**
 * Keeps one connection to DingTalk's Stream gateway open: a new ticket for each, the next one opened before the old one is closed when the
 * gateway asks for it or has been silent for long, pauses that grow and vary after failures (docs/vendors/dingtalk.md, Stream).
 */
export class Stream {
  readonly #options: StreamOptions;
  readonly #stop = new AbortController();
  /** The one in use and those that end what they began. */
  readonly #open = new Set<StreamConnection>();
  /** Those to be closed once another one is open: until then they may still bring something. */
  readonly #silent = new Set<StreamConnection>();
  /** Silences one after the other. */
  #silences = 0;
  #kept: Promise<void> = Promise.resolve();

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  /** Resolves once the first connection is open or has failed; a failure is logged and tried again. */
  async start(): Promise<void> {
    const first = await this.#connect();
    this.#kept = this.#keep(first);
  }

  /** What is running is answered, then everything is closed. */
  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled([...this.#open].map((connection) => connection.close()));
    await this.#kept;
  }

  async #keep(first: StreamConnection | undefined): Promise<void> {
    let failures = 0;
    for (let connection = first; !this.#stopped; connection = await this.#connect()) {
      const ending = connection === undefined ? 'lost' : await connection.ended;
      if (this.#stopped) return;
      if (connection?.heard === true) failures = 0;
      this.#tell(connection, ending);
      // A gateway that sends every connection away at once is not asked without a pause.
      if (ending === 'lost' || failures > 0) await this.#options.wait(this.#pauseMs(failures), this.#stop.signal);
      failures += 1;
    }
  }

  #tell(connection: StreamConnection | undefined, ending: Ending): void {
    if (connection === undefined) return;
    if (ending === 'lost') this.#options.log.warn({}, 'the DingTalk Stream connection was lost');
    if (ending !== 'silent') return;
    const minutes = this.#silentAfterMs / 60_000;
    this.#options.log.warn({ minutes }, 'DingTalk Stream has brought nothing for long; another connection is opened');
    this.#silences += 1;
    this.#silent.add(connection);
  }

  get #silentAfterMs(): number {
    return Math.min(longestSilenceMs, firstSilenceMs * 2 ** Math.min(this.#silences, 10));
  }

  get #stopped(): boolean {
    return this.#stop.signal.aborted;
  }

  /** Doubles from a second to a minute; half of it is left to chance, so that many bots do not come back together. */
  #pauseMs(failures: number): number {
    const mostMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures, 10));
    return mostMs / 2 + (mostMs / 2) * this.#options.chance();
  }

  async #connect(): Promise<StreamConnection | undefined> {
    const { openTicket, handle, wait, log } = this.#options;
    if (this.#stopped) return undefined;
    try {
      const connection = await StreamConnection.open({
        ...{ url: await openTicket(), wait, log },
        handle: (frame) => {
          this.#silences = 0;
          return handle(frame);
        },
        silentAfterMs: () => this.#silentAfterMs,
      });
      this.#open.add(connection);
      void connection.closed.then(() => this.#open.delete(connection));
      for (const silent of this.#silent) void silent.close();
      this.#silent.clear();
      if (this.#stopped) await connection.close();
      log.info({}, 'connected to DingTalk Stream');
      return connection;
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      if (error instanceof PlatformError && error.retry === 'never')
        log.error({ reason }, 'DingTalk refuses the Stream connection; check the credentials of the app');
      else log.warn({ reason }, 'DingTalk Stream could not be reached; trying again');
      return undefined;
    }
  }
}
