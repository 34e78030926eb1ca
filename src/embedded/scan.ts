import type { ChosenFields } from './chosen-fields.ts';
import type { Collection } from './collection.ts';
import type { Document } from './document.ts';
import type { Matcher } from './filter-conditions.ts';
import { keyIn } from './layout.ts';
import type { Plan } from './plan.ts';
import type { RawFilter } from './raw-filter.ts';
import { Branch } from './scan-branch.ts';
import type { Storage } from './storage.ts';
import { storedDocument } from './stored-form.ts';

/** What a document must be like. */
interface Looking {
  readonly matches: Matcher;
  /** The same, as far as the bytes tell. */
  readonly raw: RawFilter;
  /** The top-level fields it depends on, and others that are wanted decoded. */
  readonly looksAt: ChosenFields;
}

/** What a scan has read so far, for explain. */
export interface ScanCounts {
  keysExamined: number;
  documentsExamined: number;
}

/** A document that fulfils the filter; the fields that its query looks at, when they had to be decoded. */
export interface Hit {
  readonly id: Buffer;
  readonly bytes: Buffer;
  readonly fields: Document | undefined;
}

/** Entries read at first: few, since most queries want few. */
const firstBatch = 8;

/**
 * Reads the documents of a plan one after another. It holds no transaction between calls: after `pause` the next call
 * looks up its place again, so that a cursor can stay open for long without keeping old pages alive.
 */
export class Scan {
  readonly counts: ScanCounts = { keysExamined: 0, documentsExamined: 0 };
  readonly #storage: Storage;
  readonly #collection: Collection;
  readonly #query: Looking;
  /** Every entry of the plan fulfils the filter. */
  readonly #isExact: boolean;
  readonly #branches: Branch[];
  readonly #seen: Set<string> | undefined;

  /** @param wanted - documents that will be asked for at most, which bounds what is read ahead */
  constructor(storage: Storage, collection: Collection, plan: Plan, query: Looking, wanted: number) {
    this.#storage = storage;
    this.#collection = collection;
    this.#query = query;
    this.#isExact = plan.exact;
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
      const hit = this.#check(found.id, found.value);
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
    const value = known ?? this.#storage.get(keyIn(this.#collection.space, id));
    if (value === undefined) return undefined;
    const bytes = storedDocument(value);
    this.counts.documentsExamined++;
    const isHit = this.#isExact || this.#query.raw.decide(bytes);
    if (isHit !== undefined) return isHit ? { id, bytes, fields: undefined } : undefined;
    const fields = this.#query.looksAt.decode(bytes);
    return this.#query.matches(fields) ? { id, bytes, fields } : undefined;
  }
}

function flatten(plan: Plan): Plan[] {
  return plan.alternatives === undefined ? [plan] : plan.alternatives.flatMap(flatten);
}
