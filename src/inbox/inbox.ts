import { CAPABILITIES } from '../chat/capabilities.ts';
import { splitSecrets } from '../chat/secrets.ts';
import type { Update } from '../chat/update.ts';
import type { Clock } from '../clock.ts';
import { type AtCrashPoint, passBy } from '../store/crash-point.ts';
import { withDeadline } from '../store/deadline.ts';
import { Arrivals } from './giving-way.ts';
import type { ReceiptRow } from './receipt-row.ts';

/** Where receipts are stored: one batch, positions of those already there. */
export interface ReceiptSink {
  add(rows: readonly ReceiptRow[]): Promise<Set<number>>;
}

/** Thrown when a receipt could not be stored in time; the platform is then told so and repeats the callback. */
export class InboxUnavailable extends Error {
  override readonly name = 'InboxUnavailable';
}

interface Waiting {
  row: ReceiptRow;
  person: string;
  resolve: (result: 'stored' | 'duplicate') => void;
  reject: (error: Error) => void;
  /** Ends its patience. */
  timer: NodeJS.Timeout;
}

const mostWaiting = 5_000;
const mostPerFlush = 256;
/** A second batch is sent while one is on its way only where that one takes long. */
const flushesAtOnce = 2;
const longFlushMs = 10;
/**
 * How long a batch waits for as many as the last one had. A flush costs as much as 30 receipts, so that whoever calls over many connections
 * is cheaper served together; whoever calls alone waits for nobody.
 */
const companyMs = 2;

/** As much as a clock is set back in the course of things. */
const mostSetBackMs = 5_000;

/**
 * Takes updates in: each gets a durable receipt before the platform is answered. Receipts that arrive together share one flush, which
 * is what makes the promise cheap (docs/performance.md).
 */
export class Inbox {
  readonly #sink: ReceiptSink;
  readonly #clock: Clock;
  readonly #stored: () => void;
  readonly #patienceMs: number;
  readonly #crashPoint: AtCrashPoint;
  readonly arrivals = new Arrivals();
  #waiting: Waiting[] = [];
  /** People whose updates are on their way to disk. */
  readonly #underWay = new Set<string>();
  #flushing = 0;
  #scheduled = false;
  #timer: NodeJS.Timeout | undefined;
  /** How many the last batch had. */
  #company = 1;
  #lastOrder = 0;
  #lastDueMs = 0;

  /**
   * @param stored - told after new receipts were stored
   * @param patienceMs - how long a callback waits for its receipt before it is refused
   */
  constructor(
    sink: ReceiptSink,
    clock: Clock,
    stored: () => void,
    patienceMs = 1_000,
    crashPoint: AtCrashPoint = passBy,
  ) {
    this.#sink = sink;
    this.#clock = clock;
    this.#stored = stored;
    this.#patienceMs = patienceMs;
    this.#crashPoint = crashPoint;
  }

  /**
   * Stores the receipt of one update.
   * @throws InboxUnavailable when the store is too slow or too many receipts wait; the update may or may not be stored then
   */
  add(update: Update): Promise<'stored' | 'duplicate'> {
    if (this.#waiting.length >= mostWaiting) return Promise.reject(new InboxUnavailable('too many receipts wait'));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new InboxUnavailable('the store is slow')), this.#patienceMs);
      const person = personOf(update);
      this.#waiting.push({ row: this.#receipt(update, person), person, resolve, reject, timer });
      this.#schedule();
    });
  }

  /** How many receipts wait for a flush, for the gauge. */
  get waiting(): number {
    return this.#waiting.length;
  }

  #receipt(update: Update, person: string): ReceiptRow {
    const now = this.#clock.now();
    this.arrivals.came(now.getTime());
    this.#lastOrder = Math.max(this.#lastOrder + 1, now.getTime() * 1000);
    this.#lastDueMs = dueAfter(this.#lastDueMs, now.getTime());
    const { kept, secret } = withoutSecrets(update);
    const row: ReceiptRow = {
      _id: update.id,
      update: kept,
      state: 'new',
      dueAt: new Date(this.#lastDueMs),
      leaseUntil: now,
      attempts: 0,
      receivedAt: now,
      order: this.#lastOrder,
    };
    if (secret !== undefined) row.secret = secret;
    if (update.kind !== 'set-aside') row.openFor = person;
    else {
      row.state = 'dead';
      row.error = `set-aside: ${update.why}`;
    }
    return row;
  }

  #schedule(): void {
    if (this.#scheduled || this.#waiting.length === 0 || this.#flushing >= flushesAtOnce) return;
    if (this.#flushing === 0 && this.#waiting.length >= this.#company) {
      this.#wake();
      this.#scheduled = true;
      setImmediate(() => {
        this.#scheduled = false;
        void this.#flush();
      });
    } else this.#timer ??= setTimeout(() => void this.#flush(), this.#flushing === 0 ? companyMs : longFlushMs);
  }

  async #flush(): Promise<void> {
    this.#wake();
    const batch = this.#takeBatch();
    if (batch.length === 0) return;
    this.#company = batch.length;
    this.#flushing += 1;
    try {
      const rows = batch.map(({ row }) => row);
      // By then nobody waits for these any more; a store that hangs must not keep the next ones out.
      const duplicates = await withDeadline(this.#sink.add(rows), 2 * this.#patienceMs, 'storing receipts');
      await this.#crashPoint('inbox.receipt-stored');
      batch.forEach(({ resolve }, position) => {
        resolve(duplicates.has(position) ? 'duplicate' : 'stored');
      });
      if (duplicates.size < batch.length) this.#stored();
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      for (const { reject } of batch) reject(new InboxUnavailable(reason));
    } finally {
      this.#flushing -= 1;
      for (const { person, timer } of batch) {
        clearTimeout(timer);
        this.#underWay.delete(person);
      }
      this.#wake();
      this.#schedule();
    }
  }

  /** From now on it is waited for something else. */
  #wake(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /**
   * The next ones; whoever has an update under way waits, so that while the store answers nobody's second is stored before their first.
   * Where it does not, the first was refused, and the platform brings it again after the second.
   */
  #takeBatch(): Waiting[] {
    const batch: Waiting[] = [];
    const rest: Waiting[] = [];
    for (const each of this.#waiting) {
      if (batch.length < mostPerFlush && !this.#underWay.has(each.person)) batch.push(each);
      else rest.push(each);
    }
    for (const { person } of batch) this.#underWay.add(person);
    this.#waiting = rest;
    return batch;
  }
}

/** What may be kept of an update: secrets that people typed are not. */
function withoutSecrets(update: Update): { kept: Update; secret?: string } {
  if (update.kind !== 'said') return { kept: update };
  const { text, address } = splitSecrets(update.text);
  const kept = text === update.text ? update : { ...update, text };
  const mayBind =
    address !== undefined && update.where === 'single' && update.from.platform === CAPABILITIES.groupRobots;
  return mayBind ? { kept, secret: address } : { kept };
}

/** Where the clock was set back a little, what comes later is due no earlier, so that nobody's updates change places. */
function dueAfter(lastDueMs: number, nowMs: number): number {
  return lastDueMs - nowMs <= mostSetBackMs ? Math.max(lastDueMs, nowMs) : nowMs;
}

function personOf({ from: { platform, userId } }: Update): string {
  return `${platform}:${userId}`;
}
