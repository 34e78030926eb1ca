import { type Document, decode, encode, isPlainObject } from './document.ts';
import { StoreError } from './errors.ts';
import { compileFilter, type Matcher } from './filter.ts';
import { matchedPosition } from './matched-position.ts';
import { decodeFields, patchFields } from './patch.ts';
import { type Positions, slotsAt, writeSlot } from './update-paths.ts';
import { applyStep, refuseConflicts, stepsOf } from './update-steps.ts';
import { equalValues, sortableBytes } from './value-order.ts';

/** An update ready to be applied to documents. */
export interface Update {
  /** The document after the update; the same buffer when nothing changes. @throws StoreError as MongoDB does */
  apply(bytes: Buffer): Buffer;
  /** False for a replacement of the whole document. */
  readonly usesOperators: boolean;
  /** The document an upsert inserts, without an _id of its own unless filter or update names one. */
  insertable(): Document;
}

/**
 * Compiles the update part of a command.
 * @param update - operators or a whole replacement; the pipeline form is refused
 * @param filter - the filter of the command, for the positional `$` and for upserts
 * @throws StoreError 9 on an unknown operator, 40 on conflicting paths, 66 on a change of _id
 */
export function compileUpdate(update: unknown, filter: Document, arrayFilters: unknown, now: Date): Update {
  if (Array.isArray(update))
    throw new StoreError(115, 'update with an aggregation pipeline is not supported by the embedded store');
  if (!isPlainObject(update)) throw new StoreError(9, 'Update argument must be either an object or an array');
  const names = Object.keys(update);
  if (names.some((name) => name.startsWith('$'))) return operatorUpdate(update, filter, arrayFilters, now);
  return replacement(update, filter);
}

function replacement(update: Document, filter: Document): Update {
  const hasId = '_id' in update;
  return {
    usesOperators: false,
    apply(bytes) {
      const { _id: id } = decode(bytes);
      if (hasId && !equalValues(update._id, id)) throw immutableId();
      return encode({ _id: id, ...update, ...(hasId ? { _id: id } : {}) });
    },
    insertable() {
      const fromFilter = equalitiesOf(filter)._id;
      if (hasId || fromFilter === undefined) return update;
      return { _id: fromFilter, ...update };
    },
  };
}

function operatorUpdate(update: Document, filter: Document, arrayFilters: unknown, now: Date): Update {
  const steps = stepsOf(update, now);
  refuseConflicts(steps);
  const filters = namedFilters(arrayFilters);
  const touched = new Set(steps.map((step) => step.path.split('.')[0] ?? step.path));
  const needsFilter = steps.some((step) => /\.\$(\.|$)/.test(step.path));
  return {
    usesOperators: true,
    apply(bytes) {
      const document = needsFilter ? decode(bytes) : decodeFields(bytes, touched);
      const original = needsFilter ? decode(bytes) : document;
      const positions: Positions = { filters, matched: (path) => matchedPosition(original, filter, path) };
      const idBefore = sortableBytes(document._id);
      let changed = false;
      for (const step of steps)
        if (step.operator !== '$setOnInsert') changed = applyStep(document, step, positions) || changed;
      if (!changed) return bytes;
      if (touched.has('_id') && !sortableBytes(document._id).equals(idBefore)) throw immutableId();
      return patchFields(bytes, touched, document);
    },
    insertable() {
      const made: Document = {};
      const positions: Positions = { filters, matched: () => undefined };
      for (const [path, value] of Object.entries(equalitiesOf(filter))) {
        for (const slot of slotsAt(made, path, positions, true)) writeSlot(slot, value);
      }
      const id = made._id;
      for (const step of steps) applyStep(made, step, positions);
      if (id !== undefined && !equalValues(id, made._id)) throw immutableId();
      return made;
    },
  };
}

function immutableId(): StoreError {
  return new StoreError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
}

function namedFilters(arrayFilters: unknown): Map<string, Matcher> {
  const named = new Map<string, Matcher>();
  if (!Array.isArray(arrayFilters)) return named;
  for (const filter of arrayFilters) {
    if (!isPlainObject(filter)) throw new StoreError(14, 'each array filter must be an object');
    const [path] = Object.keys(filter);
    if (path === undefined)
      throw new StoreError(9, 'Cannot use an expression without a top-level field name in arrayFilters');
    named.set(path.split('.')[0] ?? path, compileFilter(filter));
  }
  return named;
}

/** What a filter says by equality: the fields an upsert starts from. */
function equalitiesOf(filter: Document): Document {
  const equalities: Document = {};
  for (const [name, condition] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(condition)) {
      for (const part of condition) if (isPlainObject(part)) Object.assign(equalities, equalitiesOf(part));
    } else if (name.startsWith('$')) continue;
    else if (isPlainObject(condition) && Object.keys(condition)[0]?.startsWith('$')) {
      if ('$eq' in condition) equalities[name] = condition.$eq;
      else if (Array.isArray(condition.$in) && condition.$in.length === 1) equalities[name] = condition.$in[0];
    } else equalities[name] = condition;
  }
  return equalities;
}
