import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddedStore, startEmbeddedStore } from '../../src/embedded/index.ts';
import type { Collection } from '../../src/store/collection.ts';
import { Database } from '../../src/store/database.ts';
import { among } from '../../src/store/filter.ts';
import { number, optional, type RowOf, rows, text, texts, value } from '../../src/store/row.ts';
import { type Read, SharedReads } from '../../src/store/shared-reads.ts';
import { CutStore } from '../helpers/cut-store.ts';

const fields = { owner: text, rank: number, box: value<{ lid: string }>(), updates: texts, code: optional(text) };
const unique = { keys: { code: 1 }, unique: true, onlyWith: 'code', usedBy: 'this test' } as const;
const together = rows('together', fields, [unique]);
const alone = rows('alone', fields, [unique]);
type Thing = RowOf<typeof together>;
type Things = Collection<Thing>;

let dataDir: string;
let embedded: EmbeddedStore;
let store: CutStore;
let database: Database;
let shared: Things;
let single: Things;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'store-shared-'));
  embedded = await startEmbeddedStore({ dataDir, durable: false });
  store = await CutStore.before(embedded.uri);
  database = await Database.open(store.uri);
  shared = database.of(together);
  single = database.of(alone);
  await database.makeIndexes();
});
afterAll(async () => {
  await database.close();
  await store.close();
  await embedded.close();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  await Promise.all([shared.deleteMany({}), single.deleteMany({})]);
  store.writes.length = 0;
});

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const owners = ['li', 'wu', 'xu'];
const thing = (id: string, rank: number): Thing => ({
  _id: id,
  owner: owners[rank % owners.length] ?? '',
  rank,
  box: { lid: id },
  updates: [],
});

/** One question, put to either collection. */
type Ask = (things: Things) => Promise<unknown>;
interface Named {
  name: string;
  ask: Ask;
}
const named = (name: string, ask: Ask): Named => ({ name, ask });

const anId = fc.constantFrom(...ids);
const anOwner = fc.constantFrom(...owners);
const aRank = fc.nat(9);
const byRank = { sort: { rank: 1, _id: 1 } } as const;

const aRead = fc.oneof(
  anId.map((id) => named(`byId ${id}`, (things) => things.byId(id))),
  fc.subarray(ids).map((some) => named(`among ${some}`, (things) => things.find({ _id: among(some) }, byRank))),
  anOwner.map((owner) => named(`of ${owner}`, (things) => things.find({ owner }, byRank))),
  anOwner.map((owner) => named(`names of ${owner}`, (things) => things.findFields({ owner }, ['rank'], byRank))),
  fc
    .tuple(anOwner, aRank)
    .map(([owner, rank]) => named(`${owner} at ${rank}`, (things) => things.find({ owner, rank }, byRank))),
  fc
    .tuple(anOwner, fc.integer({ min: 1, max: 3 }))
    .map(([owner, limit]) =>
      named(`first ${limit} of ${owner}`, (things) => things.find({ owner }, { ...byRank, limit })),
    ),
  anOwner.map((owner) => named(`noted by ${owner}`, (things) => things.find({ updates: owner }, byRank))),
);

/** Writes about one row. */
const aWriteOf = (id: string) =>
  fc.oneof(
    aRank.map((rank) => named(`insert ${id}`, (things) => things.insertNew(thing(id, rank)))),
    aRank.map((rank) => named(`insert missing ${id}`, (things) => things.insertMissing([thing(id, rank)]))),
    aRank.map((rank) => named(`change ${id}`, (things) => things.change({ _id: id }, { $set: { rank } }))),
    aRank.map((rank) =>
      named(`change ${id} at ${rank}`, (things) => things.updateOne({ _id: id, rank }, { $inc: { rank: 1 } })),
    ),
    aRank.map((rank) => {
      const { _id, ...rest } = thing(id, rank);
      return named(`upsert ${id}`, (things) => things.upsert({ _id }, { $set: rest }));
    }),
    fc
      .tuple(aRank, anOwner)
      .map(([rank, updateId]) =>
        named(`note ${updateId} in ${id} at ${rank}`, (things) =>
          things.changeUnlessNoted(id, { rank }, { mark: 'updates', updateId }, { $push: { updates: updateId } }),
        ),
      ),
  );

/** What is asked for at the same time: reads, or writes about different rows, each begun some turns after the first. */
const aWave = fc.oneof(
  fc.array(fc.tuple(aRead, fc.nat(2)), { minLength: 1, maxLength: 12 }),
  fc.subarray(ids, { minLength: 1 }).chain((some) => fc.tuple(...some.map((id) => fc.tuple(aWriteOf(id), fc.nat(2))))),
);

async function later<T>(turns: number, work: () => Promise<T>): Promise<T> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  return work();
}

describe('what meets in a collection', () => {
  it('ends as if it had come one after the other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aWave, { minLength: 1, maxLength: 6 }), async (waves) => {
        await Promise.all([shared.deleteMany({}), single.deleteMany({})]);
        for (const wave of waves) {
          const met = await Promise.all(wave.map(([{ ask }, turns]) => later(turns, () => ask(shared))));
          for (const [index, [{ name, ask }]] of wave.entries())
            expect([name, met[index]]).toEqual([name, await ask(single)]);
        }
        expect(await shared.find({}, byRank)).toEqual(await single.find({}, byRank));
      }),
      { numRuns: 30 },
    );
  });

  it('shares a write, and each learns of its own row alone', async () => {
    await shared.insertNew(thing('b', 1));
    store.writes.length = 0;
    expect(await Promise.all(['a', 'b', 'c'].map((id) => shared.insertNew(thing(id, 5))))).toEqual([true, false, true]);
    expect(store.writes).toHaveLength(1);
    expect((await shared.byId('b'))?.rank).toBe(1);
    const twice = await Promise.all([shared.insertNew(thing('d', 1)), shared.insertNew(thing('d', 2))]);
    expect(twice.sort()).toEqual([false, true]);
  });

  it('gives an error to whoever’s write it is: a key that is taken, and a row that cannot be written down', async () => {
    await shared.insertNew({ ...thing('a', 1), code: 'taken' });
    const endless = thing('c', 1);
    Object.assign(endless.box, { lid: endless.box });
    const settled = await Promise.allSettled([
      shared.change({ _id: 'a' }, { $set: { rank: 7 } }),
      shared.insertNew({ ...thing('b', 1), code: 'taken' }),
      shared.insertNew(endless),
      shared.insertNew(thing('d', 1)),
    ]);
    expect(settled.map((each) => (each.status === 'fulfilled' ? each.value : 'failed'))).toEqual([
      undefined,
      false,
      'failed',
      true,
    ]);
    await shared.insertNew(thing('e', 1));
    const changes = await Promise.allSettled([
      shared.updateEach([{ filter: { _id: 'd' }, change: { $set: { code: 'taken' } } }]),
      shared.updateEach([{ filter: { _id: 'e' }, change: { $set: { code: 'free' } } }]),
    ]);
    expect(changes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect((await shared.byId('e'))?.code).toBe('free');
  });

  it('never gives one reader an object that another has', async () => {
    await shared.insertNew(thing('a', 1));
    const [first, second] = await Promise.all([shared.byId('a'), shared.find({ _id: among(['a', 'b']) })]);
    if (first !== null) first.box.lid = 'changed';
    expect(second[0]?.box.lid).toBe('a');
    const [third, fourth] = await Promise.all([shared.byId('a'), shared.byId('a')]);
    if (third !== null) third.box.lid = 'changed';
    expect(fourth?.box.lid).toBe('a');
  });

  it('lets a condition hold for the row as it is when it is written', async () => {
    await shared.insertNew(thing('a', 0));
    const take = (updateId: string) =>
      shared.changeUnlessNoted(
        'a',
        { rank: 0 },
        { mark: 'updates', updateId },
        { $inc: { rank: 1 }, $push: { updates: updateId } },
      );
    const taken = await Promise.all(['u1', 'u2', 'u3'].map(take));
    expect(taken.filter((row) => row !== null)).toHaveLength(1);
    expect(await shared.byId('a')).toMatchObject({ rank: 1 });
  });
});

describe('reads that meet', () => {
  const stored = ids.map((id, index) => ({ _id: id, owner: owners[index % 3] ?? '', rank: index }));

  async function answers(reads: readonly Read[]): Promise<{ asked: Read[]; ranks: number[][] }> {
    const asked: Read[] = [];
    const sharedReads = new SharedReads(
      async (read) => {
        asked.push(read);
        return structuredClone(stored);
      },
      (field) => field === '_id' || field === 'owner',
    );
    const found = await Promise.all(reads.map((read) => sharedReads.rows(read)));
    return { asked, ranks: found.map((some) => some.map(({ rank }) => rank as number)) };
  }

  it('are one when they differ in the text of one field', async () => {
    const { asked, ranks } = await answers([{ filter: { owner: 'li' } }, { filter: { owner: 'wu' } }]);
    expect(asked.map(({ filter }) => filter)).toEqual([{ owner: among(['li', 'wu']) }]);
    expect(ranks).toEqual([
      [0, 3, 6],
      [1, 4, 7],
    ]);
  });

  const inOrder = { sort: { rank: 1 }, limit: 2 } as const;

  it('are one with a limit too, of which each gets its own first rows', async () => {
    const reads = ['li', 'wu'].map((owner) => ({ filter: { owner }, ...inOrder }));
    const { asked, ranks } = await answers(reads);
    expect(asked).toEqual([{ filter: { owner: among(['li', 'wu']) }, sort: { rank: 1 }, limit: 12 }]);
    expect(ranks).toEqual([
      [0, 3],
      [1, 4],
    ]);
  });

  it('are put once more, alone, for whoever may have lost rows to the others by their limit', async () => {
    const crowd = Array.from({ length: 20 }, (_, rank) => ({ _id: `a${rank}`, owner: 'li', rank }));
    const late = { _id: 'z', owner: 'wu', rank: 30 };
    const asked: Read[] = [];
    const reads = new SharedReads(
      async (read) => {
        asked.push(read);
        return read.filter.owner === 'wu' ? [late] : [...crowd, late].slice(0, read.limit);
      },
      (field) => field === 'owner',
    );
    const found = await Promise.all(['li', 'wu'].map((owner) => reads.rows({ filter: { owner }, ...inOrder })));
    expect(found).toEqual([crowd.slice(0, 2), [late]]);
    expect(asked).toHaveLength(2);
  });

  it('are one when they differ in a text that stands in lists, and each gets the rows that have its own', async () => {
    const listed = [
      { _id: 'a', keepers: [{ by: 'li' }, { by: 'wu' }] },
      { _id: 'b', keepers: [{ by: 'wu' }] },
    ];
    let asked = 0;
    const reads = new SharedReads(
      async () => {
        asked += 1;
        return listed;
      },
      (field) => field === 'keepers.by',
    );
    const found = await Promise.all(['li', 'wu', 'xu'].map((by) => reads.rows({ filter: { 'keepers.by': by } })));
    expect([asked, found]).toEqual([1, [[listed[0]], listed, []]]);
  });

  it('stay apart when they differ in more, in what is no text, in their order or have a limit without one', async () => {
    const apart: Read[] = [
      { filter: { rank: 1 } },
      { filter: { rank: 2 } },
      { filter: { owner: 'li' }, sort: { rank: 1 } },
      { filter: { owner: 'wu' }, sort: { rank: -1 } },
      { filter: { owner: 'li' }, limit: 1 },
      { filter: { owner: 'wu' }, limit: 1 },
      { filter: { _id: 'a', owner: 'li' } },
      { filter: { _id: 'b', owner: 'wu' } },
    ];
    expect((await answers(apart)).asked).toHaveLength(apart.length);
  });
});
