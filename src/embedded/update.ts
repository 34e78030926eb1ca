import { arrayFiltersOf } from './array-filters.ts';
import { ChosenFields } from './chosen-fields.ts';
import { type Document, decode, encode, isPlainObject } from './document.ts';
import { StoreError } from './errors.ts';
import type { MatchDetails } from './filter-conditions.ts';
import { type FieldBytes, fieldBytes, patchFields } from './patch.ts';
import type { Query } from './query.ts';
import { dollarField, type Positions, slotsAt, updatePath, writeSlot } from './update-paths.ts';
import { applySteps, namesUsed, type Step, stepsOf } from './update-steps.ts';
import { equalitiesOf } from './upsert-fields.ts';
import { equalValues, sortableBytes } from './value-order.ts';

/** An update ready to be applied to documents. */
export interface Update {
  /** The document after the update; the same buffer when nothing changes. @throws StoreError as MongoDB does */
  apply(bytes: Buffer): Buffer;
  /** False for a replacement of the whole document. */
  readonly usesOperators: boolean;
  /** The top-level fields that may become different; absent where that may be any. */
  readonly touched?: ReadonlySet<string>;
  /** Nothing comes to lie deeper than it does in the command, which was checked. */
  readonly isFlat?: boolean;
  /** The document an upsert inserts, without an _id of its own unless filter or update names one. */
  insertable(): Document;
}

/**
 * Compiles the update part of a command.
 * @param update - operators or a whole replacement; the pipeline form is refused
 * @param query - what the command looks for, for the positional `$` and for upserts
 * @throws StoreError 9 on an unknown operator, 40 on conflicting paths, 66 on a change of _id
 */
export function compileUpdate(
  update: unknown,
  query: Pick<Query, 'filter' | 'matches'>,
  arrayFilters: unknown,
): Update {
  if (Array.isArray(update))
    throw new StoreError(115, 'update with an aggregation pipeline is not supported by the embedded store');
  if (!isPlainObject(update)) throw new StoreError(9, 'Update argument must be either an object or an array');
  const filters = arrayFiltersOf(arrayFilters);
  const [first = ''] = Object.keys(update);
  if (first.startsWith('$')) return operatorUpdate(stepsFor(update, filters), query, filters);
  if (arrayFilters !== undefined)
    throw new StoreError(9, 'arrayFilters may not be specified for replacement-style updates');
  return replacement(update, query.filter);
}

function stepsFor(update: Document, filters: Positions['filters']): Step[] {
  const steps = stepsOf(update);
  const used = namesUsed(steps, filters);
  for (const name of filters.keys())
    if (!used.has(name))
      throw new StoreError(9, `The array filter for identifier '${name}' was not used in the update`);
  return steps;
}

function replacement(update: Document, filter: Document): Update {
  const hasId = '_id' in update;
  for (const name of Object.keys(update)) if (name.startsWith('$')) throw dollarField(name, name);
  return {
    usesOperators: false,
    apply(bytes) {
      const { _id: id } = decode(bytes);
      if (hasId && !equalValues(update._id, id)) throw immutableId();
      return encode({ _id: id, ...update, ...(hasId ? { _id: id } : {}) });
    },
    insertable() {
      const fromFilter = equalitiesOf(filter).find(([path]) => path === '_id');
      if (fromFilter === undefined) return update;
      if (hasId && !equalValues(update._id, fromFilter[1])) throw immutableId();
      return { _id: fromFilter[1], ...update };
    },
  };
}

function operatorUpdate(
  steps: readonly Step[],
  { filter, matches }: Pick<Query, 'filter' | 'matches'>,
  filters: Positions['filters'],
): Update {
  const changing = steps.filter((step) => step.operator !== '$setOnInsert');
  const fixed = fixedFields(changing);
  const others = changing.filter(({ path }) => !fixed.has(path));
  const changed = new ChosenFields(changing.flatMap(rootsOf));
  const read = new ChosenFields(others.flatMap(rootsOf));
  const needsFilter = others.some(({ parts }) => parts.includes('$'));
  const names = [...changed.names];
  const newFields = (document: Document) =>
    names.map((name) => (fixed.has(name) ? fixed.get(name) : fieldBytes(name, document)));
  const onlyFixed = others.length === 0 ? newFields({}) : undefined;
  return {
    usesOperators: true,
    touched: changed.names,
    isFlat: others.every(({ parts, from }) => parts.length <= flatParts && from === undefined),
    apply(bytes) {
      if (onlyFixed !== undefined) return patchFields(bytes, changed, onlyFixed);
      const document = needsFilter ? decode(bytes) : read.decode(bytes);
      const details: MatchDetails = {};
      if (needsFilter) matches(document, details);
      const idBefore = read.names.has('_id') ? sortableBytes(document._id) : undefined;
      const isChanged = applySteps(document, others, { filters, matched: () => details.position });
      if (!isChanged && fixed.size === 0) return bytes;
      if (idBefore !== undefined && !sortableBytes(document._id).equals(idBefore)) throw immutableId();
      return patchFields(bytes, changed, newFields(document));
    },
    insertable() {
      const made: Document = {};
      const positions: Positions = { filters, matched: () => undefined };
      for (const [path, value] of equalitiesOf(filter))
        for (const slot of slotsAt(made, updatePath(path), positions, true)) writeSlot(slot, structuredCopy(value));
      const id = made._id;
      applySteps(made, steps, positions);
      if (id !== undefined && !equalValues(id, made._id)) throw immutableId();
      return made;
    },
  };
}

/** In a command values lie at least three levels deep; what goes into a list lies one deeper than its path. */
const flatParts = 2;

/** Fields that become the same in every document, whatever they are there, as they are to be written. */
function fixedFields(steps: readonly Step[]): ReadonlyMap<string, FieldBytes> {
  const fixed = new Map<string, FieldBytes>();
  for (const { operator, path, parts, change } of steps) {
    if ((operator !== '$set' && operator !== '$unset') || parts.length > 1) continue;
    if (path === '_id' || path.startsWith('$')) continue;
    const value = change(undefined);
    fixed.set(path, value === undefined ? undefined : fieldBytes(path, { [path]: value }));
  }
  return fixed;
}

/** The top-level fields that a step writes or takes from. */
function rootsOf({ parts, from }: Step): string[] {
  return [parts[0] ?? '', ...(from ?? []).slice(0, 1)];
}

/** A value of the filter that an update may change without changing the filter. */
function structuredCopy(value: unknown): unknown {
  return decode(encode({ value })).value;
}

function immutableId(): StoreError {
  return new StoreError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
}
