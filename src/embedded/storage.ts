import { copied, type Entry, type KeyRange, openFiles, rangeOptions, type StorageOptions } from './lmdb-files.ts';
import { Reserve } from './reserve.ts';
import { WriteGroups, type WriteHooks } from './write-groups.ts';

/** Reads of one state of the data. */
export interface Reader {
  get(key: Buffer): Buffer | undefined;
  /** At most `limit` entries of the range, from its end when `reverse`; `after` is the last key already seen. */
  entries(range: KeyRange, limit: number, reverse: boolean, after?: Buffer): Entry[];
}

/** A reader that keeps seeing the state of the instant it was made, until it is released. */
interface PinnedReader extends Reader {
  release(): void;
}

/**
 * The ordered keys and values of one LMDB environment.
 * Reads see the last commit; writes are collected into groups that share one transaction and one flush to disk.
 */
export class Storage implements Reader {
  #db: ReturnType<typeof openFiles>;
  readonly #path: string;
  readonly #options: StorageOptions;
  #borrowed = 0;
  /** Only where a commit must not fail half-way; Windows extends the file by itself. */
  readonly #reserve: Reserve | undefined;
  readonly #writes = new WriteGroups(
    (run) => this.#commit(run),
    () => this.#reserve?.isDiskFull() ?? false,
  );

  /** @param path - directory of the LMDB files */
  constructor(path: string, options: StorageOptions) {
    this.#db = openFiles(path, options);
    this.#path = path;
    this.#options = options;
    const needsReserve = options.durable && !options.readOnly && process.platform !== 'win32';
    this.#reserve = needsReserve ? new Reserve(path) : undefined;
  }

  /** Runs a group of writes as one transaction. @throws StoreError 14031 when there is no room for it; whatever LMDB throws */
  #commit(run: () => void): void {
    this.#db.transactionSync(() => {
      this.#reserve?.begin();
      run();
      this.#reserve?.ensure(this.stats().bytes);
    });
  }

  useHooks(hooks: WriteHooks): void {
    this.#writes.hooks = hooks;
  }

  get(key: Buffer): Buffer | undefined {
    // In memory that the next call uses again, unless it is a large one.
    const value = this.#db.getBinaryFast(key);
    return value && copied(value, 0, value.length);
  }

  has(key: Buffer): boolean {
    return this.#db.getBinaryFast(key) !== undefined;
  }

  /** Only inside `write`. */
  put(key: Buffer, value: Buffer): void {
    this.#reserve?.notePut(key.length + value.length);
    this.#db.putSync(key, value);
  }

  /** Only inside `write`. @returns false, with nothing stored, when the key exists */
  putNew(key: Buffer, value: Buffer): boolean {
    this.#reserve?.notePut(key.length + value.length);
    return (this.#db.putSync(key, value, { noOverwrite: true }) as unknown) === true;
  }

  /** Only inside `write`. */
  remove(key: Buffer): void {
    this.#reserve?.noteRemoved();
    this.#db.removeSync(key);
  }

  entries(range: KeyRange, limit: number, reverse: boolean, after?: Buffer): Entry[] {
    const found: Entry[] = [];
    for (const entry of this.#db.getRange(rangeOptions(range, limit, reverse, after))) found.push(entry);
    return found;
  }

  /** Holds on to the present state; pages written meanwhile cannot reuse old ones, so release it soon. */
  pin(): PinnedReader {
    const transaction = this.#db.useReadTransaction();
    this.#borrowed++;
    return {
      get: (key) => this.#db.get(key, { transaction }),
      entries: (range, limit, reverse, after) => [
        ...this.#db.getRange({ ...rangeOptions(range, limit, reverse, after), transaction }),
      ],
      release: () => {
        transaction.done();
        this.#borrowed--;
      },
    };
  }

  /**
   * Maps the data file anew, so that the pages read since it was opened no longer count as memory of this process; the system keeps
   * them in its cache. Takes some milliseconds; does nothing while the environment is borrowed.
   */
  remap(): void {
    if (this.#writes.isClosing || this.#borrowed > 0) return;
    void this.#db.close();
    this.#db = openFiles(this.#path, this.#options);
  }

  count(range: KeyRange): number {
    return this.#db.getCount({ start: range.start, end: range.end });
  }

  /**
   * Runs `work` inside a write transaction and settles after its effects are flushed to disk.
   * Work that throws a StoreError must not have written anything before; anything else it throws undoes its whole group.
   * @throws StoreError 14031 when the disk is full, 91 when the store is closing; whatever `work` throws
   */
  write<T>(work: () => T): Promise<T> {
    return this.#writes.add(work);
  }

  /** Waits for the writes under way and closes the files. */
  async close(): Promise<void> {
    if (!this.#writes.isClosing && !this.#options.readOnly) await this.#writes.end();
    await this.#db.close();
    this.#reserve?.close();
  }

  /** A copy of the whole environment as of one instant, into the directory `path`. */
  async copyTo(path: string): Promise<void> {
    this.#borrowed++;
    try {
      await this.#db.backup(path, true);
    } finally {
      this.#borrowed--;
    }
  }

  /** Bytes the data file takes with all its pages, and number of entries. */
  stats(): { readonly bytes: number; readonly entries: number } {
    const stats = this.#db.getStats() as {
      mapSize?: number;
      lastPageNumber?: number;
      pageSize?: number;
      entryCount?: number;
    };
    return { bytes: ((stats.lastPageNumber ?? 0) + 1) * (stats.pageSize ?? 4096), entries: stats.entryCount ?? 0 };
  }
}
