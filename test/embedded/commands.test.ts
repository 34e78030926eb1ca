import { Binary, Long } from 'bson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Document } from '../../src/embedded/document.ts';
import { clearDropped } from '../../src/embedded/key-spaces.ts';
import { type DirectStore, openDirect } from './direct.ts';
import { startWorld, type World } from './world.ts';

let direct: DirectStore;
beforeAll(async () => {
  direct = await openDirect();
  await direct.run({
    insert: 'numbers',
    documents: Array.from({ length: 250 }, (_, _id) => ({
      _id,
      even: _id % 2 === 0,
      group: `g${_id % 3}`,
      list: [_id, { x: _id }],
    })),
  });
  await direct.run({
    insert: 'groups',
    documents: [
      { _id: 'g0', name: 'zero' },
      { _id: 'g1', name: 'one' },
    ],
  });
});
afterAll(() => direct.end());

interface CursorReply {
  readonly id: Long;
  readonly batch: Document[];
}

async function cursor(command: Document): Promise<CursorReply> {
  const reply = await direct.run(command);
  if (reply.cursor === undefined) throw new Error(JSON.stringify(reply));
  const { id, firstBatch, nextBatch } = reply.cursor as { id: Long; firstBatch?: Document[]; nextBatch?: Document[] };
  return { id, batch: firstBatch ?? nextBatch ?? [] };
}

describe('find and getMore', () => {
  it('give 101 documents first and the rest batch by batch', async () => {
    const first = await cursor({ find: 'numbers' });
    expect(first.batch).toHaveLength(101);
    const second = await cursor({ getMore: first.id, collection: 'numbers', batchSize: 100 });
    expect(second.batch).toHaveLength(100);
    const third = await cursor({ getMore: first.id, collection: 'numbers' });
    expect(third.batch.map((one) => one._id).at(-1)).toBe(249);
    expect(third.id.isZero()).toBe(true);
    expect(await direct.run({ getMore: first.id, collection: 'numbers' })).toMatchObject({
      ok: 0,
      code: 43,
      codeName: 'CursorNotFound',
    });
  });

  it('go on correctly when documents before and after the place are removed and added', async () => {
    await direct.run({ insert: 'moving', documents: Array.from({ length: 20 }, (_, _id) => ({ _id: _id * 2 })) });
    const { id } = await cursor({ find: 'moving', batchSize: 5 });
    await direct.run({ delete: 'moving', deletes: [{ q: { _id: { $in: [0, 8, 10, 12] } }, limit: 0 }] });
    await direct.run({ insert: 'moving', documents: [{ _id: 3 }, { _id: 15 }] });
    const { batch } = await cursor({ getMore: id, collection: 'moving' });
    expect(batch.map((one) => one._id)).toEqual([14, 15, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38]);
  });

  it.each([
    ['its index', { dropIndexes: 'doomed', index: 'n' }],
    ['its collection', { drop: 'doomed' }],
  ])('end with an error instead of too few documents when %s is dropped', async (_, drop) => {
    await direct.run({ createIndexes: 'doomed', indexes: [{ key: { n: 1 }, name: 'n' }] });
    await direct.run({ insert: 'doomed', documents: Array.from({ length: 20 }, (__, n) => ({ n })) });
    const { id } = await cursor({ find: 'doomed', filter: { n: { $gte: 0 } }, batchSize: 5 });
    await direct.run(drop);
    await direct.run({ insert: 'doomed', documents: [{ n: 1 }] });
    while (!(await clearDropped(direct.store.storage)));
    expect(await direct.run({ getMore: id, collection: 'doomed' })).toMatchObject({
      ok: 0,
      code: 175,
      codeName: 'QueryPlanKilled',
    });
    expect(await direct.run({ getMore: id, collection: 'doomed' })).toMatchObject({ code: 43 });
    await direct.run({ drop: 'doomed' });
  });

  it('close a cursor on request, by singleBatch, and after ten idle minutes', async () => {
    const { id } = await cursor({ find: 'numbers', batchSize: 2 });
    expect(await direct.run({ killCursors: 'numbers', cursors: [id, Long.fromNumber(5)] })).toMatchObject({
      cursorsKilled: [id],
      cursorsNotFound: [Long.fromNumber(5)],
    });
    expect((await cursor({ find: 'numbers', batchSize: 2, singleBatch: true })).id.isZero()).toBe(true);
    const idle = await cursor({ find: 'numbers', batchSize: 2 });
    direct.clock.advanceMs(10 * 60_000 + 1);
    await cursor({ find: 'numbers', batchSize: 2 });
    expect(await direct.run({ getMore: idle.id, collection: 'numbers' })).toMatchObject({ code: 43 });
  });

  it('skip, limit and sort', async () => {
    const found = await direct.list({
      find: 'numbers',
      filter: { even: true },
      sort: { group: -1, _id: 1 },
      skip: 2,
      limit: 3,
    });
    expect(found.map((one) => one._id)).toEqual([14, 20, 26]);
  });

  it.each<[Document, Document]>([
    [{ even: 1 }, { _id: 4, even: true }],
    [{ even: 1, _id: 0 }, { even: true }],
    [
      { list: 0, even: 0 },
      { _id: 4, group: 'g1' },
    ],
    [{ _id: 1 }, { _id: 4 }],
    [{ 'list.x': 1 }, { _id: 4, list: [{ x: 4 }] }],
    [
      { 'list.x': 0, even: 0 },
      { _id: 4, group: 'g1', list: [4, {}] },
    ],
  ])('project by %j', async (projection, expected) => {
    const [found] = await direct.list({ find: 'numbers', filter: { _id: 4 }, projection });
    expect(found).toEqual(expected);
  });

  it.each<[Document, number]>([
    [{ list: { $slice: 1 } }, 31325],
    [{ list: { $elemMatch: { x: 4 } } }, 31325],
    [{ twice: { $multiply: ['$_id', 2] } }, 31325],
    [{ 'list.$': 1 }, 16410],
    [{ 'list.$.x': 1 }, 31394],
    [{ even: '$group' }, 115],
    [{ list: { x: 1 } }, 115],
    [{ even: 1, list: 0 }, 31254],
    [{ even: 0, list: 1 }, 31253],
    [{ list: 1, 'list.x': 1 }, 31249],
    [{ 'list.x': 1, list: 1 }, 31250],
    [{ 'list..x': 1 }, 15998],
  ])('refuse the projection %j with code %i', async (projection, code) => {
    expect(await direct.run({ find: 'numbers', projection })).toMatchObject({ ok: 0, code });
    expect(await direct.run({ find: 'missing', projection })).toMatchObject({ ok: 0, code });
  });

  it.each<[Document, number]>([
    [{ fliter: { _id: 1 } }, 40415],
    [{ tailable: true }, 72],
    [{ collation: { locale: 'zh' } }, 72],
    [{ min: { a: 1 } }, 72],
    [{ let: { x: 1 } }, 72],
    [{ limit: -1 }, 51024],
    [{ skip: -1 }, 51024],
    [{ batchSize: -1 }, 51024],
    [{ singleBatch: 'yes' }, 14],
    [{ sort: { even: 2 } }, 15975],
    [{ sort: { even: true } }, 15975],
    [{ sort: { $natural: -1 } }, 16410],
    [{ hint: { $natural: 1 } }, 2],
    [{ hint: 'nope' }, 2],
    [{ $db: 'x.y' }, 73],
    [{ $db: '' }, 73],
    [{ readConcern: { level: 'snapshot' } }, 123],
    [{ filter: { $and: [] } }, 2],
    [{ filter: { _id: 3, $nonsense: 1 } }, 2],
  ])('refuse %j with code %i instead of ignoring it', async (option, code) => {
    expect(await direct.run({ find: 'numbers', ...option })).toMatchObject({ ok: 0, code });
  });
});

describe('write commands', () => {
  it('stop at the first error when ordered, and go on when not', async () => {
    const documents = [{ _id: 1 }, { _id: 1 }, { _id: 2 }];
    expect(await direct.run({ insert: 'w1', documents })).toMatchObject({
      n: 1,
      writeErrors: [{ index: 1, code: 11000 }],
      ok: 1,
    });
    expect(await direct.run({ insert: 'w2', ordered: false, documents })).toMatchObject({
      n: 2,
      writeErrors: [{ index: 1, code: 11000 }],
      ok: 1,
    });
  });

  it('put _id first and make one where it is missing', async () => {
    await direct.run({ insert: 'w3', documents: [{ a: 1, _id: 5 }, { a: 2 }] });
    const found = await direct.list({ find: 'w3', sort: { a: 1 } });
    expect(found.map((one) => Object.keys(one))).toEqual([
      ['_id', 'a'],
      ['_id', 'a'],
    ]);
  });

  it('tell apart matched, modified and upserted', async () => {
    await direct.run({
      insert: 'w4',
      documents: [
        { _id: 1, a: 1 },
        { _id: 2, a: 1 },
      ],
    });
    const updates = [
      { q: { a: 1 }, u: { $set: { a: 1 } }, multi: true },
      { q: { a: 1 }, u: { $set: { b: 2 } } },
      { q: { _id: 9 }, u: { $set: { a: 3 } }, upsert: true },
    ];
    expect(await direct.run({ update: 'w4', updates })).toMatchObject({
      n: 4,
      nModified: 1,
      upserted: [{ index: 2, _id: 9 }],
      ok: 1,
    });
    expect(await direct.run({ update: 'w4', updates: [{ q: {}, u: { a: 1 }, multi: true }] })).toMatchObject({
      writeErrors: [{ code: 9 }],
    });
  });

  it('modify and return one document, in the order asked for', async () => {
    await direct.run({
      insert: 'w5',
      documents: [
        { _id: 1, due: 5 },
        { _id: 2, due: 3 },
      ],
    });
    const claim = {
      findAndModify: 'w5',
      query: { due: { $lte: 9 } },
      sort: { due: 1 },
      update: { $set: { owner: 'me', due: 99 } },
    };
    expect(await direct.run({ ...claim, new: true, fields: { owner: 1 } })).toMatchObject({
      value: { _id: 2, owner: 'me' },
      lastErrorObject: { n: 1, updatedExisting: true },
    });
    expect(await direct.run(claim)).toMatchObject({ value: { _id: 1, due: 5 } });
    expect(await direct.run(claim)).toMatchObject({ value: null, lastErrorObject: { n: 0, updatedExisting: false } });
    expect(await direct.run({ ...claim, query: { _id: 7 }, upsert: true, new: true })).toMatchObject({
      value: { _id: 7, owner: 'me' },
      lastErrorObject: { upserted: 7 },
    });
    expect(await direct.run({ findAndModify: 'w5', query: { _id: 7 }, remove: true })).toMatchObject({
      value: { _id: 7 },
      lastErrorObject: { n: 1 },
    });
  });

  it('give each of many simultaneous claims another document', async () => {
    await direct.run({ insert: 'claims', documents: Array.from({ length: 50 }, (_, _id) => ({ _id, state: 'due' })) });
    const claims = await Promise.all(
      Array.from({ length: 60 }, (_, worker) =>
        direct.run({ findAndModify: 'claims', query: { state: 'due' }, update: { $set: { state: 'taken', worker } } }),
      ),
    );
    const taken = claims.flatMap((reply) => (reply.value === null ? [] : [(reply.value as Document)._id]));
    expect(new Set(taken).size).toBe(50);
    expect(taken).toHaveLength(50);
  });

  it.each([
    [{ insert: 'w6', documents: [{ _id: [1] }] }, 53],
    [{ insert: 'w6', documents: [{ _id: /x/ }] }, 53],
  ])('refuse %j', async (command, code) => {
    expect(await direct.run(command)).toMatchObject({ n: 0, writeErrors: [{ code }] });
  });
});

describe('aggregate, count, distinct', () => {
  it.each([
    '$out',
    '$merge',
    '$geoNear',
    '$changeStream',
    '$count',
    '$facet',
    '$lookup',
    '$project',
    '$unionWith',
    '$unwind',
    '$nonsense',
  ])('refuse the stage %s', async (stage) => {
    expect(await direct.run({ aggregate: 'numbers', pipeline: [{ [stage]: 'x' }], cursor: {} })).toMatchObject({
      ok: 0,
      code: 40324,
    });
  });

  it.each<[unknown[], number]>([
    [[{ $match: {}, $sort: { _id: -1 } }], 40323],
    [[{}], 40323],
    [['$match'], 40323],
    [[{ $match: 1 }], 15959],
    [[{ $match: { $and: [] } }], 2],
    [[{ $sort: {} }], 15976],
    [[{ $sort: { $natural: -1 } }], 16410],
    [[{ $limit: 0 }], 15958],
    [[{ $limit: -1 }], 5107201],
    [[{ $skip: 'x' }], 5107200],
    [[{ $group: 1 }], 15947],
    [[{ $group: { n: { $sum: 1 } } }], 15955],
    [[{ $group: { _id: 1, list: { $push: '$group' } } }], 15952],
    [[{ $group: { _id: '$group', n: { $sum: 1 } } }], 115],
    [[{ $group: { _id: 1, n: { $sum: '$_id' } } }], 115],
    [[{ $limit: 5 }, { $match: { even: true } }], 115],
    [[{ $limit: 5 }, { $limit: 3 }], 115],
  ])('refuse the pipeline %j with code %i', async (pipeline, code) => {
    expect(await direct.run({ aggregate: 'numbers', pipeline, cursor: {} })).toMatchObject({ ok: 0, code });
    expect(await direct.run({ aggregate: 'missing', pipeline, cursor: {} })).toMatchObject({ ok: 0, code });
  });

  it('give the documents of the stages one query can answer', async () => {
    const pipeline = [{ $match: { even: true } }, { $match: { group: 'g1' } }, { $sort: { _id: -1 } }, { $limit: 2 }];
    const found = await direct.list({ aggregate: 'numbers', pipeline, cursor: {} });
    expect(found.map(({ _id }) => _id)).toEqual([244, 238]);
    expect(await direct.run({ aggregate: 'numbers', pipeline })).toMatchObject({ ok: 0, code: 9 });
    expect(await direct.run({ aggregate: 1, pipeline, cursor: {} })).toMatchObject({ ok: 0, code: 73 });
  });

  it('refuse to sort more than 100 MiB without an index, in a find and inside a pipeline', async () => {
    const big = await openDirect();
    const bytes = new Binary(Buffer.alloc(14_000_000));
    for (let at = 0; at < 8; at++) await big.run({ insert: 'big', documents: [{ _id: at, n: -at, bytes }] });
    const tooMuch = { ok: 0, code: 292, codeName: 'QueryExceededMemoryLimitNoDiskUseAllowed' };
    expect(await big.run({ find: 'big', sort: { n: 1 } })).toMatchObject(tooMuch);
    const pipeline = [{ $match: { n: { $lte: 0 } } }, { $sort: { n: 1 } }];
    expect(await big.run({ aggregate: 'big', pipeline, cursor: {} })).toMatchObject(tooMuch);
    expect(await big.list({ find: 'big', sort: { n: 1 }, limit: 2, projection: { _id: 1 } })).toEqual([
      { _id: 7 },
      { _id: 6 },
    ]);
    await big.end();
  });

  it('run no JavaScript of clients', async () => {
    const body = { $function: { body: 'return 1', args: [], lang: 'js' } };
    expect(await direct.run({ find: 'numbers', filter: { $where: 'true' } })).toMatchObject({ ok: 0, code: 2 });
    expect(await direct.run({ find: 'numbers', filter: { $expr: body } })).toMatchObject({ ok: 0, code: 2 });
    expect(await direct.run({ find: 'numbers', projection: { x: body } })).toMatchObject({ ok: 0, code: 31325 });
  });

  it('count with skip and limit, and by the driver through an aggregation', async () => {
    expect(await direct.run({ count: 'numbers' })).toMatchObject({ n: 250 });
    expect(await direct.run({ count: 'numbers', query: { even: true }, skip: 100, limit: 20 })).toMatchObject({
      n: 20,
    });
    const pipeline = [{ $match: { even: true } }, { $skip: 5 }, { $group: { _id: 1, n: { $sum: 1 } } }];
    expect(await direct.list({ aggregate: 'numbers', pipeline, cursor: {} })).toEqual([{ _id: 1, n: 120 }]);
    expect(await direct.list({ aggregate: 'missing', pipeline, cursor: {} })).toEqual([]);
  });

  it('list different values, of arrays by element', async () => {
    expect(await direct.run({ distinct: 'numbers', key: 'group' })).toMatchObject({ values: ['g0', 'g1', 'g2'] });
    expect(await direct.run({ distinct: 'numbers', key: 'list.x', query: { _id: { $lt: 3 } } })).toMatchObject({
      values: [0, 1, 2],
    });
  });
});

describe('a read while a write waits for its flush', () => {
  it('does not see it; once the write is answered, every read does', async () => {
    const durable = await openDirect(true);
    const write = durable.run({ insert: 'c', documents: [{ _id: 1 }] });
    expect(await durable.run({ count: 'c', readConcern: { level: 'majority' } })).toMatchObject({ n: 0 });
    await write;
    expect(await durable.run({ count: 'c', readConcern: { level: 'majority' } })).toMatchObject({ n: 1 });
    await durable.end();
  });
});

describe('explain', () => {
  it.each<[Document, string]>([
    [{ find: 'plans', filter: { n: 3 } }, 'n_1'],
    [{ count: 'plans', query: { n: 3 } }, 'n_1'],
    [{ distinct: 'plans', key: 'n', query: { n: 3 } }, 'n_1'],
    [
      { aggregate: 'plans', pipeline: [{ $match: { n: 3 } }, { $group: { _id: 1, n: { $sum: 1 } } }], cursor: {} },
      'n_1',
    ],
    [{ update: 'plans', updates: [{ q: { n: 3 }, u: { $set: { n: 99 } } }] }, 'n_1'],
    [{ delete: 'plans', deletes: [{ q: { n: 3 }, limit: 0 }] }, 'n_1'],
    [{ findAndModify: 'plans', query: { n: 3 }, remove: true }, 'n_1'],
  ])('tells the index and what is read, and changes nothing: %j', async (command, indexName) => {
    await direct.run({ createIndexes: 'plans', indexes: [{ key: { n: 1 }, name: 'n_1' }] });
    await direct.run({
      insert: 'plans',
      ordered: false,
      documents: Array.from({ length: 10 }, (_, n) => ({ _id: n, n })),
    });
    const reply = await direct.run({ explain: command, verbosity: 'executionStats' });
    expect(reply).toMatchObject({
      queryPlanner: { namespace: 'test.plans', winningPlan: { inputStage: { stage: 'IXSCAN', indexName } } },
      executionStats: { executionSuccess: true, nReturned: 1, totalKeysExamined: 1, totalDocsExamined: 1 },
      ok: 1,
    });
    expect((await direct.list({ find: 'plans' })).map(({ n }) => n)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('refuses a command that finds nothing, and reads nothing when only the plan is asked for', async () => {
    expect(await direct.run({ explain: { ping: 1 } })).toMatchObject({ ok: 0, code: 59 });
    expect(await direct.run({ explain: 'find' })).toMatchObject({ ok: 0, code: 9 });
    const planned = await direct.run({ explain: { find: 'plans', filter: { n: 3 } }, verbosity: 'queryPlanner' });
    expect(planned).not.toHaveProperty('executionStats');
    expect(await direct.run({ explain: { find: 'missing' } })).toMatchObject({
      queryPlanner: { winningPlan: { stage: 'EOF' } },
    });
  });
});

describe('collections', () => {
  it('are created, listed and dropped, and their space is emptied', async () => {
    expect(await direct.run({ create: 'made' })).toMatchObject({ ok: 1 });
    expect(await direct.run({ create: 'made' })).toMatchObject({ ok: 0, code: 48, codeName: 'NamespaceExists' });
    expect(await direct.run({ create: 'capped', capped: true, size: 1 })).toMatchObject({ ok: 0, code: 72 });
    expect(await direct.run({ create: 'bad$name' })).toMatchObject({ ok: 0, code: 73 });
    expect((await direct.list({ listCollections: 1, filter: { name: 'made' }, nameOnly: true }))[0]).toEqual({
      name: 'made',
      type: 'collection',
    });
    const before = direct.store.storage.stats().entries;
    await direct.run({ insert: 'made', documents: Array.from({ length: 3000 }, (_, _id) => ({ _id })) });
    expect(await direct.run({ drop: 'made' })).toMatchObject({ ok: 1, ns: 'test.made' });
    expect(await direct.list({ find: 'made' })).toEqual([]);
    while (!(await clearDropped(direct.store.storage)));
    expect(direct.store.storage.stats().entries).toBeLessThanOrEqual(before);
  });

  it('of a dropped name start empty, also when the drop and the insert come at once', async () => {
    await direct.run({ insert: 'again', documents: [{ _id: 1 }] });
    const replies = await Promise.all([
      direct.run({ drop: 'again' }),
      direct.run({ insert: 'again', documents: [{ _id: 2 }] }),
    ]);
    expect(replies.every((reply) => Number(reply.ok) === 1)).toBe(true);
    expect(await direct.list({ find: 'again' })).toEqual([{ _id: 2 }]);
    expect(await direct.run({ count: 'again' })).toMatchObject({ n: 1 });
  });

  it.each(['collMod', 'validate', 'collStats', 'dbStats', 'renameCollection'])('are not for %s', async (command) => {
    expect(await direct.run({ [command]: 'groups' })).toMatchObject({ ok: 0, code: 59, codeName: 'CommandNotFound' });
  });

  it('are listed by database, which is there as long as it has one', async () => {
    expect(await direct.run({ serverStatus: 1 })).toMatchObject({ storageEngine: { name: 'lmdb' }, ok: 1 });
    expect((await direct.run({ listDatabases: 1 })).databases).toMatchObject([{ name: 'test' }]);
    expect(await direct.run({ listDatabases: 1, nameOnly: true })).toEqual({ databases: [{ name: 'test' }], ok: 1 });
    expect(await direct.run({ dropDatabase: 1 })).toMatchObject({ dropped: 'test' });
    expect((await direct.run({ listDatabases: 1 })).databases).toEqual([]);
  });
});

describe('the driver', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.end());

  it('reads its own writes at once under many clients', async () => {
    const rows = world.db.collection<{ _id: number; n: number }>('rows');
    await Promise.all(
      Array.from({ length: 100 }, async (_, _id) => {
        await rows.insertOne({ _id, n: 0 });
        await rows.updateOne({ _id }, { $inc: { n: 1 } });
        expect(await rows.findOne({ _id })).toEqual({ _id, n: 1 });
      }),
    );
    await Promise.all(Array.from({ length: 50 }, () => rows.updateOne({ _id: 1 }, { $inc: { n: 1 } })));
    expect(await rows.findOne({ _id: 1 })).toEqual({ _id: 1, n: 51 });
  });

  it('refuses transactions with an error instead of pretending', async () => {
    const session = world.client.startSession();
    session.startTransaction();
    await expect(world.db.collection('rows').insertOne({}, { session })).rejects.toThrow(/session|transaction/i);
    await session.endSession();
  });
});
