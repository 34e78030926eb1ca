import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedStore, startStoreThread } from '../../src/embedded/index.ts';
import { sendDirectly } from '../../src/store/direct-collection.ts';

interface Thing {
  _id: string;
  n?: number;
  at?: Date;
  inside?: { list: number[]; none?: undefined };
}
type Things = mongo.Collection<Thing>;

let dataDir: string;
let embedded: EmbeddedStore;
let client: mongo.MongoClient;
const sent: string[] = [];
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'direct-'));
  embedded = await startStoreThread({
    dataDir,
    durable: false,
    log: () => undefined,
    died: (cause) => {
      throw cause;
    },
  });
  client = await new mongo.MongoClient(embedded.uri).connect();
});
afterAll(async () => {
  await client.close();
  await embedded.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** The same collection by the driver, and by the short way. */
async function both(name: string): Promise<{ usual: Things; direct: Things }> {
  const made = async (kind: string) => {
    const things = client.db().collection<Thing>(`${name}-${kind}`);
    await things.createIndex({ n: 1 }, { unique: true, sparse: true });
    await things.insertMany(Array.from({ length: 5 }, (_, n) => ({ _id: `t${n}`, n, at: new Date(n) })));
    return things;
  };
  const direct = await made('direct');
  sendDirectly(direct as unknown as mongo.Collection, (body, sequence) => {
    sent.push(Object.keys(body)[0] ?? '');
    return embedded.command(body, sequence);
  });
  return { usual: await made('usual'), direct };
}

/** What a call does to each: its answer or its error, and what is stored then. */
async function outcome(things: Things, call: (things: Things) => Promise<unknown>): Promise<unknown> {
  const told = await call(things).then(
    (answer) => ({ answer: plain(answer) }),
    (error: mongo.MongoServerError & { writeErrors?: unknown }) => ({
      code: error.code,
      positions: [error.writeErrors ?? []].flat().map((each) => (each as { index: number }).index),
    }),
  );
  const options = { sort: { _id: 1 }, batchSize: 1_000 } as const;
  return { ...told, stored: await things.find({}, options).toArray() };
}

/** Without the driver's classes around it. */
function plain(answer: unknown): unknown {
  return mongo.BSON.EJSON.parse(mongo.BSON.EJSON.stringify(answer as object, { relaxed: false }));
}

const calls: Readonly<Record<string, (things: Things) => Promise<unknown>>> = {
  'reads rows in an order, some fields of them, up to a number': (things) =>
    things.find({ n: { $gte: 1 } }, { sort: { n: -1 }, limit: 2, projection: { n: 1 } }).toArray(),
  'reads all rows': (things) => things.find({}, {}).toArray(),
  'reads a date, a list and nested fields as they were written': async (things) => {
    await things.insertOne({ _id: 'x', at: new Date(7), inside: { list: [1, 2.5], none: undefined } });
    return things.findOne({ _id: 'x' }, {});
  },
  'finds the first row in an order': (things) => things.findOne({}, { sort: { n: -1 } }),
  'finds nothing': (things) => things.findOne({ n: 99 }, {}),
  'changes one row and shows it': (things) =>
    things.findOneAndUpdate({ n: { $gt: 2 } }, { $set: { n: 20 } }, { sort: { n: 1 }, returnDocument: 'after' }),
  'shows the row as it was': (things) => things.findOneAndUpdate({ _id: 't1' }, { $inc: { n: 40 } }, {}),
  'makes the row that is to be changed': (things) =>
    things.findOneAndUpdate({ _id: 'new' }, { $set: { n: 9 } }, { upsert: true, returnDocument: 'after' }),
  'changes a row that is not there': (things) => things.findOneAndUpdate({ _id: 'none' }, { $set: { n: 8 } }, {}),
  'refuses a change that breaks a unique key': (things) =>
    things.findOneAndUpdate({ _id: 't1' }, { $set: { n: 2 } }, {}),
  'counts rows': (things) => things.countDocuments({ n: { $gt: 1 } }),
  'counts all rows': async (things) => [await things.countDocuments({}), await things.estimatedDocumentCount()],
  'deletes the rows that fit': (things) => things.deleteMany({ n: { $lt: 2 } }),
  'deletes all rows': (things) => things.deleteMany({}),
  'makes indexes, of which some are there': (things) =>
    things.createIndexes([{ key: { at: 1, n: -1 } }, { key: { n: 1 }, unique: true, sparse: true }]),
  'refuses an index that another one stands in the way of': (things) => things.createIndexes([{ key: { n: 1 } }]),
  'updates one row': (things) => things.updateOne({ n: 1 }, { $set: { at: new Date(5) } }),
  'updates a row to what it is': (things) => things.updateOne({ n: 1 }, { $set: { n: 1 } }),
  'updates or makes a row': (things) => things.updateOne({ _id: 'y' }, { $set: { n: 70 } }, { upsert: true }),
  'refuses an update that breaks a unique key': (things) => things.updateOne({ n: 1 }, { $set: { n: 2 } }),
  'updates many rows': (things) => things.updateMany({ n: { $lt: 3 } }, { $set: { at: new Date(3) } }),
  'updates many rows without what is undefined': (things) =>
    things.updateMany({ n: { $lt: 3 } }, { $set: { n: undefined, at: new Date(4) } } as never, {
      ignoreUndefined: true,
    }),
  'inserts a row': (things) => things.insertOne({ _id: 'z', n: 50 }),
  'refuses a row that is there': (things) => things.insertOne({ _id: 't0' }),
  'inserts rows': (things) => things.insertMany([{ _id: 'a' }, { _id: 'b', n: 60 }], { ordered: false }),
  'inserts the rows that are not there and names the others': (things) =>
    things.insertMany([{ _id: 't0' }, { _id: 'a' }, { _id: 'b', n: 3 }], { ordered: false }),
  'writes changes of many rows': (things) =>
    things.bulkWrite(
      [
        { updateOne: { filter: { _id: 't0' }, update: { $set: { n: 100 } } } },
        { updateOne: { filter: { _id: 'w' }, update: { $set: { n: 101 } }, upsert: true } },
      ],
      { ordered: false },
    ),
  'writes changes of all rows that fit': (things) =>
    things.bulkWrite(
      [
        { updateMany: { filter: { n: { $gt: 2 } }, update: { $set: { at: new Date(9) } } } },
        { updateOne: { filter: { _id: 't0' }, update: { $set: { n: 100 } } } },
      ],
      { ordered: false },
    ),
  'writes the changes that can be made and names the others': (things) =>
    things.bulkWrite(
      [
        { updateOne: { filter: { _id: 't0' }, update: { $set: { n: 1 } } } },
        { updateOne: { filter: { _id: 't1' }, update: { $set: { n: 102 } } } },
      ],
      { ordered: false },
    ),
  'puts whole rows in place of others, and where there are none': (things) =>
    things.bulkWrite(
      [
        { replaceOne: { filter: { _id: 't0' }, replacement: { n: 70 }, upsert: true } },
        { replaceOne: { filter: { _id: 'new' }, replacement: { n: 71 }, upsert: true } },
      ],
      { ordered: false },
    ),
  'leaves out what is undefined where it is asked to': (things) =>
    things.bulkWrite([{ updateOne: { filter: { _id: 't0' }, update: { $set: { at: undefined, n: 5 } } } }] as never, {
      ordered: false,
      ignoreUndefined: true,
    }),
};

describe('the short way to the embedded store', () => {
  for (const [name, call] of Object.entries(calls)) {
    it(`${name}, as the driver does`, async () => {
      const { usual, direct } = await both(name.replaceAll(/\W/g, '-'));
      sent.length = 0;
      expect(await outcome(direct, call)).toEqual(await outcome(usual, call));
      expect(sent).not.toEqual([]);
    });
  }

  it('is taken by whole rows too', async () => {
    const { direct } = await both('replaced');
    sent.length = 0;
    const write = { replaceOne: { filter: { _id: 't0' }, replacement: { n: 70 }, upsert: true } };
    await direct.bulkWrite([write], { ordered: false });
    expect(sent).toEqual(['update']);
  });

  it('reads more rows than one answer holds', async () => {
    const { direct } = await both('many');
    const rows = Array.from({ length: 2_500 }, (_, n) => ({ _id: `m${String(n).padStart(4, '0')}`, n: n + 10 }));
    await direct.insertMany(rows, { ordered: false });
    expect(await direct.find({ n: { $gte: 10 } }, { sort: { n: 1 } }).toArray()).toEqual(rows);
  });

  it('leaves what it does not know to the driver', async () => {
    const { direct } = await both('unknown');
    sent.length = 0;
    expect(await direct.find({}, { skip: 4 }).toArray()).toHaveLength(1);
    expect(await direct.find().sort({ n: 1 }).limit(1).toArray()).toMatchObject([{ n: 0 }]);
    await direct.insertMany([{ _id: 'ordered' }]);
    await direct.bulkWrite([{ deleteOne: { filter: { _id: 'ordered' } } }], { ordered: false });
    expect(await direct.countDocuments({}, { limit: 9 })).toBe(5);
    expect(sent).toEqual([]);
  });

  it('tells of a row too large to be stored, and goes on', async () => {
    const { direct } = await both('large');
    const row = { _id: 'large', text: 'x'.repeat(17_000_000) };
    await expect(direct.insertOne(row)).rejects.toMatchObject({ code: 10334 });
    const filter = { _id: { $in: [row.text] } };
    await expect(direct.findOne(filter, {})).rejects.toMatchObject({ code: 10334 });
    expect(await direct.findOne({ _id: 't1' }, {})).toMatchObject({ n: 1 });
  });
});
