import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** The name of LMDB's data file inside its directory. */
export const dataFileName = 'data.mdb';

/** Something in the file is not as LMDB writes it. */
export class PageFault extends Error {
  override readonly name = 'PageFault';
}

/** One of the two trees of a data file: of the free pages, and of the entries. */
export interface Tree {
  readonly depth: number;
  readonly entries: number;
  /** Page number; undefined for an empty tree. */
  readonly root: number | undefined;
}

/** One committed state, as a meta page tells it. */
export interface Snapshot {
  readonly pageSize: number;
  readonly free: Tree;
  readonly main: Tree;
  readonly lastPage: number;
  readonly transaction: bigint;
}

/** Length of the header of every page. */
export const pageHeaderBytes = 24;
const magic = 0xbeefc0de;
const dataVersion = 2;
const metaPageFlag = 0x08;
/** Bytes of a meta page that say something. */
const metaBytes = pageHeaderBytes + 136;
const noPage = 0xffff_ffff_ffff_ffffn;

/** Reads pages of a data file by plain file access: LMDB maps the file, and ends the process where it is damaged. */
export class DataFile {
  readonly #descriptor: number;

  /** @param path - directory of the LMDB files */
  constructor(path: string) {
    this.#descriptor = openSync(join(path, dataFileName), 'r');
  }

  get bytes(): number {
    return fstatSync(this.#descriptor).size;
  }

  /** @throws PageFault when the file ends before */
  read(position: number, bytes: number): Buffer {
    const target = Buffer.allocUnsafe(bytes);
    if (readSync(this.#descriptor, target, 0, bytes, position) !== bytes) throw new PageFault('the file is cut off');
    return target;
  }

  /** The newest committed state. @throws PageFault when this is no data file, or not a whole one */
  snapshot(): Snapshot {
    const first = this.#meta(0);
    const second = this.#meta(first.pageSize);
    if (second.pageSize !== first.pageSize) throw new PageFault('two page sizes');
    return first.transaction >= second.transaction ? first : second;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #meta(position: number): Snapshot {
    const page = this.read(position, metaBytes);
    const meta = page.subarray(pageHeaderBytes);
    const isMeta = (page.readUInt16LE(18) & metaPageFlag) !== 0 && meta.readUInt32LE(0) === magic;
    if (!isMeta || (meta.readUInt32LE(4) & 0xffff) !== dataVersion) throw new PageFault('no data file of LMDB');
    const pageSize = meta.readUInt32LE(24);
    if (pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0) throw new PageFault('no page size');
    return {
      pageSize,
      free: treeAt(meta, 24),
      main: treeAt(meta, 72),
      lastPage: Number(meta.readBigUInt64LE(120)),
      transaction: meta.readBigUInt64LE(128),
    };
  }
}

function treeAt(meta: Buffer, at: number): Tree {
  const root = meta.readBigUInt64LE(at + 40);
  return {
    depth: meta.readUInt16LE(at + 6),
    entries: Number(meta.readBigUInt64LE(at + 32)),
    root: root === noPage ? undefined : Number(root),
  };
}
