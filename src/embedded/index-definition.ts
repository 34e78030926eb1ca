import { type Document, isPlainObject } from './document.ts';
import { compileFilter } from './filter.ts';
import type { Matcher } from './filter-conditions.ts';

/** One field of an index: its dotted path and whether it is sorted downwards. */
export interface IndexField {
  readonly path: string;
  readonly parts: readonly Buffer[];
  readonly descending: boolean;
}

/** An index as stored in the catalog. */
export interface IndexRecord {
  /** Number of the key space that holds its entries; never used again. */
  readonly space: number;
  readonly name: string;
  readonly key: Document;
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partialFilterExpression?: Document;
  readonly expireAfterSeconds?: number;
  /** True once one document gave more than one entry; the planner then trusts bounds and order less. */
  readonly multikey: boolean;
}

/** An index ready for use: its record and what is worked out from it once. */
export interface Index {
  readonly record: IndexRecord;
  readonly fields: readonly IndexField[];
  /** Tells whether a document belongs in a partial index. */
  readonly includes: Matcher | undefined;
  /** The top-level fields on which its entries depend; absent where that may be any. */
  readonly roots: readonly string[] | undefined;
  /** Fields that must be there, for a partial index that asks for nothing else: told without decoding the document. */
  readonly presence: readonly IndexField[] | undefined;
}

/** Makes an index from its catalog record. */
export function openIndex(record: IndexRecord): Index {
  const fields = Object.entries(record.key).map(([path, direction]) => fieldAt(path, Number(direction) < 0));
  const partial = record.partialFilterExpression;
  if (partial === undefined)
    return { record, fields, includes: undefined, presence: undefined, roots: rootsOf(fields) };
  const presence = presenceOf(partial);
  if (presence === undefined) return { record, fields, includes: compileFilter(partial), presence, roots: undefined };
  return { record, fields, includes: undefined, presence, roots: rootsOf([...fields, ...presence]) };
}

function rootsOf(fields: readonly IndexField[]): string[] {
  return [...new Set(fields.map(({ path }) => path.split('.')[0] ?? path))];
}

function fieldAt(path: string, descending: boolean): IndexField {
  return { path, parts: path.split('.').map((part) => Buffer.from(part)), descending };
}

/** The fields of a filter that is nothing but `{ field: { $exists: true } }`, once or more. */
function presenceOf(partial: Document): IndexField[] | undefined {
  const conditions = Object.entries(partial);
  const asksOnlyPresence = conditions.every(
    ([path, condition]) =>
      !path.startsWith('$') &&
      isPlainObject(condition) &&
      Object.keys(condition).join() === '$exists' &&
      condition.$exists === true,
  );
  return asksOnlyPresence ? conditions.map(([path]) => fieldAt(path, false)) : undefined;
}

/** An index definition as MongoDB shows it: options that are off are left out. */
export function shownIndex(record: IndexRecord): Document {
  return {
    v: 2,
    key: record.key,
    name: record.name,
    ...(record.unique ? { unique: true } : {}),
    ...(record.sparse ? { sparse: true } : {}),
    ...(record.partialFilterExpression === undefined
      ? {}
      : { partialFilterExpression: record.partialFilterExpression }),
    ...(record.expireAfterSeconds === undefined ? {} : { expireAfterSeconds: record.expireAfterSeconds }),
  };
}
