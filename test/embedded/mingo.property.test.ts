import fc from 'fast-check';
import * as mingo from 'mingo';
import { updateMany } from 'mingo/updater';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Document } from '../../src/embedded/document.ts';
import { type DirectStore, openDirect } from './direct.ts';

/** Where the store and mingo over a plain array mean the same; what differs on purpose is tested in operators.test.ts. */
const runs = Number(process.env.STORE_RUNS ?? 40);
let direct: DirectStore;
let names = 0;
beforeAll(async () => {
  direct = await openDirect();
});
afterAll(() => direct.end());

const number = fc.integer({ min: 0, max: 4 });
const word = fc.constantFrom('a', 'b', 'c');
const value = fc.oneof(number, word);
const document = fc.record(
  {
    n: number,
    w: word,
    v: value,
    list: fc.array(number, { maxLength: 4 }),
    set: fc.uniqueArray(number, { maxLength: 3 }),
    o: fc.record({ x: number, y: word }),
    items: fc.array(fc.record({ k: word, q: number }), { maxLength: 3 }),
  },
  { requiredKeys: ['n', 'list', 'set', 'o', 'items'] },
);
const condition = fc.oneof(
  fc.record({ n: number }),
  fc.record({ n: fc.record({ $gte: number }) }),
  fc.record({ n: fc.record({ $in: fc.array(number, { maxLength: 3 }) }) }),
  fc.record({ w: word }),
  fc.record({ w: fc.record({ $ne: word }) }),
  fc.record({ v: fc.record({ $lt: value }) }),
  fc.record({ 'o.x': fc.record({ $gt: number, $lte: number }) }),
  fc.record({ list: number }),
  fc.record({ list: fc.record({ $size: number }) }),
  fc.record({ list: fc.record({ $all: fc.array(number, { minLength: 1, maxLength: 2 }) }) }),
  fc.record({ items: fc.record({ $elemMatch: fc.record({ k: word, q: fc.record({ $gt: number }) }) }) }),
  fc.record({ 'items.k': word }),
  fc.record({ w: fc.record({ $exists: fc.boolean() }) }),
  fc.record({ n: fc.record({ $not: fc.record({ $gt: number }) }) }),
  fc.record({ n: fc.record({ $nin: fc.array(number, { maxLength: 3 }) }) }),
);
const filter = fc.oneof(
  condition,
  fc.record({ $or: fc.array(condition, { minLength: 1, maxLength: 3 }) }),
  fc.record({ $and: fc.array(condition, { minLength: 1, maxLength: 3 }) }),
  fc.record({ $nor: fc.array(condition, { minLength: 1, maxLength: 2 }) }),
);
const change = fc.oneof(
  fc.record({ $set: fc.record({ w: word, 'o.x': number }, { requiredKeys: ['w'] }) }),
  fc.record({ $unset: fc.record({ w: fc.constant('') }) }),
  fc.record({ $inc: fc.record({ n: number, 'o.x': number }) }),
  fc.record({ $min: fc.record({ n: number }) }),
  fc.record({ $max: fc.record({ n: number }) }),
  fc.record({ $push: fc.record({ list: number }) }),
  fc.record({
    $push: fc.record({
      list: fc.record({
        $each: fc.array(number, { maxLength: 3 }),
        $sort: fc.constantFrom(1, -1),
        $slice: fc.integer({ min: 1, max: 3 }),
      }),
    }),
  }),
  fc.record({ $addToSet: fc.record({ set: number }) }),
  fc.record({ $pull: fc.record({ list: fc.oneof(number, fc.record({ $gte: number })) }) }),
  fc.record({ $pull: fc.record({ items: fc.record({ k: word }) }) }),
  fc.record({ $pullAll: fc.record({ list: fc.array(number, { maxLength: 2 }) }) }),
  fc.record({ $pop: fc.record({ list: fc.constantFrom(1, -1) }) }),
  fc.record({ $rename: fc.record({ w: fc.constant('renamed') }) }),
  fc.record({ $set: fc.record({ 'items.$[].q': number }) }),
);
const documents = fc.array(document, { minLength: 3, maxLength: 12 });

async function fill(all: readonly Document[]): Promise<{ name: string; model: Document[] }> {
  const name = `m${names++}`;
  const model = all.map((one, at) => structuredClone({ _id: at, ...one }));
  await direct.run({
    createIndexes: name,
    indexes: [
      { key: { n: 1, w: -1 }, name: 'n' },
      { key: { list: 1 }, name: 'l' },
      { key: { 'items.k': 1 }, name: 'k' },
    ],
  });
  await direct.run({ insert: name, documents: model });
  return { name, model };
}

const byId = (a: Document, b: Document): number => Number(a._id) - Number(b._id);

describe('the store against mingo over a plain array', () => {
  it('finds the same documents', async () => {
    await fc.assert(
      fc.asyncProperty(documents, fc.array(filter, { minLength: 8, maxLength: 8 }), async (all, filters) => {
        const { name, model } = await fill(all);
        for (const wanted of filters) {
          const expected = mingo.find<Document>(structuredClone(model), structuredClone(wanted)).all().sort(byId);
          expect(await direct.list({ find: name, filter: wanted, sort: { _id: 1 } })).toEqual(expected);
        }
        await direct.run({ drop: name });
      }),
      { numRuns: runs },
    );
  });

  it('updates and removes to the same documents, with the same counts', async () => {
    await fc.assert(
      fc.asyncProperty(
        documents,
        fc.array(fc.tuple(filter, change, fc.boolean()), { minLength: 5, maxLength: 5 }),
        filter,
        async (all, steps, doomed) => {
          const { name, model } = await fill(all);
          for (const [wanted, update] of steps) {
            const expected = updateMany(model, structuredClone(wanted), structuredClone(update) as never);
            const reply = await direct.run({ update: name, updates: [{ q: wanted, u: update, multi: true }] });
            expect(reply.writeErrors).toBeUndefined();
            expect(reply.n).toBe(expected.matchedCount);
            expect(await direct.list({ find: name, sort: { _id: 1 } })).toEqual(model);
          }
          const removed = new Set(
            mingo
              .find<Document>(model, structuredClone(doomed))
              .all()
              .map((one) => one._id),
          );
          const kept = model.filter((one) => !removed.has(one._id));
          await direct.run({ delete: name, deletes: [{ q: doomed, limit: 0 }] });
          expect(await direct.list({ find: name, sort: { _id: 1 } })).toEqual(kept);
          expect(direct.faults(name)).toEqual([]);
          await direct.run({ drop: name });
        },
      ),
      { numRuns: runs },
    );
  });
});
