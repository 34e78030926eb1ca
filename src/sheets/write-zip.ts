import { promisify } from 'node:util';
import { crc32, deflateRaw, deflateRawSync } from 'node:zlib';
import type { PackedPart } from './zip-file.ts';

/** 1980-01-01, the first day a zip can name: the same parts always give the same bytes. */
const DAY = 0x21;

/** A zip file of these parts, in their order; those of another file are taken over as they lie there. */
export function writeZip(parts: readonly (PackedPart | readonly [name: string, content: string | Buffer])[]): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const { name, method, checksum, plainBytes, packed } = 'packed' in part ? part : packedPart(...part);
    const nameBytes = Buffer.from(name);
    // Fields that the local header and the directory share (PKWARE APPNOTE 4.3.7, 4.3.12); bit 11: the name is UTF-8.
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(0x0800, 2);
    shared.writeUInt16LE(method, 4);
    shared.writeUInt16LE(DAY, 8);
    shared.writeUInt32LE(checksum, 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(plainBytes, 18);
    shared.writeUInt16LE(nameBytes.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, nameBytes, packed]);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), shared, place, nameBytes]));
    pieces.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, listed, end]);
}

const packAside = promisify(deflateRaw);

/** As `writeZip`, packed in a thread of Node's own; the bytes are the same. */
export async function writeLongZip(parts: readonly (readonly [name: string, content: Buffer])[]): Promise<Buffer> {
  const packed: PackedPart[] = [];
  for (const [name, plain] of parts) packed.push({ ...aboutPart(name, plain), packed: await packAside(plain) });
  return writeZip(packed);
}

function packedPart(name: string, content: string | Buffer): PackedPart {
  const plain = typeof content === 'string' ? Buffer.from(content) : content;
  return { ...aboutPart(name, plain), packed: deflateRawSync(plain) };
}

function aboutPart(name: string, plain: Buffer): Omit<PackedPart, 'packed'> {
  return { name, method: 8, checksum: crc32(plain), plainBytes: plain.length };
}
