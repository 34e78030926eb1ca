import { bsonType } from './bson-types.ts';
import { decode } from './document.ts';
import { ElementWalker, type RawValue } from './element-walker.ts';
import { StoreError } from './errors.ts';
import type { Index, IndexField } from './index-definition.ts';
import type { KeyWriter } from './key-writer.ts';
import type { TopFields } from './top-fields.ts';

/** An empty array is indexed as `undefined`, a missing field as null. */
type KeyPart = RawValue | 'empty' | 'missing';

/** The entries one document has in one index, without the prefix of the index and without its _id. */
interface IndexKeys {
  readonly keys: readonly Buffer[];
  /** True when an array was met on the way. */
  readonly multikey: boolean;
}

const none: IndexKeys = { keys: [], multikey: false };

/**
 * Works out the index entries of a raw document without decoding it (a partial index whose filter asks for more than presence decodes).
 * @throws StoreError 171 when two different arrays would have to be combined, 17280 when an entry is too long
 */
export function indexKeys(index: Index, document: TopFields, writer: KeyWriter): IndexKeys {
  const { bytes } = document;
  if (index.presence?.some((field) => !isPresent(field, document)) === true) return none;
  if (index.includes !== undefined && !index.includes(decode(bytes))) return none;
  const parts = index.fields.map((field) => partsAt(field, document));
  if (index.record.sparse && parts.every((found) => found.values.every((part) => part === 'missing'))) return none;
  const multikey = parts.some((found) => found.array !== undefined);
  if (!multikey) return { keys: [writeParts(index.fields, parts.map(onlyValue), writer)], multikey };
  return { keys: combine(index.fields, parts, bytes, writer), multikey };
}

interface Found {
  readonly values: KeyPart[];
  /** Position of the outermost array met, which tells whether two fields met the same one. */
  array: number | undefined;
}

function partsAt({ parts }: IndexField, document: TopFields): Found {
  const found: Found = { values: [], array: undefined };
  const [root] = parts;
  if (root !== undefined) collectValue(document.find(root), parts, 0, found);
  if (found.values.length === 0) found.values.push('missing');
  return found;
}

function isPresent(field: IndexField, document: TopFields): boolean {
  const [root] = field.parts;
  // A value of its own is there, whatever it is.
  if (root !== undefined && field.parts.length === 1) return document.find(root) !== undefined;
  return partsAt(field, document).values.some((part) => part !== 'missing');
}

function onlyValue(found: Found): KeyPart {
  return found.values[0] ?? 'missing';
}

function collect(bytes: Buffer, start: number, parts: readonly Buffer[], depth: number, found: Found): void {
  const name = parts[depth];
  if (name !== undefined) collectValue(findIn(bytes, start, name), parts, depth, found);
}

function collectValue(value: RawValue | undefined, parts: readonly Buffer[], depth: number, found: Found): void {
  if (value === undefined) found.values.push('missing');
  else if (value.type === bsonType.array) collectArray(value, parts, depth, found);
  else if (depth === parts.length - 1) found.values.push(value);
  else if (value.type === bsonType.object) collect(value.bytes, value.start, parts, depth + 1, found);
  else found.values.push('missing');
}

function findIn(bytes: Buffer, start: number, name: Buffer): RawValue | undefined {
  const walker = new ElementWalker(bytes, start);
  while (walker.next()) if (walker.nameIs(name)) return walker.value();
  return undefined;
}

function collectArray(array: RawValue, parts: readonly Buffer[], depth: number, found: Found): void {
  found.array ??= array.start;
  const isLeaf = depth === parts.length - 1;
  const walker = new ElementWalker(array.bytes, array.start);
  let isEmpty = true;
  while (walker.next()) {
    isEmpty = false;
    if (isLeaf) found.values.push(walker.value());
    else if (walker.type === bsonType.object) collect(array.bytes, walker.start, parts, depth + 1, found);
    if (!isLeaf && parts[depth + 1] !== undefined && walker.nameIs(parts[depth + 1] as Buffer)) {
      collectNumbered(walker.value(), parts, depth + 1, found);
    }
  }
  if (isEmpty && isLeaf) found.values.push('empty');
}

/** `items.0.name` also means the element number 0. */
function collectNumbered(element: RawValue, parts: readonly Buffer[], depth: number, found: Found): void {
  if (depth === parts.length - 1) found.values.push(element);
  else if (element.type === bsonType.object) collect(element.bytes, element.start, parts, depth + 1, found);
}

function combine(fields: readonly IndexField[], parts: readonly Found[], bytes: Buffer, writer: KeyWriter): Buffer[] {
  const arrays = new Set(parts.flatMap((found) => (found.array === undefined ? [] : [found.array])));
  if (arrays.size > 1) throw new StoreError(171, 'cannot index parallel arrays');
  const several = parts.filter((found) => found.array !== undefined);
  const keys =
    several.length > 1
      ? perElement(fields, parts, bytes, writer)
      : product(
          fields,
          parts.map((found) => found.values),
          writer,
        );
  const unique = new Map(keys.map((key) => [key.toString('latin1'), key]));
  return [...unique.values()];
}

function product(fields: readonly IndexField[], values: readonly (readonly KeyPart[])[], writer: KeyWriter): Buffer[] {
  let rows: KeyPart[][] = [[]];
  for (const choices of values) rows = rows.flatMap((row) => choices.map((choice) => [...row, choice]));
  return rows.map((row) => writeParts(fields, row, writer));
}

/** Fields inside the same array go together element by element. */
function perElement(
  fields: readonly IndexField[],
  parts: readonly Found[],
  bytes: Buffer,
  writer: KeyWriter,
): Buffer[] {
  const start = parts.find((found) => found.array !== undefined)?.array ?? 0;
  const keys: Buffer[] = [];
  const walker = new ElementWalker(bytes, start);
  while (walker.next()) {
    if (walker.type !== bsonType.object) continue;
    const from = walker.start;
    const to = walker.end;
    const rows = parts.map((found, at) =>
      found.array === undefined ? found.values : within(fields[at], found, from, to),
    );
    keys.push(...product(fields, rows, writer));
  }
  return keys.length > 0
    ? keys
    : product(
        fields,
        parts.map((found) => found.values.slice(0, 1)),
        writer,
      );
}

function within(field: IndexField | undefined, found: Found, from: number, to: number): KeyPart[] {
  const inside = found.values.filter((part) => typeof part === 'object' && part.start >= from && part.end <= to);
  return field !== undefined && inside.length > 0 ? inside : ['missing'];
}

function writeParts(fields: readonly IndexField[], row: readonly KeyPart[], writer: KeyWriter): Buffer {
  writer.reset();
  for (let i = 0; i < fields.length; i++) {
    const descending = fields[i]?.descending ?? false;
    const part = row[i] ?? 'missing';
    if (part === 'missing') writer.missing(descending);
    else if (part === 'empty') writer.mark('undefined', descending);
    else writer.value(part, descending);
  }
  return writer.copy();
}
