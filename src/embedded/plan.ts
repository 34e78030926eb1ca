import type { Index } from './index-definition.ts';
import type { KeyRange } from './lmdb-files.ts';

/** How the documents of a query are found. */
export interface Plan {
  /** The index used; undefined means the collection itself, which is ordered by _id. */
  readonly index: Index | undefined;
  /** Stretches of the index (or the collection) to read, ascending and apart from each other. */
  readonly ranges: readonly PlannedRange[];
  readonly reverse: boolean;
  /** The entries come in the order asked for; several ranges must be merged by what follows their common part, unless they are `inKeyOrder`. */
  readonly sorted: boolean;
  /** The ranges are read one after the other. */
  readonly inKeyOrder: boolean;
  /** Every entry fulfils the whole filter, so the document need not be tested. */
  readonly exact: boolean;
  /** Alternatives of `$or`, each found by its own plan; then `ranges` is not used. */
  readonly alternatives?: readonly Plan[];
  /** Key bytes of the only entries that can match, in a unique index or the collection, ascending; then `ranges` is not used. */
  readonly points?: readonly Buffer[];
  /** How many leading fields of the index are bound, for choosing and for explain. */
  readonly score: number;
}

/** A stretch of keys that all start with the same `commonBytes` bytes: the values bound by equality. */
export interface PlannedRange extends KeyRange {
  readonly commonBytes: number;
}
