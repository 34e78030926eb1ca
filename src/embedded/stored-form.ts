import type { ObjectId } from 'bson';
import { encode } from './document.ts';
import { ElementWalker } from './element-walker.ts';

const idName = Buffer.from('_id');

/** The document with `_id` as its first field, as MongoDB stores it; a missing one is made. */
export function withIdFirst(bytes: Buffer, makeId: () => ObjectId): Buffer {
  const walker = new ElementWalker(bytes);
  if (walker.next() && walker.nameIs(idName)) return bytes;
  const rest = new ElementWalker(bytes);
  while (rest.next()) {
    if (!rest.nameIs(idName)) continue;
    const from = rest.nameStart - 1;
    const id = bytes.subarray(from, rest.end);
    return Buffer.concat([bytes.subarray(0, 4), id, bytes.subarray(4, from), bytes.subarray(rest.end)]);
  }
  const id = encode({ _id: makeId() });
  const made = Buffer.concat([bytes.subarray(0, 4), id.subarray(4, id.length - 1), bytes.subarray(4)]);
  made.writeInt32LE(made.length, 0);
  return made;
}
