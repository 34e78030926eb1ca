import { Decimal128, Double, Long, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Document, decode, encode } from '../../src/embedded/document.ts';
import { compileFilter } from '../../src/embedded/filter.ts';
import { Sorter, sortFields } from '../../src/embedded/sort.ts';
import { type DirectStore, openDirect } from './direct.ts';

const runs = Number(process.env.STORE_RUNS ?? 40);
let direct: DirectStore;
beforeAll(async () => {
  direct = await openDirect();
});
afterAll(() => direct.end());

const scalar = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom('', 'a', 'ab', 'b', '中', '\u0000', '\u0001', 'a\u0000b', '😀') },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom(0.5, -0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      new Double(1),
      Long.fromString('9007199254740993'),
      Long.fromString('9007199254740992'),
      Long.fromNumber(2),
      Decimal128.fromString('0.5'),
      Decimal128.fromString('2'),
      Decimal128.fromString('1E+3000'),
      Decimal128.fromString('-1E+400'),
      Decimal128.fromString('NaN'),
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(new Date(0), new Date(5), new Date(-5)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(new ObjectId('000000000000000000000001'), new ObjectId('000000000000000000000002')),
  },
  { weight: 1, arbitrary: fc.constantFrom(new Timestamp({ t: 1, i: 1 }), new Timestamp({ t: 1, i: 2 })) },
);
const nested = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 3, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })), { maxLength: 3 }) },
  { weight: 2, arbitrary: fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }) },
);
const pair = fc.record({ x: scalar, y: scalar }, { requiredKeys: ['x'] });
const element = fc.oneof(
  { weight: 3, arbitrary: pair },
  { weight: 2, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(fc.oneof(pair, scalar), { maxLength: 2 }) },
);
const document = fc.record(
  {
    a: nested,
    b: nested,
    c: scalar,
    d: fc.oneof(fc.array(element, { maxLength: 3 }), fc.record({ x: nested }, { requiredKeys: [] }), scalar),
  },
  { requiredKeys: ['a', 'b'] },
);
const path = fc.constantFrom('a', 'a', 'a', 'b', 'b', 'c', 'd', 'a.x', 'd.x', 'd.x', 'd.y', '_id');
const small = fc.integer({ min: 0, max: 3 });
const bound = fc.oneof(scalar, nested);
const condition = fc.oneof(
  small,
  small,
  fc.record({ $gte: small, $lt: small }),
  fc.record({ $gt: small, $lte: small }),
  fc.record({ $lt: small }),
  fc.record({ $in: fc.array(small, { maxLength: 3 }) }),
  bound,
  fc.record({ $eq: bound }),
  fc.record({ $in: fc.array(bound, { maxLength: 4 }) }),
  fc.record({ $gt: bound }),
  fc.record({ $gte: bound, $lt: bound }),
  fc.record({ $lte: bound }),
  fc.record({ $gt: bound, $lte: bound }),
  fc.record({ $ne: bound }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $elemMatch: fc.record({ x: scalar }) }),
  fc.record({ $elemMatch: fc.record({ $gte: scalar }) }),
  fc.record({ $elemMatch: fc.record({ $eq: scalar }) }),
  fc.record({ $elemMatch: fc.record({ $ne: scalar }) }),
  fc.record({ $elemMatch: fc.record({ $elemMatch: fc.record({ $eq: scalar }) }) }),
  fc.record({ $elemMatch: fc.record({ $in: fc.array(scalar, { maxLength: 2 }), $gt: scalar }) }),
  fc.record({ $elemMatch: fc.record({ x: fc.oneof(scalar, fc.record({ $gt: scalar })), y: scalar }) }),
  fc.record({ $not: fc.record({ $gt: bound }) }),
  fc.record({ $nin: fc.array(bound, { maxLength: 2 }) }),
  fc.record({ $type: fc.constantFrom('number', 'string', 'array', 'null') }),
  fc.record({ $size: small }),
  fc.record({ $all: fc.array(scalar, { minLength: 1, maxLength: 2 }) }),
);
const fields = fc.dictionary(path, condition, { minKeys: 1, maxKeys: 3 });
const filter = fc.oneof(
  { weight: 5, arbitrary: fields },
  { weight: 1, arbitrary: fc.record({ $or: fc.array(fields, { minLength: 1, maxLength: 3 }) }) },
  { weight: 1, arbitrary: fc.tuple(fields, fields).map(([p, q]) => ({ $and: [p, q] })) },
);
const direction = fc.constantFrom(1, -1);
const sort = fc.oneof(
  fc.constant({}),
  fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd.x', '_id'), direction, { minKeys: 1, maxKeys: 2 }),
);
const indexSet = fc.uniqueArray(
  fc.constantFrom<Document>(
    { key: { a: 1 } },
    { key: { a: -1, b: 1 } },
    { key: { b: 1, c: -1 } },
    { key: { c: 1 } },
    { key: { 'd.x': 1 } },
    { key: { 'd.x': 1, 'd.y': -1 } },
    { key: { b: 1 }, sparse: true },
    { key: { c: -1, a: 1 }, partialFilterExpression: { c: { $gt: 0 } } },
    { key: { a: 1, c: 1 }, partialFilterExpression: { b: { $exists: true } } },
    { key: { 'a.x': 1, b: -1 } },
  ),
  { minLength: 1, maxLength: 3, selector: (index) => JSON.stringify(index) },
);

let collections = 0;

/** Inserts the documents one by one and keeps those that an index did not refuse (parallel arrays). */
async function fill(
  documents: readonly Document[],
  indexes: readonly Document[],
): Promise<{ name: string; kept: Document[] }> {
  const name = `c${collections++}`;
  const named = indexes.map((index, at) => ({ ...index, name: `i${at}` }));
  const created = await direct.run({ createIndexes: name, indexes: named });
  expect(created.ok).toEqual(created.errmsg === undefined ? created.ok : 'index created');
  const numbered = documents.map((fields, at) => ({ _id: at, ...fields }));
  const reply = await direct.run({ insert: name, documents: numbered, ordered: false });
  const refused = new Set(
    ((reply.writeErrors as { index: number; code: number }[] | undefined) ?? []).map((error) => error.index),
  );
  const kept = numbered.filter((_, at) => !refused.has(at)).map((fields) => decode(encode(fields)));
  return { name, kept };
}

function bytesOf(documents: readonly Document[]): string[] {
  return documents.map((one) => encode(one).toString('hex'));
}

describe('a query through indexes', () => {
  it('finds exactly what testing every document finds, and in the same order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { minLength: 8, maxLength: 25 }),
        indexSet,
        fc.array(fc.tuple(filter, sort), { minLength: 12, maxLength: 12 }),
        async (documents, indexes, queries) => {
          const { name, kept } = await fill(documents, indexes);
          for (const [wanted, order] of queries) {
            const received = decode(encode(wanted as Document));
            const matches = compileFilter(received);
            const matching = kept.filter((one) => matches(one));
            const total = { ...order, ...('_id' in order ? {} : { _id: 1 }) };
            const sorter = new Sorter<Document>(sortFields(total), Number.POSITIVE_INFINITY);
            for (const one of matching) sorter.add(one, one, 0);
            const found = await direct.list({ find: name, filter: wanted, sort: total });
            expect(bytesOf(found)).toEqual(bytesOf(sorter.take()));
            const sameOrder = await direct.list({
              find: name,
              filter: wanted,
              ...(Object.keys(order).length === 0 ? {} : { sort: order }),
            });
            expect(bytesOf(sameOrder).sort()).toEqual(bytesOf(matching).sort());
            expect((await direct.run({ count: name, query: wanted })).n).toBe(matching.length);
          }
          await direct.run({ drop: name });
        },
      ),
      { numRuns: runs },
    );
  });
});
