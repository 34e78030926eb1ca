import { bsonType } from './bson-types.ts';
import { ElementWalker, invalid, lengthAt, stringEnd } from './element-walker.ts';
import { StoreError } from './errors.ts';

/** Deepest nesting accepted, as in MongoDB (BSONDepth::kDefaultMaxAllowableDepth). */
const maxDepth = 200;
/** Largest document stored, in bytes. */
export const maxDocumentBytes = 16 * 1024 * 1024;
/** Largest document inside a request: a command around a stored one, as in MongoDB (BSONObjMaxInternalSize). */
export const maxRequestDocumentBytes = maxDocumentBytes + 16 * 1024;

/**
 * Checks the whole structure of the document at `start`: lengths, ends, known types, depth.
 * @param maxBytes - most bytes it may have
 * @returns the position after the document
 * @throws StoreError 22 when it is not BSON, 10334 when it is larger than `maxBytes`
 */
export function checkDocument(bytes: Buffer, start = 0, maxBytes = maxDocumentBytes): number {
  const length = lengthAt(bytes, start, bytes.length, 5);
  checkSize(length, maxBytes);
  return checkLevel(bytes, start, 0);
}

/** @throws StoreError 10334 when that is more than `most` */
export function checkSize(length: number, most: number): void {
  if (length > most)
    throw new StoreError(10334, `object to insert too large. size in bytes: ${length}, max size: ${most}`);
}

function checkLevel(bytes: Buffer, start: number, depth: number): number {
  if (depth > maxDepth) throw invalid(`nested deeper than ${maxDepth} levels`);
  const walker = new ElementWalker(bytes, start);
  while (walker.next()) {
    if (walker.type === bsonType.object || walker.type === bsonType.array) checkLevel(bytes, walker.start, depth + 1);
    else if (walker.type === bsonType.codeWithScope) checkCodeWithScope(bytes, walker, depth);
    else if (walker.type === bsonType.bool && (bytes[walker.start] ?? 2) > 1) throw invalid('boolean neither 0 nor 1');
  }
  return start + bytes.readInt32LE(start);
}

function checkCodeWithScope(bytes: Buffer, walker: ElementWalker, depth: number): void {
  const scopeStart = stringEnd(bytes, walker.start + 4, walker.end);
  if (checkLevel(bytes, scopeStart, depth + 1) !== walker.end) throw invalid('code with scope of a wrong length');
}
