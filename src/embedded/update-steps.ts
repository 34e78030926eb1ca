import { type Document, encode, isPlainObject } from './document.ts';
import { StoreError } from './errors.ts';
import { isIndexPart } from './paths.ts';
import { type Change, changeMakers, leavesMissing } from './update-operators.ts';
import {
  filterName,
  isPositional,
  type Positions,
  readSlot,
  type Slot,
  slotsAt,
  updatePath,
  writeSlot,
} from './update-paths.ts';

/** One operator on one path. */
export interface Step {
  readonly operator: string;
  readonly path: string;
  readonly parts: readonly string[];
  /** Where `$rename` takes the value from. */
  readonly from?: readonly string[];
  readonly change: Change;
}

/** The steps of an update with operators, in the order of their paths, which is the order of the fields they make. @throws StoreError */
export function stepsOf(update: Document): Step[] {
  const steps = Object.entries(update).flatMap(([operator, fields]) => {
    if (operator !== '$rename' && !Object.hasOwn(changeMakers, operator)) {
      const known = 'Expected a valid update modifier or pipeline-style update specified as an array';
      throw new StoreError(9, `Unknown modifier: ${operator}. ${known}`);
    }
    if (!isPlainObject(fields))
      throw new StoreError(9, `Modifiers operate on fields but we found another type for ${operator}`);
    return Object.entries(fields).map(([path, argument]) => stepOf(operator, path, argument));
  });
  refuseConflicts(steps.flatMap(({ path, from }) => [path, ...(from === undefined ? [] : [from.join('.')])]));
  return steps.sort((a, b) => comparePaths(a.parts, b.parts));
}

function stepOf(operator: string, path: string, argument: unknown): Step {
  if (operator === '$rename') return renameStep(path, argument);
  const make = changeMakers[operator] as (typeof changeMakers)[string];
  return { operator, path, parts: updatePath(path), change: make(argument, path) };
}

/** A rename removes the value at one path and puts it at another. */
function renameStep(path: string, target: unknown): Step {
  if (typeof target !== 'string') throw new StoreError(2, `The 'to' field for $rename must be a string: ${path}`);
  if (overlaps(path, target))
    throw new StoreError(
      2,
      `The source and target field for $rename must not be on the same path: ${path}: "${target}"`,
    );
  const from = updatePath(path);
  const parts = updatePath(target);
  for (const [kind, names] of [['source', from] as const, ['destination', parts] as const])
    if (names.some(isPositional))
      throw new StoreError(2, `The ${kind} field for $rename may not be dynamic: ${names.join('.')}`);
  return { operator: '$rename', path: target, parts, from, change: (before) => before };
}

/** @throws StoreError 40 when two steps are about the same path, or one is inside another */
function refuseConflicts(paths: readonly string[]): void {
  const sorted = [...paths].sort();
  for (const [at, path] of sorted.entries()) {
    const next = sorted.slice(at + 1).find((other) => overlaps(other, path));
    if (next !== undefined)
      throw new StoreError(40, `Updating the path '${next}' would create a conflict at '${path}'`);
  }
}

/** True when one path is the other or lies inside it. */
function overlaps(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

/** Names in the order of their characters, numbers in the order of their values. */
function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (const [at, part] of a.entries()) {
    const other = b[at];
    if (other === undefined) return 1;
    if (part === other) continue;
    if (isIndexPart(part) && isIndexPart(other)) return Number(part) - Number(other);
    return Buffer.compare(Buffer.from(part), Buffer.from(other));
  }
  return a.length - b.length;
}

/**
 * Carries out the steps on a document in place. @returns whether anything is different now
 * @throws StoreError 40 when two of them reach the same element by different paths; as `slotsAt` and the operators do
 */
export function applySteps(document: Document, steps: readonly Step[], positions: Positions): boolean {
  const isDynamic = steps.length > 1 && steps.some(({ parts }) => parts.some(isPositional));
  const reached: string[] = [];
  let changed = false;
  for (const step of steps) {
    const slots = step.from === undefined ? slotsOf(document, step, positions) : renameSlots(document, step, positions);
    for (const slot of slots) {
      const taken = isDynamic ? reached.find((path) => overlaps(path, slot.path)) : undefined;
      if (taken !== undefined) throw new StoreError(40, `Update created a conflict at '${taken}'`);
      if (isDynamic) reached.push(slot.path);
      changed = changeSlot(slot, step.change) || changed;
    }
    if (step.from !== undefined) changed = moveValue(document, step.from, slots) || changed;
  }
  return changed;
}

function slotsOf(document: Document, step: Step, positions: Positions): Slot[] {
  return slotsAt(document, step.parts, positions, !leavesMissing.has(step.operator));
}

/** The target of a rename; nothing when there is nothing to move. @throws StoreError 2 when either path leads through an array */
function renameSlots(document: Document, { from = [], parts }: Step, positions: Positions): Slot[] {
  const source = plainSlot(document, from, 'source');
  if (source === undefined || readSlot(source) === undefined) return [];
  plainSlot(document, parts, 'destination');
  return slotsAt(document, parts, positions, true);
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

function moveValue(document: Document, from: readonly string[], [target]: readonly Slot[]): boolean {
  const source = target === undefined ? undefined : plainSlot(document, from, 'source');
  if (source === undefined || target === undefined) return false;
  writeSlot(target, readSlot(source));
  delete (source.holder as Document)[source.key];
  return true;
}

function changeSlot(slot: Slot, change: Change): boolean {
  const before = readSlot(slot);
  const after = change(before);
  if (after === undefined) return removeSlot(slot, before);
  if (before !== undefined && isSameValue(before, after)) return false;
  writeSlot(slot, after);
  return true;
}

function removeSlot({ holder, key }: Slot, before: unknown): boolean {
  if (before === undefined) return false;
  if (Array.isArray(holder)) holder[Number(key)] = null;
  else delete holder[key];
  return true;
}

/** Equal in value, type and order of fields: then MongoDB counts the document as not modified. */
function isSameValue(before: unknown, after: unknown): boolean {
  if (before === after) return true;
  if (typeof before !== 'object' || typeof after !== 'object') return false;
  return encode({ v: before }).equals(encode({ v: after }));
}

/** The names in `$[name]` that the steps use. @throws StoreError 2 when one has no filter */
export function namesUsed(steps: readonly Step[], filters: ReadonlyMap<string, unknown>): Set<string> {
  const used = new Set<string>();
  for (const { path, parts } of steps) {
    for (const name of parts.map(filterName)) {
      if (name === undefined || name === '') continue;
      if (!filters.has(name))
        throw new StoreError(2, `No array filter found for identifier '${name}' in path '${path}'`);
      used.add(name);
    }
  }
  return used;
}
