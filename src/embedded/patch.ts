import type { ChosenFields } from './chosen-fields.ts';
import { type Document, encode } from './document.ts';
import { ElementWalker } from './element-walker.ts';

/** A top-level field as a whole element: type, name and value; without one it is not there. */
export type FieldBytes = Buffer | undefined;

/**
 * Puts changed top-level fields into a document; all others keep their bytes, and so their types and inner order.
 * @param changed - the fields that may differ
 * @param fields - what stands for each of them, in their order; new ones come last
 */
export function patchFields(bytes: Buffer, changed: ChosenFields, fields: readonly FieldBytes[]): Buffer {
  const places = placesOf(bytes, changed);
  let length = bytes.length;
  const isNew = fields.map((field) => field !== undefined);
  for (const { field, start, end } of places) {
    length += (isNew[field] ? (fields[field]?.length ?? 0) : 0) - (end - start);
    isNew[field] = false;
  }
  for (const [at, field] of fields.entries()) if (isNew[at]) length += field?.length ?? 0;
  return assembled(bytes, length, places, fields);
}

/** Where one of the changed fields stands. */
interface Place {
  readonly field: number;
  readonly start: number;
  readonly end: number;
}

function placesOf(bytes: Buffer, changed: ChosenFields): Place[] {
  const places: Place[] = [];
  const walker = new ElementWalker(bytes);
  while (walker.next()) {
    const field = changed.placeOf(walker);
    if (field >= 0) places.push({ field, start: walker.nameStart - 1, end: walker.end });
  }
  return places;
}

function assembled(bytes: Buffer, length: number, places: readonly Place[], fields: readonly FieldBytes[]): Buffer {
  const made = Buffer.allocUnsafe(length);
  const left = [...fields];
  let at = made.writeInt32LE(length, 0);
  let kept = 4;
  for (const { field, start, end } of places) {
    at += bytes.copy(made, at, kept, start);
    at += left[field]?.copy(made, at) ?? 0;
    left[field] = undefined;
    kept = end;
  }
  at += bytes.copy(made, at, kept, bytes.length - 1);
  for (const field of left) at += field?.copy(made, at) ?? 0;
  made[at] = 0;
  return made;
}

/** What stands for a field with this value. */
export function fieldBytes(name: string, values: Document): FieldBytes {
  if (!Object.hasOwn(values, name)) return undefined;
  const bytes = encode({ [name]: values[name] });
  return bytes.subarray(4, bytes.length - 1);
}
