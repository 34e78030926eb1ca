import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import mongoose from 'mongoose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddedStore, startEmbeddedStore } from '../../src/embedded/index.ts';
import { loadStore } from '../../src/embedded/load.ts';
import { NewerDataError } from '../../src/store/installation.ts';
import { dataVersion } from '../../src/store/migrations.ts';
import { openStore } from '../../src/stores.ts';

/**
 * A dump that the last program of version 1 of the data made of a small county after two weeks: call-ups, notices and material taken back,
 * surveys ended by a person and by their last day, leave in every state, marks put right, an open question, a refused and a stopped message.
 */
const fixture = new URL('fixtures/data-version-1.json.gz', import.meta.url);

type Rows = Record<string, Record<string, unknown>[]>;

let dataDir: string;
let embedded: EmbeddedStore;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'xuece-migrations-'));
  const dump = join(dataDir, 'dump');
  mkdirSync(dump);
  const files: Record<string, string> = JSON.parse(gunzipSync(readFileSync(fixture)).toString());
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(dump, name), Buffer.from(bytes, 'base64'));
  await loadStore(dump, join(dataDir, 'data'));
  embedded = await startEmbeddedStore({ dataDir: join(dataDir, 'data'), durable: false });
});
afterEach(async () => {
  await embedded.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function withServer<T>(work: (db: mongoose.mongo.Db) => Promise<T>): Promise<T> {
  const client = await new mongoose.mongo.MongoClient(embedded.uri).connect();
  try {
    return await work(client.db());
  } finally {
    await client.close();
  }
}

const everything = () =>
  withServer(async (db) => {
    const names = (await db.listCollections().toArray()).map(({ name }) => name).sort();
    const all = names.map(async (name) => [name, await db.collection(name).find().sort({ _id: 1 }).toArray()]);
    return Object.fromEntries(await Promise.all(all)) as Rows;
  });
const open = async () => (await openStore(embedded.uri)).close();

/** What a later version keeps beside it is empty in such data. */
function withoutNew(before: Rows, after: Rows): Rows {
  for (const [name, rows] of Object.entries(after)) if (!(name in before)) expect(rows).toEqual([]);
  return Object.fromEntries(Object.entries(after).filter(([name]) => name in before));
}

describe('data of version 1', () => {
  it('opens, and reads as it did', async () => {
    const store = await openStore(embedded.uri);
    const [granted, refused] = await Promise.all([
      store.leaves.ofTrainee('2026-01', 'qian'),
      store.leaves.ofTrainee('2026-01', 'li'),
    ]);
    expect(granted.map((row) => [row.state, row.moves.length])).toEqual([
      ['granted', 3],
      ['draft', 1],
    ]);
    expect(granted[0]?.moves[0]).toBe(granted[0]?._id);
    expect(refused).toMatchObject([{ state: 'refused', decisionWords: '教学安排不允许' }]);
    expect(await store.surveys.byId('D2026-1')).toMatchObject({
      openedByUpdate: expect.stringMatching(/^wecom:/),
      closedByUpdate: expect.stringMatching(/^wecom:/),
    });
    const byDeadline = await store.surveys.byId('D2026-2');
    expect(byDeadline).toMatchObject({ state: 'closed', closedAt: byDeadline?.closesAt });
    expect(byDeadline).not.toHaveProperty('closedByUpdate');
    const sheet = await store.surveyAnswers.byId('D2026-3', 'zhao');
    expect(sheet?.answers).toHaveLength(2);
    for (const answer of sheet?.answers ?? []) expect(answer.byUpdate).toMatch(/^wecom:/);
    expect((await store.callUps.byId('2026-01', 'sun'))?.moves).toHaveLength(3);
    expect(await store.notices.recalledSince(new Date(0))).toMatchObject([{ recalledBy: 'teacher' }]);
    const [refusedOnce] = await store.undelivered.retriedIn('cli:2026-03-16T07:40:00.000Z');
    expect(refusedOnce?._id).toBe('test:refused');
    expect((await store.deliveries.byKey('test:stopped'))?.cancellation).toBe('wecom:test:stop');
    expect((await store.receipts.dead(10))[0]?.answer).toMatchObject({
      meaning: { words: '家中有事', askedByUpdate: 'wecom:test:asked' },
    });
    await store.close();
  });

  it('takes every update that waits for one that may have been put off', async () => {
    const waiting: { _id: string } & Record<string, unknown> = {
      _id: 'wecom:waits',
      openFor: 'wecom:li',
      state: 'new',
    };
    await withServer((db) => db.collection<typeof waiting>('receipts').insertOne(waiting));
    await open();
    const { receipts = [] } = await everything();
    expect(receipts.filter((row) => 'putOff' in row)).toMatchObject([{ _id: 'wecom:waits', putOff: true }]);
  });

  it('turns what a person was said to be into the dates from which it is reckoned, and the town of a unit into the unit above it', async () => {
    await withServer(async (db) => {
      const people = db.collection<{ _id: string }>('cadres');
      await people.updateOne({ _id: 'li' }, { $set: { newlyPromoted: true } });
      await people.updateOne({ _id: 'qian' }, { $set: { newRecruit: true } });
      const units = db.collection<{ _id: string }>('units');
      await units.updateOne({ _id: 'u-fin' }, { $set: { townId: 'u-fin' } });
      await units.updateOne({ _id: 'u-agri' }, { $set: { townId: 'u-fin' } });
    });
    await open();
    const { cadres = [], units = [] } = await everything();
    const of = (rows: Rows[string], id: string) => rows.find(({ _id }) => _id === id);
    expect(of(cadres, 'li')).toMatchObject({ promotedOn: '2018-03' });
    expect(of(cadres, 'qian')).toMatchObject({ recruitedOn: '2018-03' });
    for (const { training } of cadres) expect(training).not.toHaveProperty('requiredMinutes');
    for (const row of cadres)
      for (const flag of ['newlyPromoted', 'newRecruit', 'youngCadre']) expect(row).not.toHaveProperty(flag);
    expect(of(units, 'u-agri')).toMatchObject({ parentId: 'u-fin' });
    expect(of(units, 'u-fin')).not.toHaveProperty('parentId');
    for (const row of units) expect(row).not.toHaveProperty('townId');
  });

  it('keeps every row and every other field', async () => {
    const before = await everything();
    await open();
    const after = withoutNew(before, await everything());
    const renamed =
      /^(requiredMinutes|newlyPromoted|newRecruit|youngCadre|by|askedBy|openedBy|closedBy|cancelledBy|settledBy|retriedBy|recallUpdate|epoch)$/;
    const fresh = /^(moves|retry|cancellation|dataVersion|\w*ByUpdate)$/;
    const rest = (rows: Rows) =>
      JSON.stringify(rows, (name, value) =>
        renamed.test(name) || /^(byUpdate|moves)$/.test(name) ? undefined : value,
      );
    const without = (rows: Rows) =>
      JSON.parse(JSON.stringify(rows), (name, value) => (fresh.test(name) || renamed.test(name) ? undefined : value));
    expect(rest(without(after))).toBe(rest(without(before)));
  });

  it('says by whom in `…By` and by which update in `…ByUpdate`, in every row', async () => {
    await open();
    const rows = await everything();
    const people = new Set((rows.cadres ?? []).map((row) => row._id));
    const said: [string, string][] = [];
    JSON.stringify(rows, (name, value) => {
      if (typeof value === 'string' && /^(by|byUpdate|\w+By|\w+ByUpdate)$/.test(name)) said.push([name, value]);
      return value;
    });
    // Until when, not by whom.
    const names = said.filter(([name]) => name !== 'answerBy');
    expect(names.length).toBeGreaterThan(80);
    for (const [name, value] of names)
      expect([name, name.endsWith('Update') ? /^wecom:/.test(value) : people.has(value)]).toEqual([name, true]);
  });

  it('is rewritten once: a second opening changes nothing', async () => {
    await open();
    const first = await everything();
    await open();
    expect(await everything()).toEqual(first);
    expect(first.installation).toMatchObject([{ dataVersion }]);
  });

  it('comes out the same wherever a rewriting was broken off', async () => {
    const before = await everything();
    await open();
    const wanted = await everything();
    const isTouched = ([name, rows]: [string, unknown]) => JSON.stringify(rows) !== JSON.stringify(wanted[name]);
    const touched = Object.fromEntries(Object.entries(before).filter(isTouched));
    for (let writes = 0, isOver = false; !isOver; writes += 1) {
      await putBack(touched);
      isOver = await breakOff(writes);
      await open();
      expect(await everything()).toEqual(wanted);
    }
  });

  it('comes out the same when two processes rewrite it at once', async () => {
    await withServer((db) => db.collection('receipts').createIndex({ suspect: 1, order: 1 }));
    await Promise.all([open(), open(), open()]);
    expect((await everything()).installation).toMatchObject([{ dataVersion }]);
  });

  it('is not touched by an older program once it is of a later version', async () => {
    await open();
    await withServer((db) => db.collection('installation').updateOne({}, { $set: { dataVersion: dataVersion + 1 } }));
    await expect(openStore(embedded.uri)).rejects.toBeInstanceOf(NewerDataError);
  });
});

/** Opens the data, and dies before a write of its rewriting, or at its end before the mark. @returns whether it died at the end */
async function breakOff(writes: number): Promise<boolean> {
  let left = writes;
  let isOver = false;
  const beforeWrite = ({ method }: { method: string }) => {
    if (method !== 'rewriteRaw') return;
    if (left === 0) throw new Error('the process ended here');
    left -= 1;
  };
  const crashPoint = () => {
    isOver = true;
    throw new Error('the process ended here');
  };
  await expect(openStore(embedded.uri, { beforeWrite, crashPoint })).rejects.toThrow('the process ended here');
  return isOver;
}

async function putBack(rows: Rows): Promise<void> {
  await withServer(async (db) => {
    for (const [name, wanted] of Object.entries(rows)) {
      await db.collection(name).deleteMany({});
      if (wanted.length > 0) await db.collection(name).insertMany(wanted);
    }
  });
}
