import { asNumber, type Document, decode, encode, isPlainObject } from './document.ts';
import { StoreError } from './errors.ts';
import { encodeResult, mingoProjection } from './pipeline.ts';
import { bsonType, ElementWalker } from './raw-bson.ts';
import { RawBuilder } from './raw-builder.ts';

/** Cuts a document down to what the client asked for. */
export type Projection = (bytes: Buffer) => Buffer;

type Tree = Map<string, Tree | true>;

/**
 * Compiles the projection of a find. Plain inclusion and exclusion copy bytes and keep the order of fields;
 * `$slice`, `$elemMatch`, `.$` and expressions are mingo's.
 * @param filter - the filter of the query, which `.$` refers to
 * @throws StoreError 2 when inclusion and exclusion are mixed
 */
export function compileProjection(projection: Document, filter: Document): Projection | undefined {
  const entries = Object.entries(projection);
  if (entries.length === 0) return undefined;
  const others = entries.filter(([path]) => path !== '_id');
  if (others.some(([path, value]) => switchOf(value) === undefined || path.includes('$'))) {
    return decodedProjection(projection, filter, others);
  }
  const idSwitch = '_id' in projection ? switchOf(projection._id) : undefined;
  const include = others.length > 0 ? switchOf(others[0]?.[1]) === true : idSwitch === true;
  if (others.some(([, value]) => switchOf(value) !== include)) {
    throw new StoreError(31254, 'Cannot do exclusion and inclusion in one projection');
  }
  const tree = treeOf(others.map(([path]) => path));
  if (include ? idSwitch !== false : idSwitch === false) tree.set('_id', true);
  const builder = new RawBuilder();
  return (bytes) => {
    copy(bytes, 0, tree, include, builder);
    return builder.take();
  };
}

function decodedProjection(projection: Document, filter: Document, others: [string, unknown][]): Projection {
  if (others.every(([, value]) => isPlainObject(value) && '$slice' in value))
    return sliceProjection(projection, others);
  const project = mingoProjection(projection, filter);
  return (bytes) => encodeResult(project(decode(bytes)));
}

/** `$slice` alone keeps all other fields. */
function sliceProjection(projection: Document, slices: [string, unknown][]): Projection {
  const withoutId = '_id' in projection && switchOf(projection._id) === false;
  return (bytes) => {
    const document = decode(bytes);
    if (withoutId) delete document._id;
    for (const [path, value] of slices) {
      const array = document[path];
      if (Array.isArray(array) && isPlainObject(value)) document[path] = slice(array, value.$slice);
    }
    return encode(document);
  };
}

function slice(array: unknown[], argument: unknown): unknown[] {
  const [first, second] = (Array.isArray(argument) ? argument : [argument]).map(asNumber);
  if (first === undefined) throw new StoreError(2, '$slice needs a number or [skip, limit]');
  if (second === undefined) return first < 0 ? array.slice(first) : array.slice(0, first);
  const start = first < 0 ? Math.max(array.length + first, 0) : first;
  return array.slice(start, start + second);
}

function switchOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (isPlainObject(value)) return undefined;
  const number = asNumber(value);
  return number === undefined ? undefined : number !== 0;
}

function treeOf(paths: readonly string[]): Tree {
  const root: Tree = new Map();
  for (const path of paths) {
    let level = root;
    const parts = path.split('.');
    for (const [at, part] of parts.entries()) {
      const below = level.get(part);
      if (at === parts.length - 1) level.set(part, true);
      else if (below instanceof Map) level = below;
      else {
        const made: Tree = new Map();
        level.set(part, made);
        level = made;
      }
    }
  }
  return root;
}

function copy(bytes: Buffer, start: number, tree: Tree, include: boolean, builder: RawBuilder): void {
  const opened = builder.open();
  const walker = new ElementWalker(bytes, start);
  while (walker.next()) {
    const below = tree.get(walker.name());
    if (below instanceof Map) copyBelow(bytes, walker, below, include, builder);
    else if ((below === true) === include) builder.bytes(bytes, walker.nameStart - 1, walker.end);
  }
  builder.close(opened);
}

function copyBelow(bytes: Buffer, walker: ElementWalker, tree: Tree, include: boolean, builder: RawBuilder): void {
  const name = bytes.subarray(walker.nameStart, walker.nameEnd);
  if (walker.type === bsonType.object) {
    builder.name(walker.type, name);
    copy(bytes, walker.start, tree, include, builder);
  } else if (walker.type === bsonType.array) {
    builder.name(walker.type, name);
    copyArray(bytes, walker.start, tree, include, builder);
  } else if (!include) builder.bytes(bytes, walker.nameStart - 1, walker.end);
}

function copyArray(bytes: Buffer, start: number, tree: Tree, include: boolean, builder: RawBuilder): void {
  const opened = builder.open();
  const walker = new ElementWalker(bytes, start);
  let position = 0;
  while (walker.next()) {
    const isNested = walker.type === bsonType.object || walker.type === bsonType.array;
    if (!isNested && include) continue;
    builder.name(walker.type, Buffer.from(String(position++)));
    if (walker.type === bsonType.object) copy(bytes, walker.start, tree, include, builder);
    else if (walker.type === bsonType.array) copyArray(bytes, walker.start, tree, include, builder);
    else builder.bytes(bytes, walker.start, walker.end);
  }
  builder.close(opened);
}
