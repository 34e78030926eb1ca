import { StoreError } from './errors.ts';
import { diskFull } from './reserve.ts';

interface Job {
  readonly work: () => unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
  result: unknown;
  error: StoreError | undefined;
}

/** What must happen with each group of writes besides the writes themselves. */
export interface WriteHooks {
  /** Runs inside the transaction after the last write of the group. */
  beforeCommit(): void;
  /** Runs inside the transaction; what it returns is handed to `committed` once readers see the group. */
  snapshot(): unknown;
  committed(snapshot: unknown): void;
  aborted(): void;
}

/** ENOSPC, EFBIG and EDQUOT. */
const fullDiskCodes = new Set([28, 27, 122]);
/** EIO. */
const inputOutputCode = 5;
/** Longest time one group of writes may keep the event loop, in milliseconds. */
const groupBudgetMs = 15;

/** Collects writes into groups, each of which is one transaction with one flush to disk. */
export class WriteGroups {
  hooks: WriteHooks = { beforeCommit() {}, snapshot: () => undefined, committed() {}, aborted() {} };
  readonly #inTransaction: (run: () => void) => void;
  readonly #isDiskFull: () => boolean;
  readonly #jobs: Job[] = [];
  #isGroupDue = false;
  #isClosing = false;

  /**
   * @param inTransaction - runs a group, commits it and flushes it
   * @param isDiskFull - asked when a write was cut short
   */
  constructor(inTransaction: (run: () => void) => void, isDiskFull: () => boolean) {
    this.#inTransaction = inTransaction;
    this.#isDiskFull = isDiskFull;
  }

  /** From `end` on nothing is taken any more. */
  get isClosing(): boolean {
    return this.#isClosing;
  }

  /** See `Storage.write`. */
  add<T>(work: () => T): Promise<T> {
    if (this.#isClosing) return Promise.reject(new StoreError(91, 'the store is closing'));
    return new Promise<T>((resolve, reject) => {
      this.#jobs.push({
        work,
        resolve: resolve as (result: unknown) => void,
        reject,
        result: undefined,
        error: undefined,
      });
      this.#startGroup();
    });
  }

  /** Takes no more writes; settles when those under way are flushed. */
  async end(): Promise<void> {
    const last = this.add(() => undefined).catch(() => undefined);
    this.#isClosing = true;
    await last;
  }

  /** Once per turn of the event loop, so that all requests of the turn share the transaction and its flush. */
  #startGroup(): void {
    if (this.#isGroupDue || this.#jobs.length === 0) return;
    this.#isGroupDue = true;
    setImmediate(() => {
      this.#isGroupDue = false;
      this.#runGroup();
      this.#startGroup();
    });
  }

  /**
   * The transaction and its flush block this thread. Handing them to LMDB's own thread and back was measured: four thread changes and
   * twice the CPU time for each write. What must not wait keeps its store in another thread (thread.ts).
   */
  #runGroup(): void {
    const group: Job[] = [];
    try {
      let snapshot: unknown;
      this.#inTransaction(() => {
        this.#runJobs(group);
        this.hooks.beforeCommit();
        snapshot = this.hooks.snapshot();
      });
      this.hooks.committed(snapshot);
    } catch (error) {
      this.hooks.aborted();
      const refusal = this.#refusalOf(error);
      for (const job of group) job.reject(refusal);
      return;
    }
    for (const job of group) {
      if (job.error === undefined) job.resolve(job.result);
      else job.reject(job.error);
    }
  }

  /** Anything but a refusal may come from between two writes of one document: then the whole group is given up. */
  #runJobs(group: Job[]): void {
    const end = performance.now() + groupBudgetMs;
    for (let job = this.#jobs.shift(); job !== undefined; job = this.#jobs.shift()) {
      group.push(job);
      try {
        job.result = job.work();
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        job.error = error;
      }
      if (performance.now() > end) return;
    }
  }

  /** LMDB tells a write that was cut short as an input/output error. */
  #refusalOf(error: unknown): StoreError {
    if (error instanceof StoreError) return error;
    const { code } = (error ?? {}) as { code?: number };
    if (fullDiskCodes.has(code ?? 0) || (code === inputOutputCode && this.#isDiskFull())) return diskFull();
    return new StoreError(96, `the store could not write, nothing of this write was kept: ${String(error)}`);
  }
}
