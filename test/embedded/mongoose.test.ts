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
});
