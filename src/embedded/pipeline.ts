import { asNumber, type Document, encode, isPlainObject } from './document.ts';
import { StoreError } from './errors.ts';
import { type Query, queryFor } from './query.ts';
import { sortFields } from './sort.ts';

/** An aggregation that is served: a query, whose documents may be counted instead of given. */
interface Pipeline {
  readonly query: Query;
  /** Makes the one result of a `$group` that counts; undefined when the documents themselves are asked for. */
  readonly countAs: ((count: number) => Buffer) | undefined;
}

/** The stages that are served, in the order in which one query can answer them. */
const order = ['$match', '$sort', '$skip', '$limit', '$group'];

/**
 * Reads the stages of an aggregation: what `countDocuments` of the drivers sends, and queries written that way.
 * @throws StoreError 40323 and 40324 on what is no stage or not offered, 15952 on accumulators, 115 on groups and orders not offered
 */
export function readPipeline(stages: readonly unknown[], hint: unknown): Pipeline {
  const found = new Map<string, unknown>();
  const filters: Document[] = [];
  let reached = 0;
  for (const stage of stages) {
    const [name, argument] = namedStage(stage);
    const place = order.indexOf(name);
    // Sorting before or after matching gives the same.
    const isEarly = place < reached && !(name === '$match' && order[reached] === '$sort');
    if (isEarly || (found.has(name) && name !== '$match'))
      throw new StoreError(115, `the stage ${name} after ${order[reached]} is not supported by the embedded store`);
    reached = Math.max(reached, place);
    found.set(name, argument);
    if (name === '$match') filters.push(documentOf(argument));
  }
  const group = found.get('$group');
  return {
    query: queryFor(filters.length > 1 ? { $and: filters } : (filters[0] ?? {}), {
      sort: found.has('$sort') ? sortOf(found.get('$sort')) : [],
      skip: found.has('$skip') ? wholeNumber(found.get('$skip'), '$skip', 0) : 0,
      limit: found.has('$limit') ? wholeNumber(found.get('$limit'), '$limit', 1) : Number.POSITIVE_INFINITY,
      ...(hint === undefined ? {} : { hint }),
    }),
    countAs: group === undefined ? undefined : countingGroup(group),
  };
}

function namedStage(stage: unknown): [string, unknown] {
  const [entry, another] = isPlainObject(stage) ? Object.entries(stage) : [];
  if (entry === undefined || another !== undefined)
    throw new StoreError(40323, 'A pipeline stage specification object must contain exactly one field.');
  if (!order.includes(entry[0])) throw new StoreError(40324, `Unrecognized pipeline stage name: '${entry[0]}'`);
  return entry;
}

function documentOf(argument: unknown): Document {
  if (!isPlainObject(argument)) throw new StoreError(15959, 'the match filter must be an expression in an object');
  return argument;
}

function sortOf(argument: unknown): Query['sort'] {
  if (!isPlainObject(argument)) throw new StoreError(15973, 'the $sort key specification must be an object');
  const fields = sortFields(argument);
  if (fields.length === 0) throw new StoreError(15976, '$sort stage must have at least one sort key');
  return fields;
}

function wholeNumber(value: unknown, stage: '$skip' | '$limit', smallest: number): number {
  const number = asNumber(value);
  if (number !== undefined && Number.isInteger(number) && number >= smallest) return number;
  if (stage === '$limit' && number === 0) throw new StoreError(15958, 'the limit must be positive');
  throw new StoreError(stage === '$limit' ? 5107201 : 5107200, `invalid argument to ${stage} stage: ${String(value)}`);
}

/** `{ _id: <constant>, n: { $sum: 1 } }`; of nothing there is no group. */
function countingGroup(group: unknown): (count: number) => Buffer {
  if (!isPlainObject(group)) throw new StoreError(15947, "a group's fields must be specified in an object");
  if (!('_id' in group)) throw new StoreError(15955, 'a group specification must include an _id');
  const { _id: id, ...fields } = group;
  const [[name, sum] = ['', undefined], another] = Object.entries(fields);
  const [accumulator = ''] = isPlainObject(sum) ? Object.keys(sum) : [];
  if (accumulator !== '' && accumulator !== '$sum')
    throw new StoreError(15952, `unknown group operator '${accumulator}'`);
  const isConstant = id === null || asNumber(id) !== undefined;
  if (!isConstant || another !== undefined || !isPlainObject(sum) || Object.keys(sum).length !== 1 || sum.$sum !== 1)
    throw new StoreError(115, 'a $group other than one count is not supported by the embedded store');
  return (count) => encode({ _id: id, [name]: count });
}
