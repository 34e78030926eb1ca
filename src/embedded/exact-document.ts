import { deserialize } from 'bson';
import { bsonType } from './bson-types.ts';
import { exactTypes } from './document.ts';
import { ElementWalker } from './element-walker.ts';

/**
 * A document for the driver that it sends with the same bytes: every value in the class of its type, every field in its place, also those
 * named by whole numbers, which an object would put first.
 */
export function exactDocument(bytes: Buffer): Map<string, unknown> {
  return fieldsAt(bytes, 0);
}

function fieldsAt(bytes: Buffer, start: number): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  const walker = new ElementWalker(bytes, start);
  while (walker.next()) fields.set(walker.name(), valueAt(walker));
  return fields;
}

function valueAt(walker: ElementWalker): unknown {
  if (walker.type === bsonType.object) return fieldsAt(walker.bytes, walker.start);
  if (walker.type === bsonType.array) return [...fieldsAt(walker.bytes, walker.start).values()];
  const element = walker.bytes.subarray(walker.nameStart - 1, walker.end);
  const alone = Buffer.alloc(4 + element.length + 1);
  alone.writeInt32LE(alone.length);
  element.copy(alone, 4);
  return deserialize(alone, exactTypes)[walker.name()];
}
