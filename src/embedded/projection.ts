import { bsonType } from './bson-types.ts';
import { asNumber, type Document, decode, encode, isPlainObject } from './document.ts';
import { ElementWalker } from './element-walker.ts';
import { StoreError } from './errors.ts';
import { compileFilter } from './filter.ts';
import { matchedPosition } from './matched-position.ts';
import { valuesAt } from './paths.ts';
import { mingoProjection } from './pipeline.ts';
import { encodeResult } from './pipeline-values.ts';
import { RawBuilder } from './raw-builder.ts';

/** Cuts a document down to what the client asked for. */
export type Projection = (bytes: Buffer) => Buffer;

type Tree = Map<string, Tree | true>;

/** What a projection says, sorted by kind. */
interface Parts {
  readonly switches: readonly [path: string, include: boolean][];
  readonly id: boolean | undefined;
  /** Paths whose array is cut down by `$slice`, `$elemMatch` or `.$`. */
  readonly cuts: readonly [path: string, cut: ArrayCut, keepsOthers: boolean][];
}

/** What remains of an array; undefined when nothing does. */
type ArrayCut = (array: unknown[], document: Document) => unknown[] | undefined;

/**
 * Compiles the projection of a find. Inclusion and exclusion copy bytes and keep the order of fields; expressions are mingo's.
 * @param filter - the filter of the query, which `.$` refers to
 * @throws StoreError 31254 when inclusion and exclusion are mixed
 */
export function compileProjection(projection: Document, filter: Document): Projection | undefined {
  if (Object.keys(projection).length === 0) return undefined;
  const parts = partsOf(projection, filter);
  if (parts === undefined) {
    const project = mingoProjection(projection, filter);
    return (bytes) => encodeResult(project(decode(bytes)));
  }
  const select = selection(parts);
  if (parts.cuts.length === 0) return select;
  return (bytes) => encode(applyCuts(decode(select(bytes)), parts, decode(bytes)));
}

/** @returns undefined when there is an expression */
function partsOf(projection: Document, filter: Document): Parts | undefined {
  const switches: [string, boolean][] = [];
  const cuts: [string, ArrayCut, boolean][] = [];
  for (const [path, value] of Object.entries(projection)) {
    const include = switchOf(value);
    const cut = cutOf(path, value, filter);
    if (cut !== undefined) cuts.push(cut);
    else if (include === undefined) return undefined;
    else if (path !== '_id') switches.push([path, include]);
  }
  return { switches, cuts, id: switchOf(projection._id) };
}

function cutOf(path: string, value: unknown, filter: Document): [string, ArrayCut, boolean] | undefined {
  if (path.endsWith('.$') && switchOf(value) === true)
    return [path.slice(0, -2), positionalCut(path.slice(0, -2), filter), false];
  if (!isPlainObject(value) || Object.keys(value).length !== 1) return undefined;
  if ('$slice' in value) return [path, (array) => slice(array, value.$slice), true];
  if (!('$elemMatch' in value)) return undefined;
  const matches = compileFilter({ v: value });
  const first: ArrayCut = (array) => {
    const found = array.find((element) => matches({ v: [element] }));
    return found === undefined ? undefined : [found];
  };
  return [path, first, false];
}

function positionalCut(path: string, filter: Document): ArrayCut {
  return (array, document) => {
    const position = matchedPosition(document, filter, path);
    if (position === undefined)
      throw new StoreError(
        51246,
        "Executor error during find command: positional operator '.$' couldn't find a matching element in the array",
      );
    return [array[position]];
  };
}

/** Copies what is included or not excluded. */
function selection({ switches, id, cuts }: Parts): Projection {
  const include =
    switches.length > 0
      ? switches[0]?.[1] === true
      : cuts.some(([, , keepsOthers]) => !keepsOthers) || (cuts.length === 0 && id === true);
  if (switches.some(([, value]) => value !== include))
    throw new StoreError(31254, 'Cannot do exclusion and inclusion in one projection');
  const paths = switches.map(([path]) => path);
  const tree = treeOf(include ? [...paths, ...cuts.map(([path]) => path)] : paths);
  if (include ? id !== false : id === false) tree.set('_id', true);
  return (bytes) => {
    const builder = new RawBuilder();
    copy(bytes, 0, tree, include, builder);
    return builder.take();
  };
}

function applyCuts(selected: Document, { cuts }: Parts, document: Document): Document {
  for (const [path, cut] of cuts) {
    const parts = path.split('.');
    const last = parts.pop() ?? path;
    const holder = parts.length === 0 ? selected : valuesAt(selected, parts.join('.'))[0];
    if (!isPlainObject(holder) || !Array.isArray(holder[last])) continue;
    const remaining = cut(holder[last], document);
    if (remaining === undefined) delete holder[last];
    else holder[last] = remaining;
  }
  return selected;
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
