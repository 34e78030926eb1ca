import mongoose from 'mongoose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.end());

describe('mongoose on the embedded store', () => {
  it('creates, finds, updates and refuses duplicates as on a real server', async () => {
    const connection = await mongoose.createConnection(world.store.uri).asPromise();
    const Person = connection.model(
      'Person',
      new mongoose.Schema({ name: { type: String, unique: true }, age: Number }, { timestamps: true }),
    );
    await Person.init();
    await Person.create({ name: 'li', age: 40 });
    await expect(Person.create({ name: 'li' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { name: 1 },
      keyValue: { name: 'li' },
    });
    const after = await Person.findOneAndUpdate(
      { name: 'li' },
      { $inc: { age: 1 } },
      { returnDocument: 'after' },
    ).lean();
    expect(after).toMatchObject({ name: 'li', age: 41 });
    expect(await Person.countDocuments({ age: { $gt: 40 } })).toBe(1);
    await connection.close();
  });

  it('keeps what was acknowledged when it is closed and opened again', async () => {
    await world.db.collection('people').insertOne({ name: 'wang' });
    await world.stop();
    world = await world.reopen();
    expect(await world.db.collection('people').findOne({ name: 'wang' })).toMatchObject({ name: 'wang' });
  });

  it('is given whatever it sends by itself: of arrays, maps, versions, times, bulks, cursors and indexes', async () => {
    const connection = await mongoose
      .createConnection(world.store.uri, { autoCreate: false, autoIndex: false })
      .asPromise();
    const schema = new mongoose.Schema(
      {
        name: String,
        tags: [String],
        parts: [{ kind: String, count: Number }],
        notes: { type: Map, of: new mongoose.Schema({ text: String }) },
      },
      { timestamps: true, optimisticConcurrency: true },
    );
    schema.index({ name: 1 }, { unique: true });
    const Thing = connection.model('Thing', schema);
    await Thing.createCollection();
    await Thing.syncIndexes();
    const thing = await Thing.create({ name: 'a', tags: ['x', 'y', 'z'], parts: [{ kind: 'k', count: 1 }] });
    const tags = thing.tags as unknown as mongoose.Types.Array<string>;
    tags.pull('y');
    thing.parts.push({ kind: 'l', count: 2 });
    thing.notes = new Map([['first', { text: 't' }]]) as never;
    await thing.save();
    tags.addToSet('w', 'x');
    (thing.parts[0] as { count: number }).count = 9;
    await thing.save();
    tags.$pop();
    thing.parts.pull({ _id: thing.parts[1]?._id });
    await thing.save();
    await Thing.updateOne({ 'parts.kind': 'k' }, { $inc: { 'parts.$.count': 1 }, $setOnInsert: { name: 'never' } });
    const other = new Thing({ name: 'b' });
    await Thing.bulkSave([other]);
    await Thing.bulkWrite([{ updateOne: { filter: { name: 'c' }, update: { $set: { tags: [] } }, upsert: true } }]);
    expect(await Thing.findOne({ name: 'a' }).lean()).toMatchObject({
      tags: ['x', 'z'],
      parts: [{ kind: 'k', count: 10 }],
    });
    expect(await Thing.countDocuments({ tags: { $size: 0 } })).toBe(2);
    expect(await Thing.estimatedDocumentCount()).toBe(3);
    expect((await Thing.distinct('name')).sort()).toEqual(['a', 'b', 'c']);
    expect(await Thing.exists({ name: 'b' })).not.toBeNull();
    const names: unknown[] = [];
    for await (const one of Thing.find().sort({ name: -1 }).select('name').batchSize(1)) names.push(one.name);
    expect(names).toEqual(['c', 'b', 'a']);
    expect(await Thing.findOneAndReplace({ name: 'b' }, { name: 'd' }, { returnDocument: 'after' })).toMatchObject({
      name: 'd',
    });
    expect(await Thing.findOneAndDelete({ name: 'd' })).not.toBeNull();
    await expect(Thing.create({ name: 'a' })).rejects.toMatchObject({ code: 11000 });
    await expect(Thing.aggregate([{ $unwind: '$tags' }])).rejects.toMatchObject({ code: 40324 });
    await connection.dropDatabase();
    await connection.close();
  });
});
