import { type Document, isPlainObject } from './document.ts';
import { StoreError } from './errors.ts';
import {
  isPositional,
  overlaps,
  type Positions,
  readSlot,
  type Slot,
  slotsAt,
  updatePath,
  writeSlot,
} from './update-paths.ts';

/** The two paths of a `$rename`. @throws StoreError 2 when they overlap or depend on the document, 56 */
export function renamePaths(path: string, target: unknown): { from: readonly string[]; to: readonly string[] } {
  if (typeof target !== 'string') throw new StoreError(2, `The 'to' field for $rename must be a string: ${path}`);
  if (overlaps(path, target))
    throw new StoreError(
      2,
      `The source and target field for $rename must not be on the same path: ${path}: "${target}"`,
    );
  const from = updatePath(path);
  const to = updatePath(target);
  for (const [kind, names] of [['source', from] as const, ['destination', to] as const])
    if (names.some(isPositional))
      throw new StoreError(2, `The ${kind} field for $rename may not be dynamic: ${names.join('.')}`);
  return { from, to };
}

/** The target of a rename; nothing when there is nothing to move. @throws StoreError 2 when either path leads through an array */
export function renameSlots(
  document: Document,
  from: readonly string[],
  to: readonly string[],
  positions: Positions,
): Slot[] {
  const source = plainSlot(document, from, 'source');
  if (source === undefined || readSlot(source) === undefined) return [];
  plainSlot(document, to, 'destination');
  return slotsAt(document, to, positions, true);
}

/** The slot at a path of documents alone; undefined when it is not there. */
function plainSlot(document: Document, parts: readonly string[], kind: string): Slot | undefined {
  let holder: unknown = document;
  for (const [at, key] of parts.entries()) {
    if (Array.isArray(holder))
      throw new StoreError(2, `The ${kind} field cannot be an array element, '${parts.join('.')}'`);
    if (!isPlainObject(holder)) return undefined;
    if (at === parts.length - 1) return { holder, key, path: parts.join('.') };
    holder = readSlot({ holder, key, path: '' });
  }
  return undefined;
}

/** Puts the value from the source into the slot of the target. @returns whether there was one */
export function moveValue(document: Document, from: readonly string[], [target]: readonly Slot[]): boolean {
  const source = target === undefined ? undefined : plainSlot(document, from, 'source');
  if (source === undefined || target === undefined) return false;
  writeSlot(target, readSlot(source));
  delete (source.holder as Document)[source.key];
  return true;
}
