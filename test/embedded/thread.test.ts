import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import mongoose from 'mongoose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startStoreThread } from '../../src/embedded/index.ts';

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'xuece-thread-'));
});

afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

function start(died: (cause: Error) => void = () => undefined) {
  return startStoreThread({ dataDir, durable: true, log: () => undefined, died });
}

describe('a store in a thread of its own', () => {
  it('keeps what was written when it is closed and opened again', async () => {
    for (const round of [1, 2]) {
      const store = await start();
      const client = await new mongoose.mongo.MongoClient(store.uri).connect();
      await client.db().collection<{ _id: number }>('rounds').insertOne({ _id: round });
      expect(await client.db().collection('rounds').countDocuments()).toBe(round);
      await client.close();
      await store.close();
    }
  });

  it('refuses a data directory that another process or thread owns, with the reason', async () => {
    const store = await start();
    await expect(start()).rejects.toMatchObject({ name: 'StoreOpenError', code: 'in_use' });
    await store.close();
  });

  it('says so when the data cannot be used, and is not reported as dead', async () => {
    const deaths: Error[] = [];
    writeFileSync(join(dataDir, 'store'), 'in the way of the directory of this name');
    await expect(start((cause) => deaths.push(cause))).rejects.toMatchObject({ code: 'not_writable' });
    expect(deaths).toEqual([]);
  });

  it('tells whoever started it when the thread ends unasked', async () => {
    let thread: Worker | undefined;
    process.once('worker', (worker) => {
      thread = worker;
    });
    let tell: (cause: Error) => void = () => undefined;
    const death = new Promise<Error>((resolve) => {
      tell = resolve;
    });
    await start((cause) => tell(cause));
    thread?.postMessage('close');
    expect((await death).message).toContain('ended');
  });

  it('answers a command without the socket, and refuses one when the thread has ended', async () => {
    const store = await start();
    const insert = { insert: 'rounds', documents: [{ _id: 1 }] };
    expect(await store.command(insert)).toEqual({ n: 1, ok: 1 });
    expect(await store.command(insert)).toMatchObject({ n: 0, writeErrors: [{ index: 0, code: 11000 }], ok: 1 });
    expect(await store.command({ find: 'rounds' })).toMatchObject({ cursor: { firstBatch: [{ _id: 1 }] } });
    expect(await store.command({ unheardOf: 1 })).toMatchObject({ ok: 0, code: 59 });
    await store.close();
    await expect(store.command(insert)).rejects.toThrow('ended');
  });
});
