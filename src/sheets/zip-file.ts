import { crc32, createInflateRaw } from 'node:zlib';
import { RuleError } from '../errors.ts';

/** A part as it lies in the file, packed. */
export interface PackedPart {
  name: string;
  method: number;
  checksum: number;
  plainBytes: number;
  packed: Buffer;
}

interface Entry {
  /** As it is written in the file. */
  name: string;
  plainBytes: number;
  method: number;
  encrypted: boolean;
  checksum: number;
  packedBytes: number;
  localOffset: number;
}

/**
 * The parts of a zip file, inflated one by one when they are asked for: a part that nobody reads costs nothing, whatever it holds. Sizes
 * declared in a zip are claims; what all parts read together may inflate to is a budget.
 */
export class ZipFile {
  readonly #file: Buffer;
  readonly #entries: ReadonlyMap<string, Entry>;
  #budgetBytes: number;

  /** @throws RuleError `import.not-a-workbook` */
  constructor(file: Buffer, maxInflatedBytes: number) {
    this.#file = file;
    this.#entries = readDirectory(file);
    this.#budgetBytes = maxInflatedBytes;
  }

  /** Part names are compared without case and leading slash (ECMA-376 part 2, 6.2.2). */
  has(name: string): boolean {
    return this.#entries.has(partKey(name));
  }

  /** The parts' names, as they are written. */
  get names(): string[] {
    return [...this.#entries.values()].map(({ name }) => name);
  }

  /** A part without inflating it, to be written into another file. @throws RuleError `import.not-a-workbook`, `import.old-or-encrypted` */
  packed(name: string): PackedPart {
    const entry = this.#entries.get(partKey(name));
    if (entry === undefined) throw new RuleError('import.not-a-workbook');
    if (entry.encrypted) throw new RuleError('import.old-or-encrypted');
    const { method, checksum, plainBytes } = entry;
    return { name: entry.name, method, checksum, plainBytes, packed: packedBytes(this.#file, entry) };
  }

  /**
   * The content of a part, in pieces.
   * @throws RuleError `import.not-a-workbook`, `import.old-or-encrypted`, `import.inflates-too-much`
   */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(partKey(name));
    if (entry === undefined) throw new RuleError('import.not-a-workbook');
    if (entry.encrypted) throw new RuleError('import.old-or-encrypted');
    let checksum = 0;
    for await (const piece of inflated(packedBytes(this.#file, entry), entry.method)) {
      this.#budgetBytes -= piece.byteLength;
      if (this.#budgetBytes < 0) throw new RuleError('import.inflates-too-much');
      checksum = crc32(piece, checksum);
      yield piece;
    }
    if (checksum !== entry.checksum) throw new RuleError('import.not-a-workbook');
  }
}

async function* inflated(packed: Buffer, method: number): AsyncGenerator<Buffer> {
  if (method === 0) {
    yield packed;
    return;
  }
  if (method !== 8) throw new RuleError('import.not-a-workbook');
  const inflate = createInflateRaw({ chunkSize: 256 * 1024 });
  inflate.end(packed);
  try {
    yield* inflate;
  } catch {
    throw new RuleError('import.not-a-workbook');
  }
}

function packedBytes(file: Buffer, entry: Entry): Buffer {
  const at = entry.localOffset;
  if (at + 30 > file.length || file.readUInt32LE(at) !== 0x04034b50) throw new RuleError('import.not-a-workbook');
  const start = at + 30 + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28);
  return file.subarray(start, start + entry.packedBytes);
}

/** The central directory (PKWARE APPNOTE 4.3.12 to 4.3.16), also in its zip64 form. */
function readDirectory(file: Buffer): Map<string, Entry> {
  const found = new Map<string, Entry>();
  let { at, count } = directoryPlace(file);
  for (; count > 0; count -= 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) throw new RuleError('import.not-a-workbook');
    const nameEnd = at + 46 + file.readUInt16LE(at + 28);
    const extraEnd = nameEnd + file.readUInt16LE(at + 30);
    const sizes = zip64Sizes(file.subarray(nameEnd, extraEnd), [
      file.readUInt32LE(at + 24),
      file.readUInt32LE(at + 20),
      file.readUInt32LE(at + 42),
    ]);
    const name = file.toString('utf8', at + 46, nameEnd);
    found.set(partKey(name), {
      name,
      plainBytes: sizes[0],
      method: file.readUInt16LE(at + 10),
      encrypted: (file.readUInt16LE(at + 8) & 1) === 1,
      checksum: file.readUInt32LE(at + 16),
      packedBytes: sizes[1],
      localOffset: sizes[2],
    });
    at = extraEnd + file.readUInt16LE(at + 32);
  }
  return found;
}

function directoryPlace(file: Buffer): { at: number; count: number } {
  const end = file.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 22 > file.length) throw new RuleError('import.not-a-workbook');
  const place = { count: file.readUInt16LE(end + 10), at: file.readUInt32LE(end + 16) };
  if (place.count !== 0xffff && place.at !== 0xffffffff) return place;
  const locator = end - 20;
  if (locator < 0 || file.readUInt32LE(locator) !== 0x07064b50) return place;
  const record = Number(file.readBigUInt64LE(locator + 8));
  if (record + 56 > file.length || file.readUInt32LE(record) !== 0x06064b50) {
    throw new RuleError('import.not-a-workbook');
  }
  return { count: Number(file.readBigUInt64LE(record + 32)), at: Number(file.readBigUInt64LE(record + 48)) };
}

/** Size, packed size and offset, each taken from the zip64 field (id 1) where its 32 bits are all set. */
function zip64Sizes(extra: Buffer, sizes: [number, number, number]): [number, number, number] {
  let at = 0;
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== 1) at += 4 + extra.readUInt16LE(at + 2);
  at += 4;
  return sizes.map((size) => {
    if (size !== 0xffffffff || at + 8 > extra.length) return size;
    at += 8;
    return Number(extra.readBigUInt64LE(at - 8));
  }) as [number, number, number];
}

function partKey(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}
