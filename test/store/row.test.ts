import { Mongoose } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import { ManualClock } from '../../src/clock.ts';
import type { Collection } from '../../src/store/collection.ts';
import { Database } from '../../src/store/database.ts';
import { absent, among, type Condition, type Filter, within } from '../../src/store/filter.ts';
import {
  bytes,
  date,
  type FieldsOf,
  flag,
  list,
  number,
  oneOf,
  optional,
  placeOn,
  type RowOf,
  rows,
  text,
  texts,
  textsBy,
  value,
} from '../../src/store/row.ts';
import { type BareStore, openBareStore } from '../helpers/bare-store.ts';

const seats = rows(
  'seats',
  {
    person: text,
    row: number,
    state: oneOf<'free' | 'taken'>(),
    takenAt: optional(date),
    notes: optional(texts),
    moves: optional(list<{ byUpdate: string; from: number }>()),
  },
  [{ keys: { person: 1 }, usedBy: 'this test' }],
);
type Seat = RowOf<typeof seats>;

describe('a declared row', () => {
  it('is of the type its fields say', () => {
    expectTypeOf<Seat>().toEqualTypeOf<{
      _id: string;
      person: string;
      row: number;
      state: 'free' | 'taken';
      takenAt?: Date;
      notes?: readonly string[];
      moves?: readonly { byUpdate: string; from: number }[];
    }>();
  });

  it('of a record of the rules has every field of it, each as often as the record', () => {
    interface Place {
      name: string;
      floor?: number;
    }
    const whole = { name: text, floor: optional(number) } satisfies FieldsOf<Place>;
    expectTypeOf(whole).toExtend<FieldsOf<Place>>();
    expectTypeOf({ name: text }).not.toExtend<FieldsOf<Place>>();
    expectTypeOf({ name: text, floor: number }).not.toExtend<FieldsOf<Place>>();
  });

  it('is looked for by fields it has, with values they hold', () => {
    expectTypeOf({ state: 'free' as const, row: within({ $gte: 1 }) }).toExtend<Filter<Seat>>();
    expectTypeOf({ state: 'gone' as const }).not.toExtend<Filter<Seat>>();
    expectTypeOf({ row: among(['one']) }).not.toExtend<Filter<Seat>>();
    expectTypeOf<{ $in: string[] }>().not.toExtend<Condition<string>>();
  });
});

describe('a collection of them', () => {
  let bare: BareStore;
  let database: Database;
  let collection: Collection<Seat>;
  beforeAll(async () => {
    bare = await openBareStore(new ManualClock(new Date('2026-03-02T01:03:00Z')));
    database = await Database.open(bare.uri);
    collection = database.of(seats);
    await database.makeIndexes();
  });
  afterAll(async () => {
    await database.close();
    await bare.stop();
  });
  beforeEach(() => bare.empty());
  const seat = (_id: string, row: number): Seat => ({ _id, person: `p-${_id}`, row, state: 'free' });

  it('knows its fields by the kinds that mongoose will call them, which is asked only where it is needed', async () => {
    const declared = rows(
      'kinds',
      {
        ...seats.fields,
        at: textsBy<'here' | 'there'>('here', 'there'),
        all: value<{ n: number }>(),
        data: bytes,
        is: flag,
      },
      [],
    );
    const { connection } = await new Mongoose().connect(bare.uri);
    const { kinds, model } = placeOn(connection, declared);
    const paths = Object.entries(model().schema.paths).map(([name, { instance }]) => [name, instance] as const);
    expect(kinds).toEqual(new Map(paths));
    await connection.close();
  });

  it('gives back what was stored, and of an optional field nothing', async () => {
    await collection.insertMissing([seat('a', 1), seat('b', 2)]);
    expect(await collection.byId('a')).toEqual(seat('a', 1));
    await collection.upsert({ _id: 'c' }, { $set: { person: 'p', row: 3, state: 'taken' } });
    expect(await collection.byId('c')).toEqual({ _id: 'c', person: 'p', row: 3, state: 'taken' });
  });

  it('gives the ids alone where no field is asked for', async () => {
    await collection.insertMissing([seat('a', 1), seat('b', 2)]);
    expect(await collection.findFields({}, [], { sort: { row: -1 }, limit: 1 })).toEqual([{ _id: 'b' }]);
    expect(await collection.findFields({ takenAt: absent() }, ['row'])).toHaveLength(2);
  });

  it('names the rows that were there already, and keeps them', async () => {
    await collection.insertMissing([seat('b', 2)]);
    expect([...(await collection.insertMissing([seat('a', 1), seat('b', 9), seat('c', 3)]))]).toEqual([1]);
    expect((await collection.find({}, { sort: { _id: 1 } })).map(({ row }) => row)).toEqual([1, 2, 3]);
    expect(await collection.insertNew(seat('a', 9))).toBe(false);
  });

  it('takes no object from outside for a condition', async () => {
    await collection.insertMissing([seat('a', 1)]);
    const outside = JSON.parse('{"$ne":"nobody"}');
    await expect(collection.find({ person: outside })).rejects.toThrow();
  });

  it('refuses a misspelt field, in a filter and in a change', async () => {
    const misspelt = JSON.parse('{"pers":"x"}');
    await expect(collection.find(misspelt)).rejects.toThrow('pers');
    await expect(collection.updateOne({ _id: 'a' }, { $set: misspelt })).rejects.toThrow('pers');
  });
});
