import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddedStore, startEmbeddedStore } from '../../src/embedded/index.ts';
import { Collection, type PlannedWrite } from '../../src/store/collection.ts';
import { Database } from '../../src/store/database.ts';
import { number, type RowOf, rows, text } from '../../src/store/row.ts';
import { CutStore } from '../helpers/cut-store.ts';

const things = rows('things', { byUpdate: text, count: number }, []);
type Thing = RowOf<typeof things>;
const thing = (id: string): Thing => ({ _id: id, byUpdate: `u-${id}`, count: 0 });

/** A call of every method, on a collection that holds one row `a`; of writes one that changes something. */
const calls: Readonly<Record<string, (collection: Collection<Thing>) => Promise<unknown>>> = {
  byId: (each) => each.byId('a'),
  findOne: (each) => each.findOne({ count: 0 }),
  madeBy: (each) => each.madeBy('u-a'),
  find: (each) => each.find({}),
  findFields: (each) => each.findFields({}, ['count']),
  count: (each) => each.count({}),
  size: (each) => each.size(),
  insertNew: (each) => each.insertNew(thing('b')),
  insertMissing: (each) => each.insertMissing([thing('a'), thing('b')]),
  insertGathered: (each) => each.insertGathered([thing('a'), thing('b')]),
  insertAll: (each) => each.insertAll([thing('b')]),
  putAll: (each) => each.putAll([thing('b')]),
  updateOne: (each) => each.updateOne({ _id: 'a' }, { $set: { count: 1 } }),
  change: (each) => each.change({ _id: 'a' }, { $set: { count: 1 } }),
  changeAndNote: (each) =>
    each.changeAndNote('a', {}, { mark: 'byUpdate', updateId: 'x' }, { $set: { byUpdate: 'x' } }),
  upsert: (each) => each.upsert({ _id: 'b' }, { $set: { count: 1 } }),
  updateAll: (each) => each.updateAll({}, { $set: { count: 1 } }),
  updateMany: (each) => each.updateMany({}, { $set: { count: 1 } }),
  updateEach: (each) => each.updateEach([{ filter: { _id: 'a' }, change: { $set: { count: 1 } } }]),
  writeFields: (each) => each.writeFields([{ id: 'a', field: 'count', to: 1 }]),
  findAndChange: (each) => each.findAndChange({ _id: 'a' }, { $inc: { count: 1 } }),
  changeUnlessNoted: (each) =>
    each.changeUnlessNoted('a', {}, { mark: 'byUpdate', updateId: 'x' }, { $set: { byUpdate: 'x' } }),
  deleteMany: (each) => each.deleteMany({}),
};
const methods = Object.getOwnPropertyNames(Collection.prototype).filter((name) => name !== 'constructor');

let dataDir: string;
let embedded: EmbeddedStore;
let store: CutStore;
let database: Database;
let collection: Collection<Thing>;
const announced: PlannedWrite[] = [];
let refuse = false;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'store-writes-'));
  embedded = await startEmbeddedStore({ dataDir, durable: false });
  store = await CutStore.before(embedded.uri);
  database = await Database.open(store.uri, {
    beforeWrite: (write) => {
      announced.push(write);
      if (refuse) throw new Error('refused');
    },
  });
  collection = database.of(things);
});
afterAll(async () => {
  await database.close();
  await store.close();
  await embedded.close();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  refuse = false;
  await collection.deleteMany({});
  await collection.insertNew(thing('a'));
  store.writes.length = 0;
  announced.length = 0;
});

describe('a collection', () => {
  it.each(methods)('announces each write of %s before it happens, and nothing else', async (method) => {
    const call = calls[method];
    if (call === undefined) throw new Error(`say here how ${method} is called`);
    await call(collection);
    expect(announced.map((write) => write.collection)).toEqual(store.writes.map((write) => write.collection));
    if (announced.length === 0) return;
    refuse = true;
    store.writes.length = 0;
    await expect(call(collection)).rejects.toThrow('refused');
    expect(store.writes).toEqual([]);
  });
});

describe('the source', () => {
  it('lists the stores in one place, which neither a store nor anything of src/store imports', () => {
    const src = new URL('../../src/', import.meta.url);
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const texts = new Map(files.map((name) => [name, readFileSync(new URL(name, src), 'utf8')]));
    const declaring = files.filter((name) => /from '[^']*store\/row\.ts'/.test(texts.get(name) ?? ''));
    const below = [...declaring, ...files.filter((name) => /^store[\\/]/.test(name))];
    expect(declaring.length).toBeGreaterThan(20);
    expect(below.filter((name) => /from '[^']*\/stores\.ts'/.test(texts.get(name) ?? ''))).toEqual([]);
  });

  it('reaches the driver in the collection and its helpers alone, so that no store writes behind their back', () => {
    const src = new URL('../../src/', import.meta.url);
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const users = files.filter((name) =>
      /from '(mongoose|mongodb)'|\b(placeOn|Place)\b.* from '/.test(readFileSync(new URL(name, src), 'utf8')),
    );
    expect(users.map((name) => name.replaceAll('\\', '/')).sort()).toEqual([
      // Loads a dump into another server; no part of the bot.
      'cli/server-store.ts',
      'store/collection.ts',
      'store/database.ts',
      'store/direct-collection.ts',
      'store/filter.ts',
      'store/noted-changes.ts',
      'store/row.ts',
      'store/shared-writes.ts',
    ]);
  });
});
