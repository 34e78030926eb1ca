import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ManualClock } from '../../src/clock.ts';
import type { Document } from '../../src/embedded/document.ts';
import { Sorter } from '../../src/embedded/sort.ts';
import { sweepExpired } from '../../src/embedded/ttl.ts';
import { type DirectStore, openDirect } from './direct.ts';
import { startWorld } from './world.ts';

let direct: DirectStore;
beforeAll(async () => {
  direct = await openDirect();
});
afterAll(() => direct.end());

const index = (key: Document, options: Document = {}): Document => ({
  key,
  name: Object.entries(key).flat().join('_'),
  ...options,
});
const ids = (documents: Document[]): unknown[] => documents.map((one) => one._id);

async function plan(command: Document): Promise<Document> {
  const reply = await direct.run({ explain: command, verbosity: 'executionStats' });
  return { ...(reply.queryPlanner as { winningPlan: Document }).winningPlan, ...(reply.executionStats as Document) };
}

describe('unique indexes', () => {
  it('treat a missing field as null, once', async () => {
    await direct.run({ createIndexes: 'u1', indexes: [index({ a: 1 }, { unique: true })] });
    expect(await direct.run({ insert: 'u1', documents: [{ _id: 1 }] })).toMatchObject({ n: 1 });
    expect(await direct.run({ insert: 'u1', documents: [{ _id: 2, a: null }] })).toMatchObject({
      n: 0,
      writeErrors: [{ code: 11000, keyPattern: { a: 1 }, keyValue: { a: null } }],
    });
  });

  it('hold for sparse and partial ones only among the documents they contain', async () => {
    await direct.run({
      createIndexes: 'u2',
      indexes: [
        index({ a: 1 }, { unique: true, sparse: true }),
        index({ b: 1 }, { unique: true, partialFilterExpression: { open: true } }),
      ],
    });
    const documents = [
      { _id: 1, b: 1 },
      { _id: 2, b: 1 },
      { _id: 3, b: 1, open: true },
      { _id: 4, b: 1, open: true },
      { _id: 5, a: 1 },
      { _id: 6, a: 1 },
    ];
    const reply = await direct.run({ insert: 'u2', ordered: false, documents });
    expect((reply.writeErrors as Document[]).map((error) => error.index)).toEqual([3, 5]);
    expect(await direct.run({ update: 'u2', updates: [{ q: { _id: 1 }, u: { $set: { open: true } } }] })).toMatchObject(
      { nModified: 0, writeErrors: [{ code: 11000 }] },
    );
  });

  it('refuse an update or upsert that would collide and leave the document as it was', async () => {
    await direct.run({ createIndexes: 'u3', indexes: [index({ a: 1, b: -1 }, { unique: true })] });
    await direct.run({
      insert: 'u3',
      documents: [
        { _id: 1, a: 1, b: 1 },
        { _id: 2, a: 1, b: 2 },
      ],
    });
    expect(await direct.run({ findAndModify: 'u3', query: { _id: 2 }, update: { $set: { b: 1 } } })).toMatchObject({
      ok: 0,
      code: 11000,
      codeName: 'DuplicateKey',
      keyPattern: { a: 1, b: -1 },
      keyValue: { a: 1, b: 1 },
    });
    expect(await direct.list({ find: 'u3', filter: { _id: 2 } })).toEqual([{ _id: 2, a: 1, b: 2 }]);
    expect(direct.faults('u3')).toEqual([]);
  });

  it('allow a document whose array repeats a value, but not two documents that share one', async () => {
    await direct.run({ createIndexes: 'u4', indexes: [index({ tags: 1 }, { unique: true })] });
    const reply = await direct.run({
      insert: 'u4',
      ordered: false,
      documents: [
        { _id: 1, tags: ['a', 'a', 'b'] },
        { _id: 2, tags: ['b'] },
        { _id: 3, tags: ['c'] },
      ],
    });
    expect(reply).toMatchObject({ n: 2, writeErrors: [{ index: 1, code: 11000 }] });
  });

  it('are not built over duplicates, and nothing of them stays', async () => {
    await direct.run({
      insert: 'u5',
      documents: [
        { _id: 1, a: 1 },
        { _id: 2, a: 1 },
      ],
    });
    expect(
      await direct.run({ createIndexes: 'u5', indexes: [index({ b: 1 }), index({ a: 1 }, { unique: true })] }),
    ).toMatchObject({ ok: 0, code: 11000 });
    expect(await direct.list({ listIndexes: 'u5' })).toHaveLength(1);
    expect(direct.faults('u5')).toEqual([]);
    await direct.run({ delete: 'u5', deletes: [{ q: { _id: 2 }, limit: 1 }] });
    expect(await direct.run({ createIndexes: 'u5', indexes: [index({ a: 1 }, { unique: true })] })).toMatchObject({
      ok: 1,
      numIndexesAfter: 2,
    });
    expect(direct.faults('u5')).toEqual([]);
  });
});

describe('index definitions', () => {
  it('are the same when asked for twice, and conflict as on a real server', async () => {
    await direct.run({ createIndexes: 'd1', indexes: [index({ a: 1 })] });
    expect(await direct.run({ createIndexes: 'd1', indexes: [index({ a: 1 })] })).toMatchObject({
      numIndexesBefore: 2,
      numIndexesAfter: 2,
      note: 'all indexes already exist',
    });
    expect(await direct.run({ createIndexes: 'd1', indexes: [index({ a: 1 }, { name: 'other' })] })).toMatchObject({
      code: 85,
      codeName: 'IndexOptionsConflict',
    });
    expect(await direct.run({ createIndexes: 'd1', indexes: [index({ a: 1 }, { unique: true })] })).toMatchObject({
      code: 86,
      codeName: 'IndexKeySpecsConflict',
    });
    expect(await direct.run({ createIndexes: 'd1', indexes: [index({ b: 1 }, { name: 'a_1' })] })).toMatchObject({
      code: 86,
    });
  });

  it('conflict within one command too, and then none of them is made', async () => {
    const two = [index({ a: 1 }), index({ b: 1 }, { name: 'a_1' })];
    expect(await direct.run({ createIndexes: 'd5', indexes: two })).toMatchObject({ ok: 0, code: 86 });
    expect(await direct.run({ createIndexes: 'd5', indexes: [index({ a: 1 }), index({ a: 1 })] })).toMatchObject({
      numIndexesAfter: 2,
    });
  });

  it.each([
    [{ key: { a: 'text' }, name: 't' }, 67],
    [{ key: { a: '2dsphere' }, name: 't' }, 67],
    [{ key: { a: 0 }, name: 't' }, 67],
    [{ key: {}, name: 't' }, 67],
    [{ key: { a: 1, b: 1 }, name: 't', expireAfterSeconds: 5 }, 67],
    [{ key: { a: 1 }, name: 't', expireAfterSeconds: -1 }, 67],
    [{ key: { a: 1 }, name: 't', sparse: true, partialFilterExpression: { a: 1 } }, 67],
    [{ key: { a: 1 }, name: 't', wildcardProjection: {} }, 197],
    [{ key: { a: 1 } }, 9],
  ])('%j is refused with code %i', async (definition, code) => {
    expect(await direct.run({ createIndexes: 'd2', indexes: [definition] })).toMatchObject({ ok: 0, code });
  });

  it('can be dropped by name, by key and all at once; the one on _id stays', async () => {
    await direct.run({ createIndexes: 'd3', indexes: [index({ a: 1 }), index({ b: 1 }), index({ c: 1 })] });
    expect(await direct.run({ dropIndexes: 'd3', index: 'a_1' })).toMatchObject({ nIndexesWas: 4 });
    expect(await direct.run({ dropIndexes: 'd3', index: { b: 1 } })).toMatchObject({ nIndexesWas: 3 });
    expect(await direct.run({ dropIndexes: 'd3', index: '_id_' })).toMatchObject({ code: 72 });
    expect(await direct.run({ dropIndexes: 'd3', index: 'nope' })).toMatchObject({
      code: 27,
      codeName: 'IndexNotFound',
    });
    expect(await direct.run({ dropIndexes: 'd3', index: '*' })).toMatchObject({ nIndexesWas: 2 });
    expect(await direct.list({ listIndexes: 'd3' })).toEqual([{ v: 2, key: { _id: 1 }, name: '_id_' }]);
  });

  it('that would need two arrays at once refuse the document', async () => {
    await direct.run({ createIndexes: 'd4', indexes: [index({ a: 1, b: 1 })] });
    expect(await direct.run({ insert: 'd4', documents: [{ a: [1], b: [2] }] })).toMatchObject({
      n: 0,
      writeErrors: [{ code: 171 }],
    });
  });

  it('refuse a value longer than a key can be, and nothing of the document stays', async () => {
    await direct.run({ createIndexes: 'd5', indexes: [index({ a: 1 })] });
    expect(await direct.run({ insert: 'd5', documents: [{ _id: 1, a: 'x'.repeat(3000) }] })).toMatchObject({
      n: 0,
      writeErrors: [{ code: 17280 }],
    });
    expect(await direct.run({ count: 'd5' })).toMatchObject({ n: 0 });
    expect(direct.faults('d5')).toEqual([]);
  });
});

describe('the planner', () => {
  beforeAll(async () => {
    await direct.run({
      createIndexes: 'p',
      indexes: [
        index({ state: 1, due: 1 }),
        index({ due: -1 }),
        index({ tags: 1 }),
        index({ 'items.k': 1, 'items.q': 1 }),
        index({ rare: 1 }, { sparse: true }),
        index({ open: 1 }, { partialFilterExpression: { open: { $gt: 5 } } }),
      ],
    });
    const documents = Array.from({ length: 300 }, (_, _id) => ({
      _id,
      state: ['new', 'done', 'dead'][_id % 3],
      due: _id,
      tags: [`t${_id % 10}`, 'all'],
      items: [
        { k: _id % 4, q: 1 },
        { k: 9, q: _id % 5 },
      ],
      open: _id % 8,
      ...(_id % 50 === 0 ? { rare: _id } : {}),
    }));
    await direct.run({ insert: 'p', documents });
  });

  it('reads one document for an _id', async () => {
    expect(await plan({ find: 'p', filter: { _id: 7 } })).toMatchObject({
      stage: 'IDHACK',
      totalDocsExamined: 1,
      nReturned: 1,
    });
  });

  it('takes the longest equality prefix and then a range', async () => {
    const result = await plan({ find: 'p', filter: { state: 'new', due: { $gte: 30, $lt: 60 } } });
    expect(result).toMatchObject({
      inputStage: { stage: 'IXSCAN', indexName: 'state_1_due_1' },
      totalDocsExamined: 10,
      nReturned: 10,
    });
  });

  it('sorts by an index after equality, backwards too, and reads no more than the limit asks for', async () => {
    expect(await plan({ find: 'p', filter: { state: 'new' }, sort: { due: -1 }, limit: 5 })).toMatchObject({
      stage: 'FETCH',
      inputStage: { direction: 'backward' },
      totalDocsExamined: 5,
    });
  });

  it('merges the ranges of $in in the order asked for', async () => {
    const command = {
      find: 'p',
      filter: { state: { $in: ['new', 'dead'] }, due: { $lte: 200 } },
      sort: { due: 1 },
      limit: 4,
    };
    expect(await plan(command)).toMatchObject({
      stage: 'FETCH',
      inputStage: { indexName: 'state_1_due_1' },
      totalDocsExamined: 4,
    });
    expect(ids(await direct.list(command))).toEqual([0, 2, 3, 5]);
  });

  it('unites the indexes of an $or, without repeats', async () => {
    const command = { find: 'p', filter: { $or: [{ state: 'new', due: { $lt: 10 } }, { tags: 't3' }] } };
    expect(await plan(command)).toMatchObject({ stage: 'OR' });
    expect(ids(await direct.list({ ...command, sort: { _id: 1 }, batchSize: 6 }))).toEqual([0, 3, 6, 9, 13, 23]);
  });

  it('finds by array elements without mixing elements up', async () => {
    expect(
      ids(await direct.list({ find: 'p', filter: { 'items.k': 2, 'items.q': 4, _id: { $lt: 20 } }, sort: { _id: 1 } })),
    ).toEqual([14]);
    expect(
      ids(
        await direct.list({
          find: 'p',
          filter: { items: { $elemMatch: { k: 9, q: 4 } }, _id: { $lt: 15 } },
          sort: { _id: 1 },
        }),
      ),
    ).toEqual([4, 9, 14]);
  });

  it('uses a sparse or partial index only when it surely holds every result', async () => {
    expect(await plan({ find: 'p', filter: { rare: { $gte: 100 } } })).toMatchObject({
      inputStage: { indexName: 'rare_1' },
      nReturned: 4,
    });
    expect(await plan({ find: 'p', filter: { rare: null } })).toMatchObject({ stage: 'COLLSCAN', nReturned: 294 });
    expect(await plan({ find: 'p', filter: { open: { $gt: 6 } } })).toMatchObject({
      inputStage: { indexName: 'open_1' },
      nReturned: 37,
    });
    expect(await plan({ find: 'p', filter: { open: { $gt: 4 } } })).toMatchObject({ stage: 'COLLSCAN' });
  });

  it('counts from the index without reading documents', async () => {
    const before = direct.store.storage.get;
    let reads = 0;
    direct.store.storage.get = (key) => {
      reads++;
      return before.call(direct.store.storage, key);
    };
    expect(await direct.run({ count: 'p', query: { state: 'new', due: { $gt: 100 } } })).toMatchObject({ n: 66 });
    expect(reads).toBe(0);
    direct.store.storage.get = before;
  });

  it('follows a hint and refuses one that names no index', async () => {
    expect(await plan({ find: 'p', filter: { state: 'new' }, hint: 'due_-1' })).toMatchObject({
      inputStage: { indexName: 'due_-1' },
      nReturned: 100,
    });
    expect(await direct.run({ find: 'p', filter: {}, hint: 'nope' })).toMatchObject({ ok: 0, code: 2 });
  });

  it('never counts NaN as smaller than a number', async () => {
    await direct.run({ createIndexes: 'nan', indexes: [index({ v: 1 })] });
    await direct.run({
      insert: 'nan',
      documents: [
        { _id: 1, v: Number.NaN },
        { _id: 2, v: 1 },
      ],
    });
    expect(ids(await direct.list({ find: 'nan', filter: { v: { $lt: 5 } } }))).toEqual([2]);
  });

  it('refuses to sort more than 100 MiB without an index, but keeps only what a limit asks for', () => {
    const megabytes = 1024 * 1024;
    const all = new Sorter<number>([{ path: 'at', descending: false }], Number.POSITIVE_INFINITY);
    for (let at = 0; at < 10; at++) all.add(at, { at }, 10 * megabytes);
    expect(() => all.add(10, { at: 10 }, 1)).toThrow(expect.objectContaining({ code: 292 }));
    const few = new Sorter<number>([{ path: 'at', descending: true }], 2);
    for (let at = 0; at < 500; at++) few.add(at, { at }, 10 * megabytes);
    expect(few.take()).toEqual([499, 498]);
  });
});

describe('documents that expire', () => {
  it('are gone after their time, by date or earliest date of a list, and only in the partial index', async () => {
    const at = (seconds: number): Date => new Date(direct.clock.now().getTime() + seconds * 1000);
    await direct.run({ createIndexes: 'ttl', indexes: [index({ at: 1 }, { expireAfterSeconds: 60 })] });
    await direct.run({
      createIndexes: 'ttl2',
      indexes: [index({ at: -1 }, { expireAfterSeconds: 0, partialFilterExpression: { done: true } })],
    });
    await direct.run({
      insert: 'ttl',
      documents: [
        { _id: 1, at: at(-61) },
        { _id: 2, at: at(-59) },
        { _id: 3, at: [at(500), at(-100)] },
        { _id: 4, at: 'text' },
        { _id: 5 },
      ],
    });
    await direct.run({
      insert: 'ttl2',
      documents: [
        { _id: 1, at: at(-1), done: true },
        { _id: 2, at: at(-1), done: false },
      ],
    });
    expect(await sweepExpired(direct.store)).toBe(3);
    expect(ids(await direct.list({ find: 'ttl', sort: { _id: 1 } }))).toEqual([2, 4, 5]);
    expect(ids(await direct.list({ find: 'ttl2' }))).toEqual([2]);
    direct.clock.advanceMs(2000);
    expect(await sweepExpired(direct.store)).toBe(1);
  });

  it('are removed by the running store itself within 60 s', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const world = await startWorld();
    const rows = world.db.collection('rows');
    await rows.createIndex({ at: 1 }, { expireAfterSeconds: 0 });
    await rows.insertMany([{ at: new Date(Date.now() - 1000) }, { at: new Date(Date.now() + 3600_000) }]);
    vi.advanceTimersByTime(60_000);
    for (let tries = 0; tries < 200 && (await rows.countDocuments()) > 1; tries++);
    expect(await rows.countDocuments()).toBe(1);
    vi.useRealTimers();
    await world.end();
  });

  it('are removed when the store starts, however long it stood still', async () => {
    const clock = new ManualClock(new Date('2026-03-02T08:00:00Z'));
    const before = await startWorld({ clock });
    await before.db.collection('rows').createIndex({ at: 1 }, { expireAfterSeconds: 0 });
    await before.db.collection('rows').insertOne({ at: new Date('2026-03-02T09:00:00Z') });
    await before.stop();
    clock.advanceMs(2 * 3600_000);
    const after = await before.reopen();
    for (let tries = 0; tries < 200 && (await after.db.collection('rows').countDocuments()) > 0; tries++);
    expect(await after.db.collection('rows').countDocuments()).toBe(0);
    await after.end();
  });
});

it('several values of a field that the order begins with are read one after the other, no further than wanted', async () => {
  await direct.run({ createIndexes: 'k1', indexes: [index({ platform: 1, state: 1, at: 1 })] });
  const documents = Array.from({ length: 300 }, (_, at) => ({
    ...{ _id: at, platform: ['wecom', 'dingtalk', 'other'][at % 3], state: 'due', at: 300 - at },
  }));
  await direct.run({ insert: 'k1', documents });
  const filter = { platform: { $in: ['wecom', 'dingtalk'] }, state: 'due', at: { $lte: 200 } };
  for (const way of [1, -1]) {
    const find = { find: 'k1', filter, sort: { platform: way, state: 1, at: way }, limit: 8 };
    const { nReturned, totalKeysExamined } = await plan(find);
    expect([nReturned, totalKeysExamined]).toEqual([8, 8]);
    const found = ((await direct.run(find)).cursor as { firstBatch: Document[] }).firstBatch;
    const all = documents.filter(({ platform, at }) => platform !== 'other' && at <= 200);
    const inOrder = all.sort((a, b) => way * (`${a.platform}`.localeCompare(`${b.platform}`) || a.at - b.at));
    expect(ids(found)).toEqual(inOrder.slice(0, 8).map(({ _id }) => _id));
  }
});

it('of two indexes that bind as much, the one with fewer documents is read', async () => {
  await direct.run({
    createIndexes: 'k2',
    indexes: [
      index({ platform: 1, state: 1 }),
      index({ platform: 1, user: 1 }, { partialFilterExpression: { held: { $exists: true } } }),
    ],
  });
  const documents = Array.from({ length: 300 }, (_, at) => ({
    ...{ _id: at, platform: 'wecom', state: 'due', user: at },
    ...(at % 100 === 0 && { held: true }),
  }));
  await direct.run({ insert: 'k2', documents });
  const held = (users: number[]) => ({ platform: 'wecom', user: { $in: users }, held: true, state: 'due' });
  expect((await plan({ find: 'k2', filter: held([1, 2, 100]) })).totalKeysExamined).toBe(1);
  expect((await plan({ find: 'k2', filter: held([]) })).totalKeysExamined).toBe(0);
});
