import { trusted } from 'mongoose';

const made: unique symbol = Symbol('made here');

interface Operators<Value> {
  readonly $in?: readonly Value[];
  readonly $nin?: readonly Value[];
  readonly $ne?: Value;
  readonly $gt?: Value;
  readonly $gte?: Value;
  readonly $lt?: Value;
  readonly $lte?: Value;
  readonly $exists?: boolean;
}

/** A condition on a field, made by one of the functions here: an object from outside is never taken for one. */
export interface Condition<out Value> extends Operators<Value> {
  readonly [made]: true;
}

function condition<Value>(operators: Operators<Value>): Condition<Value> {
  return Object.assign(trusted(operators), { [made]: true } as const);
}

export function among<const Value>(values: readonly Value[]): Condition<Value> {
  return condition({ $in: [...values] });
}

export function noneOf<const Value>(values: readonly Value[]): Condition<Value> {
  return condition({ $nin: [...values] });
}

/** Also where the field is absent; of a list: none of its elements. */
export function not<const Value>(value: Value): Condition<Value> {
  return condition({ $ne: value });
}

export function absent(): Condition<never> {
  return condition({ $exists: false });
}

export function present(): Condition<never> {
  return condition({ $exists: true });
}

/** Between bounds, e.g. `{ $gte: from, $lt: to }`. */
export function within<Value extends Date | number | string>(
  bounds: Pick<Operators<Value>, '$gt' | '$gte' | '$lt' | '$lte'>,
): Condition<Value> {
  return condition({ ...bounds });
}

/** The texts of which a field is to hold one, for a text or a condition `among` texts; absent for anything else. */
export function textsAmong(match: unknown): readonly string[] | undefined {
  if (typeof match === 'string') return [match];
  if (!isCondition(match) || Object.keys(match).length !== 1) return undefined;
  return match.$in?.every((value): value is string => typeof value === 'string') ? match.$in : undefined;
}

/** @throws Error for an object that was not made here, e.g. one from outside with a condition in it */
export function refuseForeign(filter: object): void {
  for (const [name, match] of Object.entries(filter)) {
    if (match === undefined) throw new Error(`a condition on ${name} that is undefined`);
    if (name === '$or' && Array.isArray(match)) match.forEach(refuseForeign);
    else if (name.startsWith('$') || (typeof match === 'object' && match !== null && !isMade(match)))
      throw new Error(`a condition on ${name} that was not made here`);
  }
}

function isMade(match: object): boolean {
  return match instanceof Date || isCondition(match);
}

function isCondition(match: unknown): match is Condition<unknown> {
  return typeof match === 'object' && match !== null && made in match;
}

type Match<Value> =
  | Value
  | Condition<Value>
  | (Value extends readonly (infer Element)[] ? Element | Condition<Element> : never);

/** Which rows are meant. Fields inside a field go by their dotted name. */
export type Filter<Row> = {
  readonly [Name in keyof Row]?: Match<Exclude<Row[Name], undefined>>;
} & {
  readonly [inside: `${string}.${string}`]: unknown;
  readonly $or?: readonly Filter<Row>[];
};

type Element<Value> = Value extends readonly (infer Each)[] ? Each : never;

type Fields<Each> = { readonly [Name in keyof Each]?: Each[Name] | Condition<Each[Name]> };

type Lists<Row> = { readonly [Name in keyof Row]?: Element<Row[Name]> };

/** Elements to be put in at a place of a list, the first being 0; at its end where it is shorter or no place is named. */
interface Placed<Each> {
  readonly $each: readonly Each[];
  readonly $position?: number;
}

/** What becomes of a row. */
export interface Change<Row> {
  readonly $set?: Partial<Row> & { readonly [inside: `${string}.${string}`]: unknown };
  readonly $unset?: { readonly [Name in keyof Row]?: 1 };
  /** Only where the row is made by this change. */
  readonly $setOnInsert?: Partial<Row>;
  readonly $inc?: { readonly [Name in keyof Row]?: number };
  readonly $push?: { readonly [Name in keyof Row]?: Element<Row[Name]> | Placed<Element<Row[Name]>> };
  readonly $addToSet?: Lists<Row>;
  /** Takes out the elements that are so. */
  readonly $pull?: { readonly [Name in keyof Row]?: Element<Row[Name]> | Fields<Element<Row[Name]>> };
}
