import { closeSync, fstatSync, ftruncateSync, openSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { dataFileName } from './data-file.ts';
import { StoreError } from './errors.ts';
import { freePages } from './page-check.ts';

const pageBytes = 4096;
/** Pages that any commit may take besides those of its entries: the upper levels of the tree, the list of free pages. */
const otherPages = 64;
/** Kept for transactions that only remove, so that room can be made on a full disk. */
const spareBytes = 1024 * 1024;
/** The file grows by so much at a time. */
const zeros = Buffer.alloc(1024 * 1024);
/** A disk with less room than this is full when a write to it was cut short. */
const fullBelowBytes = 1024 * 1024;

/**
 * Room at the end of the data file that is on disk already, so that a commit does not run out of it half-way: LMDB may end the process
 * then. Not on file systems that copy on write; there, the check after a failed commit tells a full disk from a broken one.
 */
export class Reserve {
  readonly #path: string;
  readonly #descriptor: number;
  /** What the transaction under way wrote: entries put, entries removed, bytes of the keys and values put. */
  #put = 0;
  #removed = 0;
  #bytes = 0;

  /** @param path - directory of the LMDB files */
  constructor(path: string) {
    this.#path = path;
    this.#descriptor = openSync(join(path, dataFileName), 'r+');
  }

  /** Starts to count for a new transaction. */
  begin(): void {
    this.#put = 0;
    this.#removed = 0;
    this.#bytes = 0;
  }

  notePut(bytes: number): void {
    this.#put++;
    this.#bytes += bytes;
  }

  noteRemoved(): void {
    this.#removed++;
  }

  /**
   * Makes sure that a commit fits.
   * @param usedBytes - length of the file up to its last page in use
   * @throws StoreError 14031 when the disk is full; then the file is as long as before
   */
  ensure(usedBytes: number): void {
    const touched = (Math.min(2 * (this.#put + this.#removed), usedBytes / pageBytes) + otherPages) * pageBytes;
    const onlyRemoves = this.#removed >= this.#put;
    const needed = touched + (onlyRemoves ? 0 : 2 * this.#bytes + spareBytes);
    const { size } = fstatSync(this.#descriptor);
    if (size - usedBytes >= needed || this.#extend(size, usedBytes + needed)) return;
    const least = touched + (onlyRemoves ? 0 : this.#bytes);
    const isPossible = size - usedBytes >= least && size - usedBytes + freePages(this.#path) * pageBytes >= needed;
    if (!isPossible) throw diskFull();
  }

  #extend(from: number, to: number): boolean {
    try {
      for (let at = from; at < to; ) at += writeSync(this.#descriptor, zeros, 0, zeros.length, at);
      return true;
    } catch {
      ftruncateSync(this.#descriptor, from);
      return false;
    }
  }

  /** True when a write that was cut short met a full disk. */
  isDiskFull(): boolean {
    const { bavail, bsize } = statfsSync(this.#path);
    return bavail * bsize < fullBelowBytes;
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

/** MongoDB's code for a full disk. */
export const diskFullCode = 14031;

/** There is no room for a write. */
export function diskFull(): StoreError {
  return new StoreError(diskFullCode, 'no space left for the store; nothing of this write was kept');
}
