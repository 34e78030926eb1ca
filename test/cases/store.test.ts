import { Binary, Decimal128, Long, UUID } from 'bson';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Document } from '../../src/embedded/document.ts';
import { startWorld, type World } from '../embedded/world.ts';

/** Where the embedded store once answered otherwise than MongoDB, with MongoDB's values; through the unmodified driver. */
let world: World;
beforeAll(async () => {
  world = await startWorld({ durable: false });
});
afterAll(() => world.end());
beforeEach(() => world.db.dropDatabase());

const rows = () => world.db.collection<Document & { _id: number }>('rows');
const code = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: { code?: number }) => error.code,
  );

async function changed(document: Document, update: Document, options: Document = {}): Promise<Document | null> {
  await rows().insertOne({ _id: 1, ...document });
  await rows().updateOne({ _id: 1 }, update, options);
  return rows().findOne({}, { projection: { _id: 0 } });
}

describe.each([false, true])('$elemMatch, with an index: %s', (isIndexed) => {
  it.each([
    ['{ $eq: 1 }', { $eq: 1 }, [3]],
    ['{ $eq: null }', { $eq: null }, [5]],
    ['{ $gt: 0 }', { $gt: 0 }, [2, 3]],
    ['{ $elemMatch: { $eq: 1 } }', { $elemMatch: { $eq: 1 } }, [1, 2]],
    ['{ $ne: 1 }', { $ne: 1 }, [1, 2, 4, 5]],
    ['{ $size: 1 }', { $size: 1 }, [1, 2, 4]],
  ])('%s looks at the elements themselves', async (_, condition, expected) => {
    await rows().insertMany([
      { _id: 1, a: [[1, 2], [3]] },
      { _id: 2, a: [[1], 2] },
      { _id: 3, a: [1] },
      { _id: 4, a: [[null]] },
      { _id: 5, a: [null] },
    ]);
    if (isIndexed) await rows().createIndex({ a: 1 });
    const found = await rows()
      .find({ a: { $elemMatch: condition } })
      .sort({ _id: 1 })
      .toArray();
    expect(found.map(({ _id }) => _id)).toEqual(expected);
  });

  it('finds a missing field of an element that is an array, and of no scalar', async () => {
    await rows().insertMany([
      { _id: 1, a: [[1], { x: 5 }] },
      { _id: 2, a: [{ y: 5 }] },
      { _id: 3, a: [1, { x: 5 }] },
    ]);
    if (isIndexed) await rows().createIndex({ 'a.x': 1 });
    const found = await rows()
      .find({ a: { $elemMatch: { x: null } } })
      .sort({ _id: 1 })
      .toArray();
    expect(found.map(({ _id }) => _id)).toEqual([1, 2]);
  });
});

describe('a decimal beyond every double', () => {
  it('sorts above all doubles, is found, and can be indexed', async () => {
    await rows().insertMany([
      { _id: 1, a: Decimal128.fromString('1E+3000') },
      { _id: 2, a: 5 },
      { _id: 3, a: Decimal128.fromString('-9.9E+6144') },
      { _id: 4, a: Number.POSITIVE_INFINITY },
      { _id: 5, a: Number.MAX_VALUE },
      { _id: 6, a: Decimal128.fromString('9.99E+999') },
    ]);
    const order = async () =>
      (
        await rows()
          .find({ a: { $gt: Number.NEGATIVE_INFINITY } })
          .sort({ a: 1 })
          .toArray()
      ).map(({ _id }) => _id);
    expect(await order()).toEqual([3, 2, 5, 6, 1, 4]);
    await rows().createIndex({ a: 1 });
    expect(await order()).toEqual([3, 2, 5, 6, 1, 4]);
    expect(await rows().findOne({ a: Decimal128.fromString('10E+2999') })).toMatchObject({ _id: 1 });
  });
});

describe('an upsert', () => {
  it.each<[string, Document, Document | number]>([
    ['takes the one branch of an $or', { $or: [{ a: 1 }] }, { a: 1, z: 1 }],
    ['takes nothing from an $or of two', { $or: [{ a: 1 }, { a: 2 }] }, { z: 1 }],
    ['takes the one value of $all', { a: { $all: [7] } }, { a: 7, z: 1 }],
    ['takes no bounds', { a: { $gt: 1 }, b: 2 }, { b: 2, z: 1 }],
    ['makes the documents of a path, in the order of the names', { 'q.y': 1, 'q.x': 2 }, { q: { x: 2, y: 1 }, z: 1 }],
    ['refuses two values of one field', { $and: [{ a: 1 }, { a: 2 }] }, 54],
    ['refuses two values of $all', { a: { $all: [1, 2] } }, 54],
    ['refuses a document and a field inside it', { 'a.b': 1, a: { b: 2 } }, 54],
    ['never stores a regular expression of a filter', { a: /x/ }, 2],
  ])('%s', async (_, filter, expected) => {
    const outcome = await code(rows().updateOne(filter, { $set: { z: 1 } }, { upsert: true }));
    if (typeof expected === 'number') expect(outcome).toBe(expected);
    else expect(JSON.stringify(await rows().findOne({}, { projection: { _id: 0 } }))).toBe(JSON.stringify(expected));
  });

  it('refuses a replacement with another _id than the filter asks for', async () => {
    expect(await code(rows().replaceOne({ _id: 9 }, { _id: 2, b: 1 } as never, { upsert: true }))).toBe(66);
    expect(await rows().countDocuments()).toBe(0);
  });
});

describe('expressions and stages nobody asks for', () => {
  it.each<[string, Document[], number]>([
    ['$count', [{ $match: { q: 1 } }, { $count: 'n' }], 40324],
    ['$facet', [{ $facet: { a: [{ $count: 'n' }] } }], 40324],
    ['$dateTrunc', [{ $project: { d: { $dateTrunc: { date: '$a', unit: 'day' } } } }], 40324],
    ['$push in $group', [{ $group: { _id: null, r: { $push: '$g' } } }], 15952],
    ['$min in $group', [{ $group: { _id: null, min: { $min: '$s' } } }], 15952],
    ['$addFields', [{ $addFields: { 't.k': 1 } }], 40324],
    ['two stages in one', [{ $match: {}, $sort: { _id: -1 } }], 40323],
    ['$natural', [{ $sort: { $natural: -1 } }], 16410],
  ])('%s is refused', async (_, pipeline, expected) => {
    await rows().insertOne({ _id: 1, g: 'a' });
    expect(await code(rows().aggregate(pipeline).toArray())).toBe(expected);
  });

  it.each<[string, Document]>([
    ['$expr', { $expr: { $lt: ['$a', '$b'] } }],
    ['$bitsAllClear', { a: { $bitsAllClear: 1 } }],
    ['$bitsAnySet', { a: { $bitsAnySet: 35 } }],
    ['$regex', { a: { $regex: 'x' } }],
    ['a pattern', { a: /x/ }],
    ['$mod', { a: { $mod: [2, 0] } }],
  ])('%s is refused in a filter', async (_, filter) => {
    expect(await code(rows().find(filter).toArray())).toBe(2);
  });

  it('a count of nothing is no document', async () => {
    const counting = [{ $match: { q: 1 } }, { $group: { _id: 1, n: { $sum: 1 } } }];
    expect(await rows().aggregate(counting).toArray()).toEqual([]);
    expect(await rows().countDocuments({ q: 1 })).toBe(0);
  });

  it('rare characters sort by their code points', async () => {
    await rows().insertMany([
      { _id: 1, s: '𬭎' },
      { _id: 2, s: 'Ａ' },
    ]);
    expect(await rows().findOne({ s: { $gt: 'Ａ' } })).toMatchObject({ _id: 1 });
    expect(await rows().findOne({}, { sort: { s: -1 } })).toMatchObject({ _id: 1 });
  });
});

describe('array filters', () => {
  const zero = { $set: { 'a.$[e]': 0 } };
  it('may be an $or', async () => {
    const arrayFilters = [{ $or: [{ e: 1 }, { e: 3 }] }];
    expect(await changed({ a: [1, 2, 3] }, zero, { arrayFilters })).toEqual({ a: [0, 2, 0] });
  });

  it.each<[string, Document, Document[], number]>([
    ['that is not used', zero, [{ e: 1 }, { z: 1 }], 9],
    ['about two names', zero, [{ e: 1, f: 1 }], 9],
    ['twice about one name', zero, [{ e: 1 }, { e: 2 }], 9],
    ['that is empty', zero, [{}], 9],
    ['about a name in capitals', { $set: { 'a.$[E]': 0 } }, [{ E: 1 }], 2],
    ['that is missing', { $set: { 'a.$[x]': 0 } }, [], 2],
    ['for a replacement', { a: 1 }, [{ e: 1 }], 9],
  ])('%s are refused', async (_, update, arrayFilters, expected) => {
    const statement = { q: {}, u: update, arrayFilters };
    const command = { findAndModify: 'rows', query: {}, update, arrayFilters };
    expect(await world.db.command({ update: 'rows', updates: [statement] })).toMatchObject({
      writeErrors: [{ code: expected }],
    });
    expect(await code(world.db.command(command))).toBe(expected);
  });

  it('that reach an element another path names are a conflict', async () => {
    const both = { $set: { 'a.$[e]': 0, 'a.0': 5 } };
    expect(await code(changed({ a: [1] }, both, { arrayFilters: [{ e: 1 }] }))).toBe(40);
    expect(await code(rows().updateOne({}, { $set: { 'a.$[]': 0, 'a.0': 5 } }))).toBe(40);
  });
});

describe('an update', () => {
  it('takes $* for a name, as mongoose sends for maps of documents', async () => {
    expect(await changed({ a: { q: { x: 1 } } }, { $unset: { 'a.$*.x': 1 } })).toEqual({ a: { q: { x: 1 } } });
    expect(await code(rows().updateOne({}, { $set: { 'a.$*.x': 1 } }))).toBe(52);
  });

  it('pulls by $or', async () => {
    const update = { $pull: { a: { $or: [{ x: 1 }, { y: 1 }] } } };
    expect(await changed({ a: [{ x: 1 }, { y: 1 }, { z: 1 }] }, update)).toEqual({ a: [{ z: 1 }] });
  });

  it.each([false, true])('uses $ on another array than the one that matched (many: %s)', async (many) => {
    await rows().insertOne({ _id: 1, x: [90, 91, 92], y: ['a', 'b', 'c'] });
    await rows()[many ? 'updateMany' : 'updateOne']({ x: 92 }, { $set: { 'y.$': 'z' } });
    expect(await rows().findOne()).toMatchObject({ y: ['a', 'b', 'z'] });
  });

  it('keeps what was done before one document of many is refused, and says so', async () => {
    await rows().insertMany([
      { _id: 1, v: 1 },
      { _id: 2, v: 'x' },
      { _id: 3, v: 2 },
    ]);
    expect(await code(rows().updateMany({}, { $inc: { v: 1 } as never }))).toBe(14);
    expect((await rows().find().toArray()).map(({ v }) => v)).toEqual([2, 'x', 2]);
  });

  it('makes new fields in the order of their names, numbers by value', async () => {
    const made = await changed({ o: {} }, { $set: { 'o.b': 1, 'o.a': 2, 'o.c10': 3, 'o.c9': 4 } });
    expect(JSON.stringify(made)).toBe(JSON.stringify({ o: { a: 2, b: 1, c10: 3, c9: 4 } }));
  });

  it.each<[string, Document, number]>([
    ['$ after $ne', { q: { _id: 1, 'l.x': { $ne: 9 } }, u: { $set: { 'l.$.k': 1 } } }, 2],
    ['$ twice', { q: { 'l.x': 1 }, u: { $set: { 'l.$.k.$': 1 } } }, 2],
    ['$ first', { q: { 'l.x': 1 }, u: { $set: { '$.k': 1 } } }, 2],
    ['$rename out of an array', { q: { _id: 1 }, u: { $rename: { 'l.0.x': 'q' } } }, 2],
    ['$rename into an array', { q: { _id: 1 }, u: { $rename: { a: 'l.0.x' } } }, 2],
    ['$rename to itself', { q: { _id: 1 }, u: { $rename: { a: 'a' } } }, 2],
    ['$rename into itself', { q: { _id: 1 }, u: { $rename: { a: 'a.b' } } }, 2],
    ['an empty name', { q: { _id: 1 }, u: { $set: { 'a..b': 1 } } }, 56],
    ['a far position', { q: { _id: 1 }, u: { $set: { 'l.2000000': 1 } } }, 168],
    ['$addToSet with $slice', { q: { _id: 1 }, u: { $addToSet: { l: { $each: [1], $slice: 1 } } } }, 2],
    ['$push sorted by 2', { q: { _id: 1 }, u: { $push: { l: { $each: [], $sort: 2 } } } }, 2],
    ['$push sorted by nothing', { q: { _id: 1 }, u: { $push: { l: { $each: [], $sort: {} } } } }, 2],
    ['an operator behind a field', { q: { _id: 1 }, u: { a: 1, $set: { b: 1 } } }, 52],
    ['$[] of no array', { q: { _id: 1 }, u: { $unset: { 'a.$[].x': 1 } } }, 2],
  ])('with %s is refused', async (_, statement, expected) => {
    await rows().insertOne({ _id: 1, a: 1, l: [{ x: 1, y: 1 }, { x: 2 }] });
    const before = await rows().findOne();
    const reply = await world.db.command({ update: 'rows', updates: [statement] });
    expect(reply).toMatchObject({ n: 0, nModified: 0, writeErrors: [{ code: expected }] });
    expect(await rows().findOne()).toEqual(before);
  });
});

describe('what was accepted and done differently', () => {
  const lsid = { id: new UUID() };
  it.each<[string, Document, number]>([
    ['a retryable write', { insert: 'r', documents: [{}], lsid, txnNumber: Long.fromNumber(1) }, 20],
    ['a transaction', { insert: 'r', documents: [{}], lsid, startTransaction: true, autocommit: false }, 20],
    ['find with $and of nothing', { find: 'rows', filter: { $and: [] } }, 2],
    ['$ne of a pattern', { find: 'rows', filter: { a: { $ne: /abc/ } } }, 2],
    ['$in of operators', { find: 'rows', filter: { a: { $in: [{ $elemMatch: { b: 1 } }] } } }, 2],
    ['a projection with $ in the middle', { find: 'rows', projection: { 'l.$.x': 1 } }, 31394],
    ['a projection of a field and one inside it', { find: 'rows', projection: { a: 1, 'a.b': 1 } }, 31249],
    ['a projection that includes and excludes', { find: 'rows', projection: { a: 0, b: 1 } }, 31253],
    ['remove and new', { findAndModify: 'rows', query: {}, remove: true, new: true }, 9],
    ['remove and upsert', { findAndModify: 'rows', query: {}, remove: true, upsert: true }, 9],
    ['findAndModify of nothing', { findAndModify: 'rows', query: {} }, 9],
    ['a misspelt option', { find: 'rows', fliter: { _id: 1 } }, 40415],
    ['a misspelt option of a statement', { update: 'rows', updates: [{ q: {}, u: {}, mutli: true }] }, 40415],
    ['a misspelt option inside explain', { explain: { find: 'rows', fliter: {} } }, 40415],
    ['variables', { find: 'rows', filter: {}, let: { id: 1 } }, 72],
    ['a sort by $natural', { find: 'rows', sort: { $natural: -1 } }, 16410],
    ['a hint by $natural', { find: 'rows', hint: { $natural: -1 } }, 2],
    ['a write concern of two', { insert: 'r', documents: [{}], writeConcern: { w: 2 } }, 2],
    ['a delete without limit', { delete: 'rows', deletes: [{ q: {} }] }, 40414],
    ['a delete of two', { delete: 'rows', deletes: [{ q: {}, limit: 2 }] }, 9],
    ['a write of nothing', { update: 'rows', updates: [] }, 16],
    ['a switch that is none', { update: 'rows', updates: [{ q: {}, u: { $set: { a: 2 } }, multi: 'yes' }] }, 14],
    [
      'an index with a switch that is none',
      { createIndexes: 'r', indexes: [{ key: { a: 1 }, name: 'a', unique: 'y' }] },
      14,
    ],
    ['an index of a version to come', { createIndexes: 'r', indexes: [{ key: { a: 1 }, name: 'a', v: 3 }] }, 67],
    ['a hidden index', { createIndexes: 'rows', indexes: [{ key: { a: 1 }, name: 'a', hidden: true }] }, 197],
    ['a unique index on _id', { createIndexes: 'rows', indexes: [{ key: { _id: 1 }, name: 'i', unique: true }] }, 197],
  ])('%s is refused', async (_, command, expected) => {
    await rows().insertOne({ _id: 1, a: 1 });
    expect(await code(world.db.command(command))).toBe(expected);
    expect(await rows().find().toArray()).toEqual([{ _id: 1, a: 1 }]);
    expect(await world.db.collection('r').countDocuments()).toBe(0);
  });

  it('an _id with a dollar sign is refused', async () => {
    expect(await code(rows().insertOne({ _id: { $a: 1 } } as never))).toBe(52);
    expect(await code(rows().insertOne({ _id: { 'a.b': 1 }, $c: { $d: 1 } } as never))).toBe('done');
  });

  it.each<[Document, unknown]>([
    [{ a: { $ne: 1 } }, 67],
    [{ a: { $exists: false } }, 67],
    [{ a: { $not: { $gt: 1 } } }, 67],
    [{ a: { $elemMatch: { b: 1 } } }, 67],
    [{ $nor: [{ a: 1 }] }, 67],
    [{ $or: [{ a: { $gt: 1 } }, { a: { $in: [0] } }], b: { $type: 'string' } }, 'done'],
  ])('a partial index by %j answers %s, as a server that loads the dump does', async (filter, expected) => {
    expect(await code(rows().createIndex({ q: 1 }, { partialFilterExpression: filter }))).toBe(expected);
  });

  it('a plain and a unique index of the same fields may stand side by side, the same index under two names may not', async () => {
    await rows().createIndex({ a: 1 }, { name: 'plain' });
    expect(await code(rows().createIndex({ a: 1 }, { name: 'unique', unique: true }))).toBe('done');
    expect(await code(rows().createIndex({ a: 1 }, { name: 'again' }))).toBe(85);
    expect(await code(rows().createIndex({ a: 1 }, { name: 'plain', unique: true }))).toBe(86);
    expect(await code(world.db.command({ dropIndexes: 'rows', index: { a: 1 } }))).toBe(181);
    expect(await code(rows().find({ a: 1 }).hint({ a: 1 }).toArray())).toBe(2);
  });

  it('a hint to an index that lacks documents is refused', async () => {
    await rows().createIndex({ s: 1 }, { sparse: true, name: 's' });
    expect(await code(rows().find({}).hint('s').toArray())).toBe(291);
    expect(await code(rows().find({ s: 1 }).hint('s').toArray())).toBe('done');
  });

  it('binary data, fractions and long numbers are compared by what they are', async () => {
    await rows().insertMany([
      { _id: 1, a: Long.MAX_VALUE },
      { _id: 2, a: 20.5 },
      { _id: 3, a: new Binary(Buffer.from('66', 'hex')) },
    ]);
    expect(await rows().findOne({ a: { $gt: 9e18 } })).toMatchObject({ _id: 1 });
    expect(await rows().findOne({ a: { $type: 'binData' } })).toMatchObject({ _id: 3 });
  });
});
