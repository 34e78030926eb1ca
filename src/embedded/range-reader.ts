import type { Entry } from './lmdb-files.ts';
import type { PlannedRange } from './plan.ts';
import type { Storage } from './storage.ts';

/** Most entries read at once. */
const largestBatch = 256;

/** Reads one range in batches that grow. */
export class RangeReader {
  readonly #storage: Storage;
  readonly #range: PlannedRange;
  readonly #reverse: boolean;
  #batch: Entry[] = [];
  #at = 0;
  #batchSize: number;
  #last: Buffer | undefined;
  #isAtEnd = false;

  constructor(storage: Storage, range: PlannedRange, reverse: boolean, batchSize: number) {
    this.#storage = storage;
    this.#range = range;
    this.#reverse = reverse;
    this.#batchSize = batchSize;
  }

  /** Forgets what was read ahead; the next entry is looked up after the last one taken. */
  pause(): void {
    this.#batch = [];
    this.#at = 0;
    this.#isAtEnd = false;
  }

  peek(): Entry | undefined {
    if (this.#at >= this.#batch.length && !this.#isAtEnd) this.#fill();
    return this.#batch[this.#at];
  }

  take(): Entry | undefined {
    const entry = this.peek();
    if (entry !== undefined) {
      this.#at++;
      this.#last = entry.key;
    }
    return entry;
  }

  /** What the next entry is ordered by; only after `peek` found one. */
  order(): Buffer {
    return (this.#batch[this.#at]?.key ?? this.#range.end).subarray(this.#range.commonBytes);
  }

  #fill(): void {
    this.#batch = this.#storage.entries(this.#range, this.#batchSize, this.#reverse, this.#last);
    this.#at = 0;
    this.#isAtEnd = this.#batch.length < this.#batchSize;
    this.#batchSize = Math.min(this.#batchSize * 2, largestBatch);
  }
}
