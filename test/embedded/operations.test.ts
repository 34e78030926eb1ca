import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EJSON, serialize } from 'bson';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupStore, restoreStore } from '../../src/embedded/backup.ts';
import { dumpStore } from '../../src/embedded/dump.ts';
import { keyIn, layoutVersion, uint32, versionKey } from '../../src/embedded/layout.ts';
import { loadStore } from '../../src/embedded/load.ts';
import { openEnvironment } from '../../src/embedded/open-store.ts';
import { readDump } from '../../src/embedded/read-dump.ts';
import { sortableBytes } from '../../src/embedded/value-order.ts';
import { verifyStore } from '../../src/embedded/verify-store.ts';
import { writeDump } from '../../src/embedded/write-dump.ts';
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

/** Writes a small dump by hand: one collection per name with these documents. */
function makeDump(directory: string, collections: Record<string, { documents: object[]; metadata?: object }>): void {
  mkdirSync(directory, { recursive: true });
  for (const [name, { documents, metadata }] of Object.entries(collections)) {
    writeFileSync(join(directory, `${name}.bson`), Buffer.concat(documents.map((one) => serialize(one))));
    if (metadata !== undefined) writeFileSync(join(directory, `${name}.metadata.json`), EJSON.stringify(metadata));
  }
}

describe('dump', () => {
  it('carries documents and indexes to another store, from a store in use', async () => {
    const dump = join(outDir, 'dump');
    expect(await dumpStore(world.dataDir, dump)).toContainEqual({ namespace: 'xuece.people', documents: 700 });
    const target = join(outDir, 'target');
    await loadStore(dump, target);
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

  it('is of one instant while writes go on, in every collection', async () => {
    const generations = ['first', 'last'].map((name) =>
      world.db.collection<{ _id: number; g: number; text: string }>(name),
    );
    const text = 'x'.repeat(5000);
    for (const collection of generations)
      await collection.insertMany(Array.from({ length: 500 }, (_, _id) => ({ _id, g: 0, text })));
    let dumped = false;
    const dumping = dumpStore(world.dataDir, outDir).finally(() => {
      dumped = true;
    });
    let written = 0;
    for (; !dumped; written++)
      for (const collection of generations)
        await collection.updateOne({ _id: 499 - (written % 500) }, { $set: { g: 1 } });
    await dumping;
    expect(written).toBeGreaterThan(0);
    for (const name of ['first', 'last']) {
      const bytes = readFileSync(join(outDir, 'xuece', `${name}.bson`));
      const unchanged = Buffer.from(serialize({ g: 0 })).subarray(4, 11);
      let count = 0;
      for (let at = bytes.indexOf(unchanged); at >= 0; at = bytes.indexOf(unchanged, at + 1)) count++;
      expect(count).toBe(500);
    }
  });

  it('goes into an empty directory only', async () => {
    writeFileSync(join(outDir, 'letter'), '');
    await expect(dumpStore(world.dataDir, outDir)).rejects.toMatchObject({ code: 'not_empty' });
    expect(readdirSync(outDir)).toEqual(['letter']);
    await expect(dumpStore(world.dataDir, join(outDir, 'letter'))).rejects.toMatchObject({ code: 'not_writable' });
    await expect(dumpStore(join(outDir, 'nothing'), join(outDir, 'dump'))).rejects.toMatchObject({ code: 'no_store' });
    expect(readdirSync(outDir)).toEqual(['letter']);
  });

  it('that breaks off leaves nothing that could be taken for a whole one', async () => {
    const source = { database: 'xuece', options: {}, indexes: [], uuid: '' };
    function* broken(): Generator<Buffer> {
      yield Buffer.from(serialize({ _id: 1 }));
      expect(() => readDump(outDir)).toThrow(expect.objectContaining({ code: 'no_store' }));
      throw new Error('no more');
    }
    const sources = [
      { ...source, name: 'a', documents: [Buffer.from(serialize({ _id: 1 }))] },
      { ...source, name: 'b', documents: broken() },
    ];
    await expect(writeDump(outDir, sources)).rejects.toThrow('no more');
    expect(readdirSync(outDir)).toEqual([]);
  });
});

describe('load', () => {
  it('refuses a cut dump before anything is loaded', async () => {
    await dumpStore(world.dataDir, outDir);
    const file = join(outDir, 'xuece', 'people.bson');
    writeFileSync(file, readFileSync(file).subarray(0, -3));
    await expect(loadStore(outDir, join(outDir, 'target'))).rejects.toMatchObject({ code: 'damaged' });
    expect(readdirSync(outDir)).not.toContain('target');
  });

  it('refuses a data directory in use, and one that holds data', async () => {
    await dumpStore(world.dataDir, outDir);
    await expect(loadStore(outDir, world.dataDir)).rejects.toMatchObject({ code: 'in_use' });
    await world.stop();
    await expect(loadStore(outDir, world.dataDir)).rejects.toMatchObject({ code: 'not_empty' });
    world = await world.reopen();
    expect(await world.db.collection('people').countDocuments()).toBe(700);
  });

  it('takes the one database there is, whatever its name; of several one must be named', async () => {
    makeDump(join(outDir, 'dump', 'county'), { c: { documents: [{ _id: 1 }] } });
    makeDump(join(outDir, 'dump', 'admin'), { 'system.version': { documents: [{ _id: 1 }] } });
    expect(await loadStore(join(outDir, 'dump'), join(outDir, 'one'))).toEqual([
      { namespace: 'xuece.c', documents: 1 },
    ]);
    makeDump(join(outDir, 'dump', 'other'), { d: { documents: [{ _id: 1 }, { _id: 2 }] } });
    await expect(loadStore(join(outDir, 'dump'), join(outDir, 'two'))).rejects.toMatchObject({
      code: 'no_store',
      advice: expect.stringMatching(/多个数据库（county、other）/),
    });
    const other = await loadStore(join(outDir, 'dump', 'other'), join(outDir, 'two'));
    expect(other).toEqual([{ namespace: 'xuece.d', documents: 2 }]);
  });

  it.each([
    ['nothing', () => undefined],
    ['a file', () => writeFileSync(join(outDir, 'dump'), '')],
    ['an empty directory', () => mkdirSync(join(outDir, 'dump'))],
    ['compressed files', () => makeDump(join(outDir, 'dump', 'x'), {})],
    [
      'a dump that needs its oplog',
      () => {
        makeDump(join(outDir, 'dump', 'x'), { c: { documents: [] } });
        writeFileSync(join(outDir, 'dump', 'oplog.bson'), '');
      },
    ],
  ])('refuses %s', async (_, make) => {
    make();
    const target = join(outDir, 'target');
    await expect(loadStore(join(outDir, 'dump'), target)).rejects.toMatchObject({ code: 'no_store' });
    expect(readdirSync(outDir)).not.toContain('target');
  });

  it('leaves the indexes of a sharded cluster aside and builds the others', async () => {
    const metadata = {
      indexes: [
        { v: 2, key: { _id: 1 }, name: '_id_' },
        { v: 2, key: { _id: 'hashed' }, name: '_id_hashed' },
        { v: 2, key: { n: 1 }, name: 'n_1', unique: true },
      ],
    };
    makeDump(join(outDir, 'dump', 'x'), { c: { documents: [{ _id: 1, n: 1 }], metadata } });
    const target = join(outDir, 'target');
    await loadStore(join(outDir, 'dump'), target);
    const copy = await startWorld({ dataDir: target });
    expect((await copy.db.collection('c').indexes()).map(({ name }) => name)).toEqual(['_id_', 'n_1']);
    await copy.stop();
  });

  it('that fails half-way leaves the directory without a store, and works once the dump is right', async () => {
    const metadata = { indexes: [{ v: 2, key: { n: 1 }, name: 'n_1', unique: true }] };
    const dump = join(outDir, 'dump', 'x');
    const target = join(outDir, 'target');
    makeDump(dump, {
      a: { documents: [{ _id: 1 }] },
      c: {
        documents: [
          { _id: 1, n: 1 },
          { _id: 2, n: 1 },
        ],
        metadata,
      },
    });
    await expect(loadStore(dump, target)).rejects.toMatchObject({ code: 11000 });
    await expect(verifyStore(target)).rejects.toMatchObject({ code: 'no_store' });
    mkdirSync(join(target, 'incoming', 'store'), { recursive: true });
    writeFileSync(join(target, 'incoming', 'store', 'data.mdb'), 'left by a killed process');
    makeDump(dump, {
      c: {
        documents: [
          { _id: 1, n: 1 },
          { _id: 2, n: 2 },
        ],
        metadata,
      },
    });
    await loadStore(dump, target);
    expect(await verifyStore(target)).toEqual({ collections: 2, documents: 3, faults: [] });
  });
});

describe('backup and restore', () => {
  it('give back the same store into an empty directory', async () => {
    const backup = join(outDir, 'backup');
    const manifest = await backupStore(world.dataDir, backup, new Date('2026-03-02T08:00:00Z'));
    expect(manifest).toMatchObject({ layoutVersion, takenAt: '2026-03-02T08:00:00.000Z' });
    const before = await everything(world);
    await world.db.collection('people').deleteMany({});
    const target = join(outDir, 'target');
    await restoreStore(backup, target);
    const copy = await startWorld({ dataDir: target });
    expect(await everything(copy)).toEqual(before);
    await copy.stop();
    expect((await verifyStore(target)).faults).toEqual([]);
  });

  it('refuse what is not empty, not there, or in use', async () => {
    const backup = join(outDir, 'backup');
    const nothing = join(outDir, 'nothing');
    await expect(backupStore(nothing, backup, new Date())).rejects.toMatchObject({ code: 'no_store' });
    expect(readdirSync(outDir)).toEqual([]);
    await backupStore(world.dataDir, backup, new Date());
    await expect(backupStore(world.dataDir, backup, new Date())).rejects.toMatchObject({ code: 'not_empty' });
    await expect(restoreStore(backup, world.dataDir)).rejects.toMatchObject({ code: 'in_use' });
    await world.stop();
    await expect(restoreStore(backup, world.dataDir)).rejects.toMatchObject({ code: 'not_empty' });
    world = await world.reopen();
    expect(await world.db.collection('people').countDocuments()).toBe(700);
    await expect(restoreStore(nothing, join(outDir, 'target'))).rejects.toMatchObject({ code: 'no_store' });
  });

  it.each([
    ['one changed byte', (bytes: Buffer) => bytes.fill(bytes[5000] === 1 ? 2 : 1, 5000, 5001)],
    ['a missing end', (bytes: Buffer) => bytes.subarray(0, -4096)],
  ])('refuse a backup with %s', async (_, damage) => {
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

  it.each([
    ['newer', layoutVersion + 1, 'newer_layout', /先升级程序/],
    ['older', 0, 'older_layout', /旧版程序导出/],
  ])('refuse a backup of a %s layout with advice', async (_, version, code, advice) => {
    const backup = join(outDir, 'backup');
    const manifest = await backupStore(world.dataDir, backup, new Date());
    const changed = { ...manifest, layoutVersion: version };
    writeFileSync(join(backup, 'manifest.json'), JSON.stringify(changed));
    const refused = restoreStore(backup, join(outDir, 'target'));
    await expect(refused).rejects.toMatchObject({ code, advice: expect.stringMatching(advice) });
    expect(readdirSync(outDir)).not.toContain('target');
  });
});

describe('the layout of the data', () => {
  it.each([
    ['newer', layoutVersion + 1, 'newer_layout', /先升级程序/],
    ['older', 0, 'older_layout', /旧版程序导出/],
  ])('that is %s is refused with advice, whatever is asked for', async (_, version, code, advice) => {
    await world.stop();
    const storage = openEnvironment(world.dataDir, { readOnly: false, durable: true });
    await storage.write(() => storage.put(versionKey, uint32(version)));
    await storage.close();
    const refused = expect.objectContaining({ code, advice: expect.stringMatching(advice) });
    await expect(world.reopen()).rejects.toEqual(refused);
    await expect(verifyStore(world.dataDir)).rejects.toEqual(refused);
    await expect(dumpStore(world.dataDir, join(outDir, 'dump'))).rejects.toEqual(refused);
    await expect(backupStore(world.dataDir, join(outDir, 'backup'), new Date())).rejects.toEqual(refused);
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
    const kinds = (): string[] =>
      direct
        .faults('c')
        .map(({ index, kind }) => `${index ?? ''} ${kind}`.trim())
        .sort();
    expect(kinds()).toEqual([]);
    const entry = keyIn(a?.record.space ?? 0, Buffer.concat([sortableBytes(1), idOne]));
    const value = storage.get(entry) ?? Buffer.alloc(0);
    await storage.write(() => storage.remove(entry));
    expect(kinds()).toEqual(['a missing_entry']);
    await storage.write(() => {
      storage.put(entry, value);
      storage.put(keyIn(u?.record.space ?? 0, sortableBytes(9)), sortableBytes(77));
    });
    expect(kinds()).toEqual(['u entry_of_other_value', 'u entry_without_document']);
    await storage.write(() => storage.remove(keyIn(u?.record.space ?? 0, sortableBytes(9))));
    await storage.write(() => storage.put(keyIn(collection.space, idOne), Buffer.from('broken')));
    expect(kinds()).toContain('bad_document');
    await direct.end();
  });

  it('finds an index that does not know of the arrays in it', async () => {
    const direct = await openDirect();
    await direct.run({ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a' }] });
    await direct.run({ insert: 'c', documents: [{ _id: 1, a: [1, 2] }] });
    const { catalog, storage } = direct.store;
    await storage.write(() => {
      const collection = catalog.forWriting('test.c');
      if (collection === undefined) throw new Error('no collection');
      const forgotten = collection.indexes.map((index) => ({ ...index, record: { ...index.record, multikey: false } }));
      catalog.save({ ...collection, indexes: forgotten });
    });
    expect(direct.faults('c')).toEqual([{ kind: 'unmarked_multikey', namespace: 'test.c', index: 'a' }]);
    await direct.end();
  });
});
