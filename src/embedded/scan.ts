import type { Collection } from './catalog.ts';
import { type Document, decode } from './document.ts';
import { compileFilter, type Matcher } from './filter.ts';
import { idOfEntry, keyIn, prefixBytes } from './layout.ts';
import type { Plan, PlannedRange } from './plan.ts';
import type { Entry, Storage } from './storage.ts';

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
  /** Undefined when every entry of the plan fulfils the filter anyway. */
  readonly #matches: Matcher | undefined;
  readonly #branches: Branch[];
  readonly #seen: Set<string> | undefined;

  /** @param wanted - documents that will be asked for at most, which bounds what is read ahead */
  constructor(storage: Storage, collection: Collection, plan: Plan, filter: Document, wanted: number) {
    this.#storage = storage;
    this.#collection = collection;
    this.#matches = plan.exact ? undefined : compileFilter(filter);
    const plans = plan.alternatives === undefined ? [plan] : flatten(plan);
    this.#branches = plans.map(
      (part) => new Branch(storage, part, plan.exact ? Math.min(wanted, firstBatch) : firstBatch),
    );
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
      const hit = this.#check(found.id, found.bytes);
      if (hit !== undefined) return hit;
    }
  }

  #isRepeated(id: Buffer): boolean {
    const text = id.toString('latin1');
    if (this.#seen?.has(text)) return true;
    this.#seen?.add(text);
    return false;
  }

  #check(id: Buffer, known: Buffer | undefined): Hit | undefined {
    const bytes = known ?? this.#storage.get(keyIn(this.#collection.space, id));
    if (bytes === undefined) return undefined;
    this.counts.documentsExamined++;
    if (this.#matches === undefined) return { id, bytes, document: undefined };
    const document = decode(bytes);
    return this.#matches(document) ? { id, bytes, document } : undefined;
  }
}

function flatten(plan: Plan): Plan[] {
  return plan.alternatives === undefined ? [plan] : plan.alternatives.flatMap(flatten);
}

/** An entry as far as it is known: of the collection itself the document, of an index only the _id. */
interface Found {
  readonly id: Buffer;
  readonly bytes: Buffer | undefined;
}

/** Reads the entries of one plan: range after range, or merged where the plan promises an order. */
class Branch {
  readonly #storage: Storage;
  readonly #plan: Plan;
  #readers: RangeReader[];
  #point: Buffer | undefined;

  constructor(storage: Storage, plan: Plan, batchSize: number) {
    this.#storage = storage;
    this.#plan = plan;
    this.#point = plan.point;
    const ranges = plan.reverse ? [...plan.ranges].reverse() : plan.ranges;
    this.#readers = ranges.map((range) => new RangeReader(storage, range, plan.reverse, batchSize));
  }

  pause(): void {
    for (const reader of this.#readers) reader.pause();
  }

  next(): Found | undefined {
    if (this.#plan.point !== undefined) return this.#nextPoint();
    const reader = this.#plan.sorted && this.#readers.length > 1 ? this.#lowest() : this.#firstLeft();
    const entry = reader?.take();
    return entry === undefined ? undefined : this.#read(entry);
  }

  #nextPoint(): Found | undefined {
    const key = this.#point;
    this.#point = undefined;
    const value = key === undefined ? undefined : this.#storage.get(key);
    return key === undefined || value === undefined ? undefined : this.#read({ key, value });
  }

  #read(entry: Entry): Found {
    const index = this.#plan.index;
    if (index === undefined) return { id: entry.key.subarray(prefixBytes), bytes: entry.value };
    return { id: idOfEntry(index.record.unique, entry.key, entry.value), bytes: undefined };
  }

  #firstLeft(): RangeReader | undefined {
    while (this.#readers[0] !== undefined && this.#readers[0].peek() === undefined) this.#readers.shift();
    return this.#readers[0];
  }

  /** The reader whose next entry comes first in the order of what follows the common part. */
  #lowest(): RangeReader | undefined {
    this.#readers = this.#readers.filter((reader) => reader.peek() !== undefined);
    const sign = this.#plan.reverse ? -1 : 1;
    let lowest: RangeReader | undefined;
    for (const reader of this.#readers) {
      if (lowest === undefined || sign * Buffer.compare(reader.order(), lowest.order()) < 0) lowest = reader;
    }
    return lowest;
  }
}

/** Reads one range in batches that grow. */
class RangeReader {
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
