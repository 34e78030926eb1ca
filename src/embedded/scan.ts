import type { Collection } from './catalog.ts';
import { type Document, decode } from './document.ts';
import { compileFilter, type Matcher } from './filter.ts';
import { idOfEntry, keyIn, prefixBytes } from './layout.ts';
import type { Plan } from './planner.ts';
import type { Entry, KeyRange, Storage } from './storage.ts';

/** What a scan has read so far, for explain. */
export interface ScanCounts {
  keysExamined: number;
  documentsExamined: number;
}

/** A document that fulfils the filter; `document` is there when it had to be decoded. */
export interface Hit {
  readonly id: Buffer;
  readonly bytes: Buffer;
  readonly document: Document | undefined;
}

/** Entries read at once: few at first, since most queries want few. */
const firstBatch = 8;
const largestBatch = 256;

/**
 * Reads the documents of a plan one after another. It holds no transaction between calls: after `pause` the next call
 * looks up its place again, so that a cursor can stay open for long without keeping old pages alive.
 */
export class Scan {
  readonly counts: ScanCounts = { keysExamined: 0, documentsExamined: 0 };
  readonly #storage: Storage;
  readonly #collection: Collection;
  readonly #matches: Matcher;
  readonly #branches: Branch[];
  readonly #seen: Set<string> | undefined;

  constructor(storage: Storage, collection: Collection, plan: Plan, filter: Document) {
    this.#storage = storage;
    this.#collection = collection;
    this.#matches = compileFilter(filter);
    const plans = plan.alternatives === undefined ? [plan] : flatten(plan);
    this.#branches = plans.map((part) => new Branch(storage, part));
    const mayRepeat = plans.length > 1 || plans.some((part) => part.index?.record.multikey);
    this.#seen = mayRepeat ? new Set() : undefined;
  }

  /** Lets the place be looked up anew at the next call; to be called before other writes may happen. */
  pause(): void {
    for (const branch of this.#branches) branch.pause();
  }

  /** The next document that fulfils the filter, or undefined at the end. */
  next(): Hit | undefined {
    for (;;) {
      const branch = this.#branches[0];
      if (branch === undefined) return undefined;
      const found = branch.next();
      if (found === undefined) {
        this.#branches.shift();
        continue;
      }
      this.counts.keysExamined++;
      if (this.#seen !== undefined && this.#isRepeated(found.id)) continue;
      const hit = this.#check(found.id, found.bytes, branch.exact);
      if (hit !== undefined) return hit;
    }
  }

  #isRepeated(id: Buffer): boolean {
    const text = id.toString('latin1');
    if (this.#seen?.has(text)) return true;
    this.#seen?.add(text);
    return false;
  }

  #check(id: Buffer, known: Buffer | undefined, exact: boolean): Hit | undefined {
    const bytes = known ?? this.#storage.get(keyIn(this.#collection.space, id));
    if (bytes === undefined) return undefined;
    this.counts.documentsExamined++;
    if (exact) return { id, bytes, document: undefined };
    const document = decode(bytes);
    return this.#matches(document) ? { id, bytes, document } : undefined;
  }
}

function flatten(plan: Plan): Plan[] {
  return plan.alternatives === undefined ? [plan] : plan.alternatives.flatMap(flatten);
}

/** Reads the entries of one plan, range by range. */
class Branch {
  readonly exact: boolean;
  readonly #storage: Storage;
  readonly #plan: Plan;
  readonly #ranges: KeyRange[];
  #batch: Entry[] = [];
  #at = 0;
  #batchSize = firstBatch;
  #last: Buffer | undefined;
  #rangeDone = false;
  #pointPending: boolean;

  constructor(storage: Storage, plan: Plan) {
    this.#storage = storage;
    this.#plan = plan;
    this.exact = plan.exact;
    this.#ranges = plan.reverse ? [...plan.ranges].reverse() : [...plan.ranges];
    this.#pointPending = plan.point !== undefined;
  }

  pause(): void {
    this.#batch = [];
    this.#at = 0;
    this.#rangeDone = false;
  }

  next(): { id: Buffer; bytes: Buffer | undefined } | undefined {
    if (this.#plan.point !== undefined) return this.#nextPoint(this.#plan.point);
    for (;;) {
      const entry = this.#batch[this.#at++];
      if (entry !== undefined) {
        this.#last = entry.key;
        return this.#read(entry);
      }
      if (!this.#fill()) return undefined;
    }
  }

  #nextPoint(key: Buffer): { id: Buffer; bytes: Buffer | undefined } | undefined {
    if (!this.#pointPending) return undefined;
    this.#pointPending = false;
    const value = this.#storage.get(key);
    if (value === undefined) return undefined;
    return this.#read({ key, value });
  }

  #read(entry: Entry): { id: Buffer; bytes: Buffer | undefined } {
    const index = this.#plan.index;
    if (index === undefined) return { id: entry.key.subarray(prefixBytes), bytes: entry.value };
    return { id: idOfEntry(index.record.unique, entry.key, entry.value), bytes: undefined };
  }

  /** Reads the next batch. @returns false when nothing is left */
  #fill(): boolean {
    for (;;) {
      if (this.#rangeDone) {
        this.#ranges.shift();
        this.#last = undefined;
        this.#rangeDone = false;
      }
      const range = this.#ranges[0];
      if (range === undefined) return false;
      this.#batch = this.#storage.entries(range, this.#batchSize, this.#plan.reverse, this.#last);
      this.#at = 0;
      this.#rangeDone = this.#batch.length < this.#batchSize;
      this.#batchSize = Math.min(this.#batchSize * 2, largestBatch);
      if (this.#batch.length > 0) return true;
    }
  }
}
