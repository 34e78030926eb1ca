import { bsonType } from './bson-types.ts';
import { ChosenFields } from './chosen-fields.ts';
import { asNumber, type Document, isPlainObject } from './document.ts';
import { ElementWalker } from './element-walker.ts';
import { StoreError } from './errors.ts';
import { checkFieldPath, partsOf } from './paths.ts';
import { RawBuilder } from './raw-builder.ts';

/** Cuts a document down to what the client asked for. */
export type Projection = (bytes: Buffer) => Buffer;

type Tree = Map<string, Tree | true>;

/**
 * Compiles a projection that includes or excludes fields; it copies bytes and keeps the order of fields.
 * @returns undefined when everything is wanted
 * @throws StoreError 31253 and 31254 when inclusion and exclusion are mixed, 31249 and 31250 when two paths collide, 31325 and 115 on
 *   anything computed
 */
export function compileProjection(projection: Document): Projection | undefined {
  const { _id: id, ...others } = Object.fromEntries(
    Object.entries(projection).map(([path, value]) => [path, isIncluded(path, value)]),
  );
  const [first = id] = Object.values(others);
  if (first === undefined) return undefined;
  for (const [path, value] of Object.entries(others)) if (value !== first) throw mixed(path, first);
  const tree = treeOf(Object.keys(others));
  if (id !== undefined && tree.has('_id')) throw new StoreError(31250, 'Path collision at _id');
  if (!tree.has('_id') && (first ? id !== false : id === false)) tree.set('_id', true);
  if (first && [...tree.values()].every((below) => below === true)) return someFields([...tree.keys()]);
  return (bytes) => {
    const builder = new RawBuilder();
    copy(bytes, 0, tree, first, builder);
    return builder.take();
  };
}

/** Whole fields alone; nothing is read behind the last of them. */
function someFields(names: readonly string[]): Projection {
  const chosen = new ChosenFields(names);
  const builder = new RawBuilder();
  return (bytes) => {
    const opened = builder.open();
    const walker = new ElementWalker(bytes);
    for (let left = names.length; left > 0 && walker.next(); ) {
      if (chosen.placeOf(walker) < 0) continue;
      builder.bytes(bytes, walker.nameStart - 1, walker.end);
      left -= 1;
    }
    builder.close(opened);
    return builder.take();
  };
}

function isIncluded(path: string, value: unknown): boolean {
  if (path.includes('.$.'))
    throw new StoreError(31394, `Positional operator is not supported in the middle of the path '${path}'`);
  checkFieldPath(path);
  if (typeof value === 'boolean') return value;
  const number = asNumber(value);
  if (number !== undefined) return number !== 0;
  const [name = ''] = isPlainObject(value) ? Object.keys(value) : [];
  if (name.startsWith('$')) throw new StoreError(31325, `Unknown expression ${name}`);
  throw new StoreError(115, `computed projection of '${path}' is not supported by the embedded store`);
}

function mixed(path: string, including: boolean): StoreError {
  return including
    ? new StoreError(31254, `Cannot do exclusion on field ${path} in inclusion projection`)
    : new StoreError(31253, `Cannot do inclusion on field ${path} in exclusion projection`);
}

function treeOf(paths: readonly string[]): Tree {
  const root: Tree = new Map();
  for (const path of paths) {
    let level = root;
    const parts = partsOf(path);
    const last = parts.length - 1;
    for (const [at, part] of parts.entries()) {
      const below = level.get(part);
      if (below === true)
        throw new StoreError(31249, `Path collision at ${path} remaining portion ${parts.slice(at + 1).join('.')}`);
      if (at === last && below !== undefined) throw new StoreError(31250, `Path collision at ${path}`);
      const next: Tree = below ?? new Map();
      level.set(part, at === last ? true : next);
      level = next;
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
