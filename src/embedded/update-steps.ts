import { type Document, encode, isPlainObject } from './document.ts';
import { StoreError } from './errors.ts';
import type { Change } from './update-arrays.ts';
import { changeMakers, leavesMissing } from './update-operators.ts';
import {
  comparePaths,
  filterName,
  isPositional,
  overlaps,
  type Positions,
  readSlot,
  type Slot,
  slotsAt,
  updatePath,
  writeSlot,
} from './update-paths.ts';
import { moveValue, renamePaths, renameSlots } from './update-rename.ts';

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
  if (operator === '$rename') {
    const { from, to } = renamePaths(path, argument);
    return { operator, path: to.join('.'), parts: to, from, change: (before) => before };
  }
  const make = changeMakers[operator] as (typeof changeMakers)[string];
  return { operator, path, parts: updatePath(path), change: make(argument, path) };
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

/**
 * Carries out the steps on a document in place. @returns whether anything is different now
 * @throws StoreError 40 when two of them reach the same element by different paths; as `slotsAt` and the operators do
 */
export function applySteps(document: Document, steps: readonly Step[], positions: Positions): boolean {
  const isDynamic = steps.length > 1 && steps.some(({ parts }) => parts.some(isPositional));
  const reached: string[] = [];
  let changed = false;
  for (const step of steps) {
    const slots =
      step.from === undefined
        ? slotsOf(document, step, positions)
        : renameSlots(document, step.from, step.parts, positions);
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
