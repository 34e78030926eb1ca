import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EJSON } from 'bson';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupStore, dumpStore, loadStore, restoreStore, verifyStore } from '../../src/embedded/index.ts';
import { keyIn } from '../../src/embedded/layout.ts';
import { sortableBytes } from '../../src/embedded/value-order.ts';
import { openDirect } from './direct.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let outDir: string;
beforeEach(async () => {
  outDir = mkdtempSync(join(tmpdir(), 'store-out-'));
  world = await startWorld();
  await world.db
    .collection('people')
    .createIndex({ name: 1 }, { unique: true, partialFilterExpression: { name: { $type: 'string' } } });
  await world.db.collection('people').createIndex({ tags: 1, age: -1 });
  await world.db
    .collection('people')
    .insertMany(Array.from({ length: 700 }, (_, at) => ({ name: `人${at}`, age: at % 60, tags: ['a', `t${at % 9}`] })));
  await world.db.collection('notes/中').insertOne({ at: new Date(5) });
});
afterEach(async () => {
  await world.end();
  rmSync(outDir, { recursive: true, force: true });
});

async function everything(one: World): Promise<unknown> {
  const found: Record<string, unknown> = {};
  for (const { name } of await one.db.listCollections().toArray()) {
    const documents = await one.db.collection(name).find().sort({ _id: 1 }).toArray();
    found[name] = { documents, indexes: await one.db.collection(name).indexes() };
  }
  return found;
}

describe('dump and load', () => {
  it('carries documents and indexes to another store, from a store in use', async () => {
    expect(await dumpStore(world.dataDir, outDir)).toContainEqual({ namespace: 'xuece.people', documents: 700 });
    const target = join(outDir, 'target');
    await loadStore(join(outDir, 'xuece'), target);
    const copy = await startWorld({ dataDir: target });
    expect(await everything(copy)).toEqual(await everything(world));
    await copy.stop();
    expect((await verifyStore(target)).faults).toEqual([]);
  });

  it('uses the files of mongodump: bare documents, and metadata as canonical extended JSON', async () => {
    await dumpStore(world.dataDir, outDir);
    expect(readdirSync(join(outDir, 'xuece')).sort()).toEqual([
      'notes%2F%E4%B8%AD.bson',
      'notes%2F%E4%B8%AD.metadata.json',
      'people.bson',
      'people.metadata.json',
    ]);
    const metadata = JSON.parse(readFileSync(join(outDir, 'xuece', 'people.metadata.json'), 'utf8'));
    expect(metadata).toMatchObject({ options: {}, collectionName: 'people', type: 'collection' });
    expect(metadata.uuid).toMatch(/^[0-9a-f]{32}$/);
    expect(metadata.indexes[0]).toEqual({ v: { $numberInt: '2' }, key: { _id: { $numberInt: '1' } }, name: '_id_' });
    expect(EJSON.parse(JSON.stringify(metadata.indexes[2]))).toMatchObject({
      key: { tags: 1, age: -1 },
      name: 'tags_1_age_-1',
    });
  });

  it('is of one instant while writes go on', async () => {
    const rows = world.db.collection('rows');
    const dumping = dumpStore(world.dataDir, outDir);
    await rows.insertOne({ late: true });
    expect((await dumping).map(({ namespace }) => namespace)).not.toContain('xuece.rows');
  });

  it('refuses a cut dump before anything is loaded, and a target that holds documents', async () => {
    await dumpStore(world.dataDir, outDir);
    const file = join(outDir, 'xuece', 'people.bson');
    writeFileSync(file, readFileSync(file).subarray(0, -3));
    const target = join(outDir, 'target');
    await expect(loadStore(outDir, target)).rejects.toMatchObject({ code: 'damaged' });
    expect(readdirSync(outDir)).not.toContain('target');
    await world.stop();
    await dumpStore(world.dataDir, join(outDir, 'again'));
    await expect(loadStore(join(outDir, 'again'), world.dataDir)).rejects.toMatchObject({ code: 'not_empty' });
    await expect(loadStore(tmpdir(), target)).rejects.toMatchObject({ code: 'no_store' });
    world = await world.reopen();
  });
});

describe('backup and restore', () => {
  it('gives back the same store into an empty directory, and refuses a directory in use', async () => {
    const backup = join(outDir, 'backup');
    const manifest = await backupStore(world.dataDir, backup, new Date('2026-03-02T08:00:00Z'));
    expect(manifest).toMatchObject({ layoutVersion: 1, takenAt: '2026-03-02T08:00:00.000Z' });
    const before = await everything(world);
    await world.db.collection('people').deleteMany({});
    await expect(restoreStore(backup, world.dataDir)).rejects.toMatchObject({ code: 'not_empty' });
    const target = join(outDir, 'target');
    await restoreStore(backup, target);
    const copy = await startWorld({ dataDir: target });
    expect(await everything(copy)).toEqual(before);
    await copy.stop();
    expect((await verifyStore(target)).faults).toEqual([]);
    await expect(backupStore(world.dataDir, backup, new Date())).rejects.toMatchObject({ code: 'not_empty' });
  });

  it.each([
    ['one changed byte', (bytes: Buffer) => bytes.fill(bytes[5000] === 1 ? 2 : 1, 5000, 5001)],
    ['a missing end', (bytes: Buffer) => bytes.subarray(0, -4096)],
  ])('refuses a backup with %s', async (_, damage) => {
    const backup = join(outDir, 'backup');
    await backupStore(world.dataDir, backup, new Date());
    const file = join(backup, 'data.mdb');
    writeFileSync(file, damage(readFileSync(file)));
    const target = join(outDir, 'target');
    await expect(restoreStore(backup, target)).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('校验值不符'),
    });
    expect(readdirSync(outDir)).not.toContain('target');
  });
});

describe('verify', () => {
  it('finds every kind of damage between documents and indexes', async () => {
    const direct = await openDirect();
    await direct.run({
      createIndexes: 'c',
      indexes: [
        { key: { a: 1 }, name: 'a' },
        { key: { u: 1 }, name: 'u', unique: true },
      ],
    });
    await direct.run({
      insert: 'c',
      documents: [
        { _id: 1, a: 1, u: 1 },
        { _id: 2, a: 2, u: 2 },
      ],
    });
    const { storage, catalog } = direct.store;
    const collection = catalog.forReading('test.c');
    if (collection === undefined) throw new Error('no collection');
    const [a, u] = collection.indexes;
    const idOne = sortableBytes(1);
    const kinds = async (): Promise<string[]> => ((await direct.run({ validate: 'c' })).errors as string[]).sort();
    expect(await kinds()).toEqual([]);
    const entry = keyIn(a?.record.space ?? 0, Buffer.concat([sortableBytes(1), idOne]));
    const value = storage.get(entry) ?? Buffer.alloc(0);
    await storage.write(() => storage.remove(entry));
    expect(await kinds()).toEqual(['a missing_entry']);
    await storage.write(() => {
      storage.put(entry, value);
      storage.put(keyIn(u?.record.space ?? 0, sortableBytes(9)), sortableBytes(77));
    });
    expect(await kinds()).toEqual(['u entry_of_other_value', 'u entry_without_document']);
    await storage.write(() => storage.remove(keyIn(u?.record.space ?? 0, sortableBytes(9))));
    await storage.write(() => storage.put(keyIn(collection.space, idOne), Buffer.from('broken')));
    expect(await kinds()).toContain('bad_document');
    await direct.end();
  });
});
