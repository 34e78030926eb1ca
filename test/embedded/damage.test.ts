import {
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { backupStore } from '../../src/embedded/backup.ts';
import { DataFile } from '../../src/embedded/data-file.ts';
import { dumpStore } from '../../src/embedded/dump.ts';
import { environmentPath } from '../../src/embedded/open-store.ts';
import { verifyStore } from '../../src/embedded/verify-store.ts';
import { startWorld } from './world.ts';

/** Each damage is done to a copy; what would end the process ends this one. */
let folder: string;
let whole: string;
let damaged: string;
let lastPage: number;
const pageBytes = 4096;
const file = (): string => join(environmentPath(damaged), 'data.mdb');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'store-damage-'));
  whole = join(folder, 'whole');
  damaged = join(folder, 'damaged');
  const world = await startWorld({ dataDir: whole, durable: false });
  const rows = world.db.collection('rows');
  await rows.createIndex({ u: 1 }, { unique: true });
  await rows.createIndex({ s: 1 });
  for (let from = 0; from < 400; from += 100)
    await rows.insertMany(
      Array.from({ length: 100 }, (_, at) => ({
        u: `u${from + at}`,
        s: `v${at}`,
        text: 'x'.repeat(at % 20 === 0 ? 9000 : 300),
      })),
    );
  await rows.deleteMany({ u: { $gte: 'u39' } });
  await world.stop();
  const data = new DataFile(environmentPath(whole));
  lastPage = data.snapshot().lastPage;
  data.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => copyWhole());

function copyWhole(): void {
  rmSync(damaged, { recursive: true, force: true });
  mkdirSync(environmentPath(damaged), { recursive: true });
  cpSync(join(environmentPath(whole), 'data.mdb'), file());
}

function overwrite(from: number, bytes: Buffer): void {
  const opened = openSync(file(), 'r+');
  writeSync(opened, bytes, 0, bytes.length, from);
  closeSync(opened);
}

/** `whole`, or how it is refused. */
async function verified(): Promise<string> {
  const report = await verifyStore(damaged).catch((error: { code: string }) => error.code);
  if (typeof report === 'string') return report;
  return report.faults.length === 0 ? 'whole' : 'faulty';
}

/** Everything in the store, as one text. */
async function dumped(): Promise<string> {
  const outDir = mkdtempSync(join(folder, 'dump-'));
  await dumpStore(damaged, outDir);
  return readFileSync(join(outDir, 'xuece', 'rows.bson'), 'latin1');
}

/** Starts, writes and stops. @returns `works`, or how it is refused */
async function started(): Promise<string> {
  const world = await startWorld({ dataDir: damaged, durable: false }).catch((error: { code: string }) => error.code);
  if (typeof world === 'string') return world;
  await world.db.collection('rows').insertOne({ u: 'new', text: 'x'.repeat(20_000) });
  await world.stop();
  return 'works';
}

describe('a data file', () => {
  it.each([0, 1, 100, 4095, 4096, 5000, 8191])('of %i bytes gives a sentence', async (bytes) => {
    truncateSync(file(), bytes);
    const expected = bytes === 0 ? 'no_store' : 'damaged';
    expect(await verified()).toBe(expected);
    await expect(dumpStore(damaged, join(folder, 'dump'))).rejects.toMatchObject({ code: expected });
    await expect(backupStore(damaged, join(folder, 'backup'), new Date())).rejects.toMatchObject({ code: expected });
    expect(await started()).toBe(bytes === 0 ? 'works' : 'damaged');
  });

  it('of another program gives a sentence', async () => {
    writeFileSync(file(), 'not a database'.repeat(1000));
    expect(await verified()).toBe('damaged');
    expect(await started()).toBe('damaged');
  });

  it('that lacks its last pages is refused, or every write works', async () => {
    const outcomes: string[] = [];
    for (let pages = 1; pages <= lastPage; pages += Math.ceil(pages / 3)) {
      copyWhole();
      truncateSync(file(), (lastPage + 1 - pages) * pageBytes);
      const [seen, start] = [await verified(), await started()];
      expect([seen, start]).toEqual(seen === 'whole' ? ['whole', 'works'] : ['damaged', 'damaged']);
      outcomes.push(seen);
    }
    expect(outcomes).toContain('damaged');
  });

  it('with any one page of zeros is refused, or the page is a free one and every write works', async () => {
    const outcomes = new Map<string, number>();
    for (let page = 0; page <= lastPage; page++) {
      copyWhole();
      overwrite(page * pageBytes, Buffer.alloc(pageBytes));
      const seen = await verified();
      outcomes.set(seen, (outcomes.get(seen) ?? 0) + 1);
      if (page % 10 === 0) expect(await started()).toBe(seen === 'damaged' ? 'damaged' : 'works');
    }
    expect([...outcomes.keys()].sort()).toEqual(['damaged', 'faulty', 'whole']);
  });

  it('with any one bit of a document turned over is reported, and the document is refused instead of given', async () => {
    const compact = join(folder, 'compact');
    await backupStore(whole, compact, new Date());
    const bytes = readFileSync(join(compact, 'data.mdb'));
    const text = bytes.indexOf('x'.repeat(300));
    for (const at of [text, text + 150, bytes.lastIndexOf('x'.repeat(9000)) + 7000]) {
      writeFileSync(file(), bytes);
      overwrite(at, Buffer.from([(bytes[at] ?? 0) ^ 0x10]));
      expect(await verified()).toBe('faulty');
    }
    const world = await startWorld({ dataDir: damaged, durable: false });
    await expect(world.db.collection('rows').find().toArray()).rejects.toMatchObject({ code: 96 });
    await world.stop();
  });

  it('with any one bit turned over is reported, or everything stored is as it was', async () => {
    const compact = join(folder, 'compact-2');
    await backupStore(whole, compact, new Date());
    const bytes = readFileSync(join(compact, 'data.mdb'));
    writeFileSync(file(), bytes);
    const stored = await dumped();
    const outcomes = new Set<string>();
    for (let turn = 0; turn < 120; turn++) {
      const at = (turn * 7919 * 131) % bytes.length;
      writeFileSync(file(), bytes);
      overwrite(at, Buffer.from([(bytes[at] ?? 0) ^ (1 << (turn % 8))]));
      const seen = await verified();
      outcomes.add(seen);
      if (seen === 'whole') expect(await dumped()).toBe(stored);
    }
    expect(outcomes.size).toBeGreaterThan(1);
    expect(['damaged', 'faulty', 'whole']).toEqual(expect.arrayContaining([...outcomes]));
  });

  it('overwritten in the middle is reported by its pages or its documents', async () => {
    overwrite(Math.floor(lastPage / 2) * pageBytes, Buffer.alloc(16 * pageBytes, 0xee));
    expect(['damaged', 'faulty']).toContain(await verified());
  });

  it('whose list of free pages names a page in use is refused', async () => {
    const data = new DataFile(environmentPath(damaged));
    const { free, main } = data.snapshot();
    const page = data.read((free.root ?? 0) * pageBytes, pageBytes);
    data.close();
    const node = 24 + page.readUInt16LE(24);
    const value = (free.root ?? 0) * pageBytes + node + 8 + page.readUInt16LE(node + 6);
    const isBig = (page.readUInt16LE(node + 4) & 1) !== 0;
    const record = isBig ? Number(page.readBigUInt64LE(node + 16)) * pageBytes + 24 : value;
    const names = Buffer.alloc(16);
    names.writeBigUInt64LE(1n, 0);
    names.writeBigUInt64LE(BigInt(main.root ?? 0), 8);
    overwrite(record, names);
    expect(await verified()).toBe('damaged');
    expect(await started()).toBe('damaged');
  });

  it('that is damaged is neither dumped nor backed up', async () => {
    truncateSync(file(), Math.floor(lastPage / 2) * pageBytes);
    const outDir = join(folder, 'out');
    await expect(dumpStore(damaged, join(outDir, 'dump'))).rejects.toMatchObject({ code: 'damaged' });
    await expect(backupStore(damaged, join(outDir, 'backup'), new Date())).rejects.toMatchObject({ code: 'damaged' });
    expect(() => readdirSync(outDir)).toThrow('ENOENT');
    await expect(startWorld({ dataDir: damaged })).rejects.toMatchObject({
      message: expect.stringContaining('请用备份恢复'),
    });
  });
});

describe('verify beside a running bot', () => {
  it('finds nothing wrong while pages are written anew', async () => {
    const world = await startWorld({ dataDir: damaged, durable: false });
    let isDone = false;
    const write = async (): Promise<void> => {
      for (let at = 0; !isDone; at++)
        await world.db.collection('rows').updateMany({ s: `v${at % 200}` }, { $set: { text: 'y'.repeat(at % 9000) } });
    };
    const writing = [write(), write()];
    const reports = [];
    for (let round = 0; round < 10; round++) reports.push(await verified());
    isDone = true;
    await Promise.all(writing);
    await world.stop();
    expect(new Set(reports)).toEqual(new Set(['whole']));
  });
});
