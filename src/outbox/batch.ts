import type { ChatPlatform } from '../chat/platform.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { AtCrashPoint } from '../store/crash-point.ts';
import type { DeliveryClaimStore } from './delivery-claims.ts';
import type { DeliveryRow } from './delivery-row.ts';
import type { Dispatcher, Turn } from './dispatcher.ts';
import type { Leadership } from './leadership.ts';
import { groupsOf, isInLine, wavesOf } from './queue.ts';
import { countsCalls } from './repeats.ts';
import { type Result, untried } from './result.ts';

const callsAtOnce = 6;
/** Results of so many messages at most are not stored yet when the next call begins: what a crash leaves unsure. */
const mostUnwritten = 32;

export interface BatchDeps {
  claims: DeliveryClaimStore;
  platform: ChatPlatform;
  clock: Clock;
  leadership: Leadership;
  dispatcher: Dispatcher;
  /** Called with the results of a call; returns what is to be stored. */
  afterCall: (group: readonly DeliveryRow[], results: readonly Result[]) => Promise<readonly Result[]>;
  /** Whether the process is stopping: no further call is started. */
  isStopping: () => boolean;
  crashPoint: AtCrashPoint;
  log: Log;
}

/** Rows taken under one claim: sends them and writes their results down. */
export class Batch {
  readonly #deps: BatchDeps;
  readonly #claim: string;
  /** The leadership under which the rows were taken: after it they may belong to another batch, even if this process leads again. */
  readonly #epoch: number;
  readonly #turn: Turn;
  /** Results that are known but not stored yet. */
  readonly #unwritten: Result[] = [];
  /** How many results are being stored. */
  #inWriting = 0;
  #writing: Promise<void> | undefined;
  /** Why results could not be stored: no further call is made. */
  #storeFailed: { error: unknown } | undefined;
  /** People whose earlier message waits for another try, and until when. */
  readonly #waiting = new Map<string, Date>();

  /** @param claim - unique per batch */
  constructor(deps: BatchDeps, claim: string) {
    this.#deps = deps;
    this.#claim = claim;
    this.#turn = { postponed: new Map(), begin: (keys, call) => deps.claims.begin(claim, keys, call) };
    this.#epoch = deps.leadership.epoch;
  }

  /** Takes these rows and sends them. @throws when the store fails; then `finish` is left to be done */
  async run(rows: readonly DeliveryRow[]): Promise<void> {
    const { claims, leadership, platform } = this.#deps;
    const keys = rows.map((row) => row._id);
    const counted = new Set(rows.filter((row) => countsCalls(platform, row)).map((row) => row._id));
    const claimed = await claims.claim(keys, this.#claim, leadership.until, counted);
    await this.#deps.crashPoint('delivery.rows-claimed');
    for (const wave of wavesOf(claimed)) {
      await this.#sendWave(wave);
      // What comes next for the same people may look at it.
      await this.#written();
    }
  }

  /** Completes a batch that failed because of the store: stores the known results and makes the other rows due again. */
  async finish(): Promise<void> {
    await this.#written();
    await this.#deps.claims.release(this.#claim, this.#deps.clock.now());
  }

  /** Whether this process still leads, to be asked just before a call; renews a lease near its end, also for the rows of this batch. */
  async stillMine(): Promise<boolean> {
    const { leadership, claims, platform, log } = this.#deps;
    const { until } = leadership;
    if (!(await leadership.hold()) || leadership.epoch !== this.#epoch) {
      log.warn({ platform: platform.name }, 'another process delivers by now; this batch ends');
      return false;
    }
    if (leadership.until.getTime() !== until.getTime()) await claims.extend(this.#claim, leadership.until);
    return true;
  }

  /** Sends at most one message per person; equal messages to several people share a call. */
  async #sendWave(wave: readonly DeliveryRow[]): Promise<void> {
    const { platform, clock, dispatcher, isStopping } = this.#deps;
    const going: DeliveryRow[] = [];
    for (const row of wave) {
      const waiting = isInLine(row) ? this.#waiting.get(row.userId) : undefined;
      if (waiting === undefined) going.push(row);
      else this.#unwritten.push(untried(row, waiting));
    }
    const next = groupsOf(going, (message) => platform.capacity(message)).values();
    const sendNext = async () => {
      for (const group of next) {
        if (this.#storeFailed !== undefined) throw this.#storeFailed.error;
        if (isStopping()) this.#unwritten.push(...group.map((row) => untried(row, clock.now())));
        else if (await this.stillMine()) {
          const results = await dispatcher.send(group, this.#turn);
          await this.#deps.crashPoint('delivery.call-answered');
          await this.#record(group, results);
        }
      }
    };
    const workers = await Promise.allSettled(Array.from({ length: callsAtOnce }, sendNext));
    const broken = workers.find((each) => each.status === 'rejected');
    if (broken !== undefined) throw broken.reason;
  }

  async #record(group: readonly DeliveryRow[], results: readonly Result[]): Promise<void> {
    const people = new Map(group.map((row) => [row._id, row.userId]));
    for (const { key, set } of results)
      if (set.holdsBack === true && set.dueAt !== undefined) this.#waiting.set(people.get(key) ?? '', set.dueAt);
    this.#unwritten.push(...(await this.#deps.afterCall(group, results)));
    if (results.some(({ set }) => set.state !== 'due' || set.unsure === true)) this.#writeSoon();
    if (this.#unwritten.length + this.#inWriting > mostUnwritten) await this.#writing;
  }

  /** Results are stored while the next calls are made; those that come meanwhile are stored together after them. */
  #writeSoon(): void {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
    this.#writing.catch(() => undefined);
  }

  async #writeAll(): Promise<void> {
    try {
      while (this.#unwritten.length > 0) await this.#write();
    } catch (error) {
      this.#storeFailed = { error };
      throw error;
    }
  }

  /** Settles when every result known so far is stored. @throws when the store fails; then they are as before */
  async #written(): Promise<void> {
    this.#writeSoon();
    await this.#writing;
  }

  async #write(): Promise<void> {
    const results = this.#unwritten.splice(0);
    this.#inWriting = results.length;
    try {
      await this.#deps.claims.storeResults(this.#claim, results);
    } catch (error) {
      this.#unwritten.unshift(...results);
      throw error;
    } finally {
      this.#inWriting = 0;
    }
  }
}
