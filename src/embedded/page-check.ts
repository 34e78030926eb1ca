import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DataFile, dataFileName, PageFault, pageHeaderBytes, type Snapshot, type Tree } from './data-file.ts';

const branchFlag = 0x01;
const leafFlag = 0x02;
const overflowFlag = 0x04;
const nodeHeaderBytes = 8;
/** The value of a node lies on pages of its own. */
const bigValueFlag = 0x01;

/** True when there is no data file, or one that nothing was ever written to. */
export function isUnwritten(path: string): boolean {
  const file = join(path, dataFileName);
  return !existsSync(file) || statSync(file).size === 0;
}

/**
 * Reads every page of a data file that is in use, the list of free pages included.
 * @param path - directory of the LMDB files; beside a running bot a reader of it must be pinned, or pages are written anew meanwhile
 * @throws PageFault with the first thing that is wrong
 */
export function checkPages(path: string): void {
  const file = new DataFile(path);
  try {
    const walk = new PageWalk(file);
    walk.tree(walk.snapshot.main, undefined);
    walk.tree(walk.snapshot.free, (value) => walk.freePages(value));
  } finally {
    file.close();
  }
}

/** The number of pages that are free, as the list of them says. @throws PageFault */
export function freePages(path: string): number {
  const file = new DataFile(path);
  try {
    const walk = new PageWalk(file);
    let count = 0;
    walk.tree(walk.snapshot.free, (value) => {
      count += walk.freePages(value);
    });
    return count;
  } finally {
    file.close();
  }
}

/** Follows the two trees of one committed state; no page may be met twice. */
class PageWalk {
  readonly snapshot: Snapshot;
  readonly #file: DataFile;
  /** One bit for each page that is in use or free. */
  readonly #met: Uint8Array;

  constructor(file: DataFile) {
    this.#file = file;
    this.snapshot = file.snapshot();
    const { lastPage, pageSize } = this.snapshot;
    if (!Number.isSafeInteger(lastPage) || lastPage < 1 || lastPage * pageSize > 2 ** 46)
      throw new PageFault('no last page');
    this.#met = new Uint8Array(Math.ceil((lastPage + 1) / 8));
    this.#meet(0);
    this.#meet(1);
  }

  /** @param take - takes the value of each entry; undefined when they need not be read */
  tree({ root, depth, entries }: Tree, take: ((value: Buffer) => void) | undefined): void {
    const counted = root === undefined ? 0 : this.#page(root, depth, take);
    if (counted !== entries) throw new PageFault(`${entries} entries expected, ${counted} found`);
  }

  /** Takes in the pages one record of the free list names: single ones, or minus a count and the first of so many. @returns how many */
  freePages(value: Buffer): number {
    const count = value.length < 8 ? -1 : Number(value.readBigUInt64LE(0));
    if (count < 0 || (count + 1) * 8 > value.length) throw new PageFault('a record of the free list is cut off');
    let together = 1;
    let pages = 0;
    for (let at = 8; at <= count * 8; at += 8) {
      const number = Number(value.readBigInt64LE(at));
      if (number < 0) together = -number;
      else if (number > 0) {
        for (let page = number; page < number + together; page++) this.#meet(page);
        pages += together;
        together = 1;
      }
    }
    return pages;
  }

  /** @returns the number of entries below */
  #page(number: number, levels: number, take: ((value: Buffer) => void) | undefined): number {
    this.#meet(number);
    const { pageSize } = this.snapshot;
    const page = this.#file.read(number * pageSize, pageSize);
    const isLeaf = levels === 1;
    if (
      page.readBigUInt64LE(0) !== BigInt(number) ||
      (page.readUInt16LE(18) & 0x0f) !== (isLeaf ? leafFlag : branchFlag)
    )
      throw new PageFault(`page ${number} is another one than expected`);
    const lower = page.readUInt16LE(20);
    const upper = page.readUInt16LE(22);
    if (lower > upper || upper > pageSize - pageHeaderBytes || (lower & 1) !== 0)
      throw new PageFault(`page ${number} has no bounds`);
    const nodes = lower >> 1;
    if (nodes === 0) throw new PageFault(`page ${number} is empty`);
    if (isLeaf) {
      for (let at = 0; at < nodes; at++) this.#leafNode(page, this.#node(page, at, number), number, take);
      return nodes;
    }
    let entries = 0;
    for (let at = 0; at < nodes; at++)
      entries += this.#page(childOf(page, this.#node(page, at, number)), levels - 1, take);
    return entries;
  }

  /** Where a node starts; its header and its key lie inside the page. */
  #node(page: Buffer, index: number, number: number): number {
    const start = pageHeaderBytes + page.readUInt16LE(pageHeaderBytes + 2 * index);
    const isInside = start + nodeHeaderBytes <= page.length;
    if (!isInside || start + nodeHeaderBytes + page.readUInt16LE(start + 6) > page.length)
      throw new PageFault(`a key lies outside page ${number}`);
    return start;
  }

  #leafNode(page: Buffer, start: number, number: number, take: ((value: Buffer) => void) | undefined): void {
    const bytes = page.readUInt32LE(start);
    const flags = page.readUInt16LE(start + 4);
    const value = start + nodeHeaderBytes + page.readUInt16LE(start + 6);
    if ((flags & ~bigValueFlag) !== 0) throw new PageFault(`an entry of page ${number} is of an unknown kind`);
    const here = flags === bigValueFlag ? 24 : bytes;
    if (value + here > page.length) throw new PageFault(`a value lies outside page ${number}`);
    if (flags === 0) take?.(page.subarray(value, value + bytes));
    else this.#bigValue(Number(page.readBigUInt64LE(value)), Number(page.readBigUInt64LE(value + 16)), bytes, take);
  }

  #bigValue(first: number, pages: number, bytes: number, take: ((value: Buffer) => void) | undefined): void {
    const { pageSize } = this.snapshot;
    if (pages < 1 || bytes > pages * pageSize - pageHeaderBytes)
      throw new PageFault(`a value is longer than its pages`);
    for (let page = first; page < first + pages; page++) this.#meet(page);
    const header = this.#file.read(first * pageSize, pageHeaderBytes);
    const isOverflow = (header.readUInt16LE(18) & 0x0f) === overflowFlag && header.readUInt32LE(20) === pages;
    if (header.readBigUInt64LE(0) !== BigInt(first) || !isOverflow)
      throw new PageFault(`page ${first} is another one than expected`);
    if (take !== undefined) take(this.#file.read(first * pageSize + pageHeaderBytes, bytes));
    else this.#file.read((first + pages) * pageSize - 1, 1);
  }

  #meet(page: number): void {
    if (!(page >= 0 && page <= this.snapshot.lastPage)) throw new PageFault(`page ${page} is beyond the last one`);
    const bit = 1 << (page & 7);
    if (((this.#met[page >> 3] ?? 0) & bit) !== 0) throw new PageFault(`page ${page} is used twice`);
    this.#met[page >> 3] = (this.#met[page >> 3] ?? 0) | bit;
  }
}

/** The page number in a node of a branch page: 48 bits, the highest 16 among the flags. */
function childOf(page: Buffer, start: number): number {
  return page.readUInt32LE(start) + page.readUInt16LE(start + 4) * 2 ** 32;
}
