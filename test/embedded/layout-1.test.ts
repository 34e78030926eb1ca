import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decimal128, Long } from 'bson';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { restoreStore } from '../../src/embedded/backup.ts';
import { layoutVersion, versionKey } from '../../src/embedded/layout.ts';
import { openEnvironment } from '../../src/embedded/open-store.ts';
import { verifyStore } from '../../src/embedded/verify-store.ts';
import { startWorld } from './world.ts';

/** A backup that version 0.1 of this program made, with layout 1: documents without checksums. */
const backup = new URL('layout-1', import.meta.url).pathname;
const people = 61;
let dataDir: string;
beforeEach(async () => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'store-layout-')), 'data');
  await restoreStore(backup, dataDir);
});
afterEach(() => rmSync(join(dataDir, '..'), { recursive: true, force: true }));

it('data of layout 1 are verified, opened, found by every index, and changed', async () => {
  expect(await verifyStore(dataDir)).toEqual({ collections: 1, documents: people, faults: [] });
  const world = await startWorld({ dataDir, durable: false });
  const rows = world.db.collection<{ _id: string; age?: number }>('people');
  expect(await rows.countDocuments()).toBe(people);
  expect(await rows.findOne({ _id: 'p1' })).toEqual({ _id: 'p1', name: '人1', age: 9, tags: ['a', 't1'], unit: 'u1' });
  expect(await rows.findOne({ name: '人7' })).toMatchObject({ _id: 'p7' });
  expect(await rows.find({ tags: 't2', age: { $gte: 5 } }).toArray()).toHaveLength(5);
  expect(await rows.find({ unit: 'u3' }).toArray()).toHaveLength(6);
  expect(await rows.findOne({ amount: Decimal128.fromString('1E+400') })).toMatchObject({ large: Long.MAX_VALUE });
  expect(await rows.updateMany({ age: { $lt: 3 } }, { $inc: { age: 10 } })).toMatchObject({ modifiedCount: 26 });
  await expect(rows.insertOne({ _id: 'new', name: '人7' } as never)).rejects.toMatchObject({ code: 11000 });
  await world.stop();
  expect(await verifyStore(dataDir)).toEqual({ collections: 1, documents: people, faults: [] });
});

it('data of layout 1 are of the present layout once they were opened, so that an older program refuses them', async () => {
  await (await startWorld({ dataDir, durable: false })).stop();
  const storage = openEnvironment(dataDir, { readOnly: true, durable: true });
  expect(storage.get(versionKey)?.readUInt32BE()).toBe(layoutVersion);
  await storage.close();
});
