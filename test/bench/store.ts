import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
import mongoose from 'mongoose';
import { systemClock } from '../../src/clock.ts';
import { type Answer, serveConnection } from '../../src/embedded/connection.ts';
import { dispatch } from '../../src/embedded/dispatch.ts';
import { decode, encode } from '../../src/embedded/document.ts';
import { findField } from '../../src/embedded/element-walker.ts';
import { makeDataDirectory, openStore } from '../../src/embedded/open-store.ts';
import type { Store } from '../../src/embedded/store.ts';
import { keepTidy } from '../../src/embedded/tidy.ts';
import { opMsg, type RawClient, rawClient } from '../embedded/raw-client.ts';
import { median, shown } from './statistics.ts';

// `node --import tsx test/bench/store.ts [documents]`: what the embedded store costs, as ratios within one run.
// Client and server share the process, as in the bot; the client sends ready-made bytes.
const documents = Number(process.argv[2] ?? 1_000_000);
const few = 10_000;
const rounds = 5;
const text = 'x'.repeat(400);

const row = (id: number) => ({ _id: `row:${id}`, n: id, at: new Date(id), text });
const insertOf = (from: number, count: number): Buffer =>
  opMsg(
    1,
    { insert: 'rows', ordered: false, $db: 'b' },
    { sequences: { documents: Array.from({ length: count }, (_, at) => row(from + at)) } },
  );
const findOf = (id: number): Buffer => opMsg(1, { find: 'rows', filter: { n: id }, limit: 1, $db: 'b' });

interface Served {
  readonly uri: string;
  readonly clients: RawClient[];
  end(): Promise<void>;
}

async function serve(directory: string, answer: Answer, connections: number): Promise<Served> {
  const path = join(directory, 'b.sock');
  const server: Server = createServer((socket) => serveConnection(socket, answer, () => undefined));
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const uri = `mongodb://${encodeURIComponent(path)}/`;
  const clients = await Promise.all(Array.from({ length: connections }, () => rawClient(uri)));
  return {
    uri,
    clients,
    async end() {
      for (const client of clients) client.socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function ask(client: RawClient, message: Buffer): Promise<void> {
  client.send(message);
  const { body } = await client.receive();
  if (body.ok !== 1 || body.writeErrors !== undefined) throw new Error(JSON.stringify(body));
}

/** Operations a second when every client sends its next request after the answer to the last. */
async function rate(clients: readonly RawClient[], each: number, message: (at: number) => Buffer): Promise<number> {
  const prepared = clients.map((_, lane) => Array.from({ length: each }, (_, at) => message(lane * each + at)));
  const start = performance.now();
  await Promise.all(
    clients.map(async (client, lane) => {
      for (const one of prepared[lane] ?? []) await ask(client, one);
    }),
  );
  return (clients.length * each * 1000) / (performance.now() - start);
}

async function inDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'store-bench-'));
  try {
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function withStore<T>(
  durable: boolean,
  connections: number,
  work: (served: Served, store: Store) => Promise<T>,
): Promise<T> {
  return inDirectory(async (directory) => {
    makeDataDirectory(directory);
    const store = await openStore(directory, systemClock, () => undefined, durable);
    const stopTidying = keepTidy(store);
    const served = await serve(directory, (request) => dispatch(store, request), connections);
    try {
      return await work(served, store);
    } finally {
      stopTidying();
      await served.end();
      await store.storage.close();
    }
  });
}

/** The same protocol in front of a plain Map, which keeps nothing. */
function withMap<T>(connections: number, work: (served: Served) => Promise<T>): Promise<T> {
  const byId = new Map<string, Buffer>();
  const idOf = (bytes: Buffer): string => findField(bytes, Buffer.from('_id'))?.bytes.toString() ?? '';
  const answer: Answer = async ({ body, sequences }) => {
    const command = decode(body);
    for (const one of sequences.get('documents') ?? []) byId.set(idOf(one), one);
    if ('insert' in command) return { n: sequences.get('documents')?.length ?? 0, ok: 1 };
    return encode({ cursor: { firstBatch: [], id: 0, ns: 'b.rows' }, ok: 1 });
  };
  return inDirectory(async (directory) => {
    const served = await serve(directory, answer, connections);
    try {
      return await work(served);
    } finally {
      await served.end();
    }
  });
}

/** Megabytes; `own` leaves out pages of mapped files, which the system takes back when it needs them (Linux only). */
interface Memory {
  readonly resident: number;
  readonly own: number;
}

function memoryNow(): Memory {
  const resident = process.memoryUsage.rss() / 1048576;
  const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : '';
  const own = /RssAnon:\s+(\d+)/.exec(status)?.[1];
  return { resident, own: own === undefined ? resident : Number(own) / 1024 };
}

/** Acknowledged single inserts and indexed finds a second with 16 clients, at a size of the collection. */
async function measureAt(size: number): Promise<{ inserts: number; finds: number; memory: Memory }> {
  return withStore(true, 16, async ({ clients }) => {
    const [loader] = clients;
    if (loader === undefined) throw new Error('no client');
    await ask(loader, opMsg(1, { createIndexes: 'rows', indexes: [{ key: { n: 1 }, name: 'n' }], $db: 'b' }));
    for (let at = 0; at < size; at += 500) await ask(loader, insertOf(at, 500));
    globalThis.gc?.();
    const memory = memoryNow();
    const inserts: number[] = [];
    const finds: number[] = [];
    for (let round = 0; round < rounds; round++) {
      inserts.push(await rate(clients, 100, (at) => insertOf(size + round * 1600 + at, 1)));
      finds.push(await rate(clients, 200, (at) => findOf((at * 7919) % size)));
    }
    return { inserts: median(inserts), finds: median(finds), memory };
  });
}

async function bareLmdb(): Promise<{ puts: number; gets: number }> {
  return inDirectory(async (directory) => {
    const db = open<Buffer, string>({ path: directory, encoding: 'binary', maxDbs: 1 });
    const bytes = encode(row(1));
    let start = performance.now();
    for (let at = 0; at < 20; at++) {
      await Promise.all(Array.from({ length: 500 }, (_, one) => db.put(`row:${at * 500 + one}`, bytes)));
      await db.flushed;
    }
    const puts = (few * 1000) / (performance.now() - start);
    start = performance.now();
    for (let at = 0; at < few; at++) decode(db.get(`row:${at}`) ?? bytes);
    const gets = (few * 1000) / (performance.now() - start);
    await db.close();
    return { puts, gets };
  });
}

/** 50 writers through the unmodified driver, as the bot has them. */
async function writers(durable: boolean): Promise<number> {
  return withStore(durable, 0, async ({ uri }) => {
    const client = await new mongoose.mongo.MongoClient(`${uri}?directConnection=true`, { maxPoolSize: 50 }).connect();
    const rows = client.db('b').collection<{ _id: string }>('rows');
    const lanes = Array.from({ length: 50 }, (_, lane) => lane);
    const write = (from: number, each: number) =>
      Promise.all(
        lanes.map(async (lane) => {
          for (let at = 0; at < each; at++) await rows.insertOne(row(from + lane * each + at));
        }),
      );
    await write(-10_000, 20);
    const start = performance.now();
    await write(0, 100);
    const perSecond = (50 * 100 * 1000) / (performance.now() - start);
    await client.close();
    return perSecond;
  });
}

const durable: number[] = [];
const unsynced: number[] = [];
const raw: number[] = [];
const mapped: number[] = [];
const groups: number[] = [];
for (let round = 0; round < rounds; round++) {
  durable.push(await writers(true));
  unsynced.push(await writers(false));
  raw.push(await withStore(true, 50, ({ clients }) => rate(clients, 100, (at) => insertOf(at, 1))));
  mapped.push(await withMap(50, ({ clients }) => rate(clients, 100, (at) => insertOf(at, 1))));
  groups.push(64 * (await withStore(true, 4, ({ clients }) => rate(clients, 50, (at) => insertOf(at * 64, 64)))));
}
const bare = await bareLmdb();
const small = await measureAt(few);
const large = await measureAt(documents);
const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
const lines = [
  `50 writers, acknowledged inserts/s: ${shown(durable)}; without syncing ${shown(unsynced)}: ${percent(median(durable) / median(unsynced))} (at least 70 %)`,
  `50 raw clients, acknowledged inserts/s: ${shown(raw)}; a Map behind the same protocol ${shown(mapped)}: ${percent(median(raw) / median(mapped))}`,
  `groups of 64 from 4 clients, documents/s: ${shown(groups)}; bare lmdb put, groups of 500: ${bare.puts.toFixed(0)}: ${percent(median(groups) / bare.puts)}`,
  `bare lmdb get and decode/s: ${bare.gets.toFixed(0)}; indexed findOne/s: ${small.finds.toFixed(0)}: ${percent(small.finds / bare.gets)}`,
  `findOne at ${documents} documents takes ${(small.finds / large.finds).toFixed(2)} times that at ${few} (at most 1.5)`,
  `acknowledged insert at ${documents} documents takes ${(small.inserts / large.inserts).toFixed(2)} times that at ${few} (at most 1.5)`,
  `memory with ${documents} documents of about 500 bytes: own ${large.memory.own.toFixed(0)} MB, resident with mapped file pages ${large.memory.resident.toFixed(0)} MB (under 400)`,
];
process.stdout.write(`${lines.join('\n')}\n`);
