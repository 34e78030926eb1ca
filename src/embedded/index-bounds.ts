import type { Constraint } from './constraints.ts';
import { typeOfValue } from './document.ts';
import type { Index } from './index-definition.ts';
import { orderOf } from './type-order.ts';

/** Most combinations of `$in` values that are looked up one by one. */
const maxPoints = 20_000;

/** A field of an index and its direction. */
export interface OrderedField {
  readonly path: string;
  readonly descending: boolean;
}

/** The fields an index is really ordered by: an index that is not unique ends with the _id. */
export function orderedFields(index: Index | undefined): OrderedField[] {
  if (index === undefined) return [{ path: '_id', descending: false }];
  const fields = index.fields.map(({ path, descending }) => ({ path, descending }));
  if (!index.record.unique && !fields.some((field) => field.path === '_id'))
    fields.push({ path: '_id', descending: false });
  return fields;
}

/** What a filter says about the leading fields of an index. */
export interface Bounds {
  /** Values of each leading field that is bound by equality. */
  readonly points: readonly (readonly unknown[])[];
  readonly range: { readonly lower?: Constraint; readonly upper?: Constraint } | undefined;
  readonly used: ReadonlySet<Constraint>;
}

/** Binds as many leading fields by equality as the filter allows, then one by a range. */
export function bindFields(
  fields: readonly OrderedField[],
  constraints: readonly Constraint[],
  multikey: boolean,
): Bounds {
  const points: (readonly unknown[])[] = [];
  const used = new Set<Constraint>();
  let combinations = 1;
  const roots = new Set<string>();
  for (const field of fields) {
    const root = field.path.split('.')[0] ?? '';
    if (multikey && roots.has(root)) break;
    roots.add(root);
    const own = constraints.filter((constraint) => constraint.path === field.path);
    const equal = fewestPoints(own);
    if (equal?.points === undefined || combinations * equal.points.length > maxPoints) {
      return { points, range: bindRange(own, multikey, used), used };
    }
    combinations *= equal.points.length;
    points.push(equal.points);
    used.add(equal);
  }
  return { points, range: undefined, used };
}

function fewestPoints(constraints: readonly Constraint[]): Constraint | undefined {
  const withPoints = constraints.filter((constraint) => constraint.points !== undefined);
  return withPoints.sort((a, b) => (a.points?.length ?? 0) - (b.points?.length ?? 0))[0];
}

/** One lower and one upper bound of the same kind of type; of an index with arrays only one of the two. */
function bindRange(constraints: readonly Constraint[], multikey: boolean, used: Set<Constraint>): Bounds['range'] {
  const lower = constraints.find((constraint) => constraint.lower !== undefined);
  let upper = constraints.find((constraint) => constraint.upper !== undefined);
  if (
    lower !== undefined &&
    upper !== undefined &&
    (multikey || kindOf(lower.lower?.value) !== kindOf(upper.upper?.value))
  ) {
    upper = undefined;
  }
  if (lower === undefined && upper === undefined) return undefined;
  if (lower !== undefined) used.add(lower);
  if (upper !== undefined) used.add(upper);
  return { ...(lower === undefined ? {} : { lower }), ...(upper === undefined ? {} : { upper }) };
}

/** Values of the same kind are compared with each other. */
export function kindOf(value: unknown): number {
  return orderOf(typeOfValue(value));
}
