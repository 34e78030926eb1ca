import { type Document, encode, isPlainObject } from './document.ts';
import { StoreError } from './errors.ts';
import { type Change, changeMakers, leavesMissing } from './update-operators.ts';
import { type Positions, readSlot, type Slot, slotsAt, writeSlot } from './update-paths.ts';

/** One operator on one path. */
interface Step {
  readonly operator: string;
  readonly path: string;
  readonly change: Change;
}

/** The steps of an update with operators, in its order. @throws StoreError 9 on an operator that is unknown */
export function stepsOf(update: Document, now: Date): Step[] {
  return Object.entries(update).flatMap(([operator, fields]) => {
    if (operator !== '$rename' && !Object.hasOwn(changeMakers, operator)) {
      const known = 'Expected a valid update modifier or pipeline-style update specified as an array';
      throw new StoreError(9, `Unknown modifier: ${operator}. ${known}`);
    }
    if (!isPlainObject(fields))
      throw new StoreError(9, `Modifiers operate on fields but we found another type for ${operator}`);
    return Object.entries(fields).flatMap(([path, argument]) => stepsFor(operator, path, argument, now));
  });
}

function stepsFor(operator: string, path: string, argument: unknown, now: Date): Step[] {
  if (operator === '$rename') return renameSteps(path, argument);
  const make = changeMakers[operator];
  return make === undefined ? [] : [{ operator, path, change: make(argument, path, now) }];
}

/** A rename removes the value at one path and puts it at another, if there was one. */
function renameSteps(path: string, target: unknown): Step[] {
  if (typeof target !== 'string') throw new StoreError(2, `The 'to' field for $rename must be a string: ${path}`);
  let moved: unknown;
  const take: Change = (before) => {
    moved = before;
    return undefined;
  };
  const give: Change = (before) => (moved === undefined ? before : moved);
  return [
    { operator: '$rename', path, change: take },
    { operator: '$rename', path: target, change: give },
  ];
}

/** @throws StoreError 40 when two steps are about the same path, or one is inside another */
export function refuseConflicts(steps: readonly Step[]): void {
  const paths = steps.map((step) => step.path).sort();
  for (const [at, path] of paths.entries()) {
    const next = paths.slice(at + 1).find((other) => other === path || other.startsWith(`${path}.`));
    if (next !== undefined)
      throw new StoreError(40, `Updating the path '${next}' would create a conflict at '${path}'`);
  }
}

/** Changes the document in place. @returns whether anything is different now */
export function applyStep(document: Document, step: Step, positions: Positions): boolean {
  const create = !leavesMissing.has(step.operator) && step.operator !== '$rename';
  let slots = slotsAt(document, step.path, positions, create);
  if (step.operator === '$rename' && slots.length === 0) slots = renameSlots(document, step, positions);
  let changed = false;
  for (const slot of slots) changed = changeSlot(slot, step.change) || changed;
  return changed;
}

/** The target of a rename is made only when there is something to move. */
function renameSlots(document: Document, step: Step, positions: Positions): Slot[] {
  return step.change(undefined) === undefined ? [] : slotsAt(document, step.path, positions, true);
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
