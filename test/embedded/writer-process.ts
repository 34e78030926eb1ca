import { startEmbeddedStore } from '../../src/embedded/index.ts';
import { flags, opMsg, type RawClient, rawClient } from './raw-client.ts';

/**
 * A process for the crash tests: `write DIR FROM` writes as fast as it can and prints the number of every write that was
 * acknowledged; `list DIR` prints all documents; `hold DIR` only keeps the store open; `fill DIR` writes until it is refused. It speaks raw messages to start fast.
 */
const [mode = '', dataDir = '', from = '0'] = process.argv.slice(2);
const lanes = 16;

const store = await startEmbeddedStore({ dataDir });
const first = await rawClient(store.uri);
if (mode === 'list') {
  const [rows, doubles, unheard] = [await all(first, 'rows'), await all(first, 'doubles'), await all(first, 'unheard')];
  const found = { rows, doubles, unheard };
  process.stdout.write(`${JSON.stringify(found)}\n`);
  first.socket.destroy();
  await store.close();
} else if (mode === 'fill') {
  await fill(first);
  first.socket.destroy();
  await store.close();
} else {
  process.stdout.write('ready\n');
  if (mode === 'write') await write(Number(from));
}

async function run(client: RawClient, command: Record<string, unknown>): Promise<Record<string, unknown>> {
  client.send(opMsg(1, { ...command, $db: 'test' }));
  const { body } = await client.receive();
  if (body.ok !== 1 || body.writeErrors !== undefined) throw new Error(JSON.stringify(body));
  return body;
}

async function all(client: RawClient, name: string): Promise<unknown[]> {
  const { cursor } = await run(client, { find: name, batchSize: 1_000_000 });
  return (cursor as { firstBatch: unknown[] }).firstBatch;
}

async function fill(client: RawClient): Promise<void> {
  let stored = 0;
  for (;;) {
    client.send(opMsg(1, { insert: 'rows', documents: [{ _id: stored, text: 'x'.repeat(100_000) }], $db: 'test' }));
    const { body } = await client.receive();
    if (body.ok !== 1) {
      const { n } = await run(client, { count: 'rows' });
      const freed = await run(client, { delete: 'rows', deletes: [{ q: { _id: { $lt: 5 } }, limit: 0 }] });
      const reused = await run(client, { insert: 'rows', documents: [{ _id: 'after', text: 'x'.repeat(50_000) }] });
      process.stdout.write(
        `${JSON.stringify({ code: body.code, stored, counted: n, freed: freed.n, reused: reused.n })}\n`,
      );
      return;
    }
    stored++;
  }
}

async function write(start: number): Promise<void> {
  const indexes = [
    { key: { pair: 1 }, name: 'pair', unique: true },
    { key: { twin: -1, pair: 1 }, name: 'twin' },
    { key: { tags: 1 }, name: 'tags' },
  ];
  await run(first, { createIndexes: 'rows', indexes });
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => writeForever(await rawClient(store.uri), start + lane)),
  );
}

/** Each number is inserted, then updated so that all its index entries move, then inserted again in a bulk of two. */
async function writeForever(client: RawClient, start: number): Promise<void> {
  for (let number = start; ; number += lanes) {
    await run(client, {
      insert: 'rows',
      documents: [{ _id: number, pair: number, twin: 0, tags: [`t${number % 7}`] }],
    });
    process.stdout.write(`i${number}\n`);
    const change = { $set: { pair: -number - 1, twin: number }, $push: { tags: `u${number % 5}` } };
    await run(client, { update: 'rows', updates: [{ q: { _id: number }, u: change }] });
    process.stdout.write(`u${number}\n`);
    const [a, b] = [`a${number}`, `b${number}`];
    // What nobody waits for goes before on the same connection, and so is kept when the next one is.
    const unheard = { insert: 'unheard', documents: [{ _id: a }, { _id: b }], writeConcern: { w: 0 }, $db: 'test' };
    client.send(opMsg(0, unheard, { flagBits: flags.moreToCome }));
    const writeConcern = { w: 1, j: false };
    await run(client, { insert: 'doubles', documents: [{ _id: a }, { _id: b }], writeConcern });
    process.stdout.write(`b${number}\n`);
  }
}
