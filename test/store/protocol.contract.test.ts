import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedStore, startEmbeddedStore } from '../../src/embedded/index.ts';

/**
 * What the bot relies on, the same for every server: the embedded store, or the one `MONGODB_URI` names.
 * A test here may use nothing that only one of them does.
 */
const { MongoClient } = mongoose.mongo;
const given = process.env.MONGODB_URI ?? '';
let embedded: EmbeddedStore | undefined;
let dataDir = '';
let client: InstanceType<typeof MongoClient>;
let db: ReturnType<InstanceType<typeof MongoClient>['db']>;

interface Row {
  _id: string | number;
  a?: unknown;
  v?: unknown;
  at?: Date;
  due?: number;
  epoch?: number;
  items?: { k: string; n: number }[];
  key?: string;
  made?: boolean;
  n?: number;
  open?: boolean;
  scores?: number[];
  seen?: number;
  slot?: number;
  state?: string;
  tags?: string[];
  tenant?: string;
  text?: string;
  unit?: string;
}
const rows = () => db.collection<Row>('rows');
const ids = (found: Row[]): unknown[] => found.map((row) => row._id);

beforeAll(async () => {
  if (given === '') {
    dataDir = mkdtempSync(join(tmpdir(), 'store-contract-'));
    embedded = await startEmbeddedStore({ dataDir });
  }
  client = await new MongoClient(embedded?.uri ?? given).connect();
  db = client.db(`xuece_contract_${randomBytes(4).toString('hex')}`);
});
afterEach(() => db.dropCollection('rows'));
afterAll(async () => {
  await db.dropDatabase();
  await client.close();
  await embedded?.close();
  if (dataDir !== '') rmSync(dataDir, { recursive: true, force: true });
});

describe(`the store contract on ${given === '' ? 'the embedded store' : 'MONGODB_URI'}`, () => {
  it('inserts a group without order and names exactly the duplicates', async () => {
    await rows().insertOne({ _id: 'b' });
    const refused = await rows()
      .insertMany([{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }], { ordered: false })
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 11000,
      result: { insertedCount: 2 },
      writeErrors: [{ index: 1, code: 11000 }],
    });
    expect(ids(await rows().find().sort({ _id: 1 }).toArray())).toEqual(['a', 'b', 'c']);
  });

  it('enforces unique, compound and partial indexes, with key pattern and value in the error', async () => {
    await rows().createIndex({ tenant: 1, key: 1 }, { unique: true });
    await rows().createIndex({ slot: 1 }, { unique: true, partialFilterExpression: { open: true } });
    await rows().insertOne({ _id: 1, tenant: 't', key: 'k', slot: 1, open: true });
    await expect(rows().insertOne({ _id: 2, tenant: 't', key: 'k' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { tenant: 1, key: 1 },
      keyValue: { tenant: 't', key: 'k' },
    });
    await rows().insertOne({ _id: 3, tenant: 't', key: 'l', slot: 1, open: false });
    await expect(rows().updateOne({ _id: 3 }, { $set: { open: true } })).rejects.toMatchObject({ code: 11000 });
  });

  it('claims one due row at a time, in order, by a condition on the state it changes', async () => {
    await rows().createIndex({ state: 1, due: 1 });
    await rows().insertMany([3, 1, 2].map((due) => ({ _id: due, state: 'due', due, epoch: 0 })));
    const claim = () =>
      rows().findOneAndUpdate(
        { state: 'due', due: { $lte: 2 } },
        { $set: { state: 'taken' }, $inc: { epoch: 1 } },
        { sort: { due: 1 }, returnDocument: 'after' },
      );
    const claimed = await Promise.all([claim(), claim(), claim()]);
    expect(
      claimed
        .filter((row) => row !== null)
        .map((row) => row._id)
        .sort(),
    ).toEqual([1, 2]);
    expect(await rows().countDocuments({ state: 'taken', epoch: 1 })).toBe(2);
  });

  it('makes a row once however many upsert it at once', async () => {
    const upserts = Array.from({ length: 10 }, () =>
      rows().updateOne({ _id: 'slot' }, { $setOnInsert: { made: true }, $inc: { seen: 1 } }, { upsert: true }),
    );
    const results = await Promise.allSettled(upserts);
    expect(results.filter((result) => result.status === 'fulfilled' && result.value.upsertedCount === 1)).toHaveLength(
      1,
    );
    expect(await rows().countDocuments({ _id: 'slot', made: true })).toBe(1);
  });

  it('counts matched and modified apart', async () => {
    await rows().insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ]);
    expect(await rows().updateMany({}, { $set: { a: 1 } })).toMatchObject({ matchedCount: 2, modifiedCount: 1 });
  });

  it('changes elements of arrays', async () => {
    await rows().insertOne({
      _id: 1,
      items: [
        { k: 'a', n: 1 },
        { k: 'b', n: 1 },
      ],
      tags: ['x'],
    });
    await rows().updateOne({ _id: 1, 'items.k': 'b' }, { $inc: { 'items.$.n': 1 }, $addToSet: { tags: 'y' } });
    await rows().updateOne(
      { _id: 1 },
      { $set: { 'items.$[i].n': 9 }, $pull: { tags: 'x' } },
      { arrayFilters: [{ 'i.k': 'a' }] },
    );
    expect(await rows().findOne({ _id: 1 })).toEqual({
      _id: 1,
      items: [
        { k: 'a', n: 9 },
        { k: 'b', n: 2 },
      ],
      tags: ['y'],
    });
  });

  it('does several kinds of writes in one bulk', async () => {
    await rows().insertOne({ _id: 1, n: 1 });
    const result = await rows().bulkWrite([
      { insertOne: { document: { _id: 2, n: 2 } } },
      { updateOne: { filter: { _id: 1 }, update: { $inc: { n: 1 } } } },
      { replaceOne: { filter: { _id: 3 }, replacement: { n: 3 }, upsert: true } },
      { deleteOne: { filter: { _id: 2 } } },
    ]);
    expect(result).toMatchObject({
      insertedCount: 1,
      matchedCount: 1,
      modifiedCount: 1,
      upsertedCount: 1,
      deletedCount: 1,
    });
    expect(await rows().find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, n: 2 },
      { _id: 3, n: 3 },
    ]);
  });

  it('reads long results batch by batch', async () => {
    await rows().insertMany(Array.from({ length: 1000 }, (_, _id) => ({ _id, text: 'x'.repeat(100) })));
    let seen = 0;
    for await (const row of rows()
      .find({ _id: { $gte: 100 } })
      .sort({ _id: 1 })
      .batchSize(70))
      expect(row._id).toBe(100 + seen++);
    expect(seen).toBe(900);
  });

  it('finds null and missing alike, and tells them apart by $exists', async () => {
    await rows().insertMany([{ _id: 1, a: null }, { _id: 2 }, { _id: 3, a: 1 }]);
    expect(ids(await rows().find({ a: null }).sort({ _id: 1 }).toArray())).toEqual([1, 2]);
    expect(
      ids(
        await rows()
          .find({ a: { $exists: false } })
          .toArray(),
      ),
    ).toEqual([2]);
    expect(
      ids(
        await rows()
          .find({ a: { $ne: null } })
          .toArray(),
      ),
    ).toEqual([3]);
  });

  it('sorts across types in the BSON order', async () => {
    const values: unknown[] = [null, -1, 5, 'a', 'b', { x: 1 }, false, true, new Date(0)];
    await rows().insertMany(values.map((v, _id) => ({ _id: values.length - _id, v })));
    expect((await rows().find().sort({ v: 1 }).toArray()).map((row) => row.v)).toEqual(values);
  });

  it('counts what a filter finds, and lists different values', async () => {
    await rows().insertMany([
      { _id: 1, unit: 'a', scores: [1, 2] },
      { _id: 2, unit: 'a', scores: [3] },
      { _id: 3, unit: 'b', scores: [] },
    ]);
    expect(await rows().countDocuments({ unit: 'a' })).toBe(2);
    expect(await rows().countDocuments({ unit: 'a' }, { skip: 1 })).toBe(1);
    expect(await rows().countDocuments({ unit: 'c' })).toBe(0);
    expect(await rows().estimatedDocumentCount()).toBe(3);
    expect(await rows().distinct('scores', { unit: 'a' })).toEqual([1, 2, 3]);
  });

  it('refuses an unknown update operator, an unknown command and a change of _id', async () => {
    await rows().insertOne({ _id: 1 });
    await expect(rows().updateOne({ _id: 1 }, { $nonsense: { a: 1 } } as never)).rejects.toMatchObject({ code: 9 });
    await expect(rows().updateOne({ _id: 1 }, { $set: { _id: 2 } })).rejects.toMatchObject({ code: 66 });
    await expect(db.command({ nonsense: 1 })).rejects.toMatchObject({ code: 59, codeName: 'CommandNotFound' });
  });

  it('keeps indexes as they were asked for and says so', async () => {
    await rows().createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    await rows().createIndex({ a: 1, b: -1 }, { name: 'ab', unique: true });
    const indexes = await rows().indexes();
    expect(indexes).toContainEqual(expect.objectContaining({ key: { at: 1 }, name: 'at_1', expireAfterSeconds: 60 }));
    expect(indexes).toContainEqual(expect.objectContaining({ key: { a: 1, b: -1 }, name: 'ab', unique: true }));
    await expect(rows().createIndex({ a: 1, b: -1 }, { name: 'other', unique: true })).rejects.toMatchObject({
      code: 85,
    });
    await rows().dropIndex('ab');
    expect((await rows().indexes()).map((index) => index.name)).not.toContain('ab');
  });

  it('keeps every JavaScript value mongoose stores', async () => {
    const value = {
      text: '学册😀',
      whole: 5,
      part: 0.5,
      big: 2 ** 40,
      negative: -1,
      yes: true,
      nothing: null,
      at: new Date(1),
      list: [1, 'a', null],
      empty: {},
      none: [],
    };
    await rows().insertOne({ _id: 1, ...value });
    expect(await rows().findOne({ _id: 1 })).toEqual({ _id: 1, ...value });
  });
});
