import { crc32, deflateRawSync, constants as zlib } from 'node:zlib';
import type { PackedPart } from './zip-file.ts';

/** Text that is packed in one go: the memory of a part that is being written, whatever the part grows to. */
const pieceLetters = 256 * 1024;

/** One part of a zip file, packed piece by piece while it is written, so that its plain text never lies in memory as a whole. */
export class PackedText {
  readonly #packed: Buffer[] = [];
  #waiting: string[] = [];
  #waitingLetters = 0;
  #checksum = 0;
  #plainBytes = 0;
  #packedBytes = 0;

  /** What the part takes in its file so far. */
  get packedBytes(): number {
    return this.#packedBytes;
  }

  add(text: string): void {
    this.#waiting.push(text);
    this.#waitingLetters += text.length;
    if (this.#waitingLetters >= pieceLetters) this.#pack(false);
  }

  end(name: string): PackedPart {
    this.#pack(true);
    const packed = Buffer.concat(this.#packed);
    return { name, method: 8, checksum: this.#checksum, plainBytes: this.#plainBytes, packed };
  }

  /** Pieces that end at a whole byte, put one behind the other, are one stream (RFC 1951, 3.2.4). */
  #pack(isLast: boolean): void {
    const plain = Buffer.from(this.#waiting.join(''));
    const packed = deflateRawSync(plain, { level: 4, finishFlush: isLast ? zlib.Z_FINISH : zlib.Z_SYNC_FLUSH });
    this.#waiting = [];
    this.#waitingLetters = 0;
    this.#checksum = crc32(plain, this.#checksum);
    this.#plainBytes += plain.length;
    this.#packedBytes += packed.length;
    this.#packed.push(packed);
  }
}
