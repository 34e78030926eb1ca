import { Binary, BSONRegExp, Code, Decimal128, serialize } from 'bson';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dispatch } from '../../src/embedded/dispatch.ts';
import { StoreError } from '../../src/embedded/errors.ts';
import { verifyCollection } from '../../src/embedded/verify-collection.ts';
import { crc32c, readMessage, WireError, type WireRequest } from '../../src/embedded/wire.ts';
import { openDirect } from './direct.ts';
import { flags, opMsg, opQuery, type RawClient, rawClient } from './raw-client.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let raw: RawClient;
const logged: { message: string; fields: unknown }[] = [];
beforeEach(async () => {
  logged.length = 0;
  world = await startWorld({ log: (message, fields) => logged.push({ message, fields }) });
  raw = await rawClient(world.store.uri);
});
afterEach(async () => {
  raw.socket.destroy();
  await world.end();
});

const ping = { ping: 1, $db: 'admin' };

describe('the wire protocol', () => {
  it('answers the legacy greeting and OP_MSG on the same connection', async () => {
    raw.send(opQuery(1, { isMaster: 1, helloOk: true }));
    expect(await raw.receive()).toMatchObject({
      responseTo: 1,
      body: { ismaster: true, helloOk: true, maxBsonObjectSize: 16777216, maxMessageSizeBytes: 48000000, ok: 1 },
    });
    raw.send(opMsg(2, { hello: 1, $db: 'admin' }));
    expect(await raw.receive()).toMatchObject({ responseTo: 2, body: { isWritablePrimary: true, ok: 1 } });
  });

  it('does not offer sessions, so that no transactions are tried', async () => {
    raw.send(opMsg(1, { hello: 1, $db: 'admin' }));
    expect((await raw.receive()).body).not.toHaveProperty('logicalSessionTimeoutMinutes');
  });

  it('answers pipelined requests in their order, writes and reads mixed', async () => {
    const requests = Array.from({ length: 40 }, (_, at) =>
      at % 2 === 0
        ? opMsg(at, { insert: 'c', documents: [{ _id: at }], $db: 'test' })
        : opMsg(at, { count: 'c', $db: 'test' }),
    );
    raw.send(Buffer.concat(requests));
    for (let at = 0; at < 40; at++) {
      const reply = await raw.receive();
      expect(reply.responseTo).toBe(at);
      expect(reply.body.n).toBe(at % 2 === 0 ? 1 : (at + 1) / 2);
    }
  });

  it('reads a message that arrives byte by byte', async () => {
    for (const byte of opMsg(7, ping)) raw.send(Buffer.from([byte]));
    expect(await raw.receive()).toMatchObject({ responseTo: 7, body: { ok: 1 } });
  });

  it('takes documents from a document sequence and from the body alike', async () => {
    raw.send(opMsg(1, { insert: 'c', $db: 'test' }, { sequences: { documents: [{ _id: 1 }, { _id: 2 }] } }));
    expect((await raw.receive()).body).toMatchObject({ n: 2, ok: 1 });
    raw.send(opMsg(2, { insert: 'c', documents: [{ _id: 3 }], $db: 'test' }));
    expect((await raw.receive()).body).toMatchObject({ n: 1, ok: 1 });
  });

  it('does not answer when the client says that it does not listen (w: 0), and still does the work', async () => {
    raw.send(
      opMsg(
        1,
        { insert: 'c', documents: [{ _id: 1 }], writeConcern: { w: 0 }, $db: 'test' },
        { flagBits: flags.moreToCome },
      ),
    );
    raw.send(opMsg(2, { count: 'c', $db: 'test' }));
    expect(await raw.receive()).toMatchObject({ responseTo: 2, body: { n: 1 } });
  });

  it('checks the checksum when there is one', async () => {
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
    const message = opMsg(1, ping, { flagBits: flags.checksumPresent });
    raw.send(message);
    expect(await raw.receive()).toMatchObject({ responseTo: 1, body: { ok: 1 } });
    message[message.length - 1] = (message.at(-1) ?? 0) ^ 1;
    raw.send(message);
    await raw.closed();
  });

  it('never streams answers, even when the client would allow it', async () => {
    raw.send(opMsg(1, { hello: 1, maxAwaitTimeMS: 1000, $db: 'admin' }, { flagBits: flags.exhaustAllowed }));
    expect((await raw.receive()).flagBits & flags.moreToCome).toBe(0);
    await world.db.collection('c').insertMany(Array.from({ length: 10 }, () => ({})));
    raw.send(opMsg(2, { find: 'c', batchSize: 2, $db: 'xuece' }, { flagBits: flags.exhaustAllowed }));
    const first = await raw.receive();
    expect(first.flagBits & flags.moreToCome).toBe(0);
    const getMore = { getMore: first.body.cursor.id, collection: 'c', batchSize: 2, $db: 'xuece' };
    raw.send(opMsg(3, getMore, { flagBits: flags.exhaustAllowed }));
    expect(await raw.receive()).toMatchObject({ responseTo: 3, flagBits: 0, body: { ok: 1 } });
    raw.send(opMsg(4, ping));
    expect((await raw.receive()).responseTo).toBe(4);
  });

  it('answers an unknown command with code 59 and logs its name', async () => {
    raw.send(opMsg(1, { shutdownNow: 1, $db: 'admin' }));
    expect((await raw.receive()).body).toMatchObject({ ok: 0, code: 59, codeName: 'CommandNotFound' });
    expect(logged).toContainEqual({ message: 'unknown command', fields: { command: 'shutdownNow' } });
  });

  it.each([
    ['a message over 48 MB', () => header(48_000_001, 2013)],
    ['a message shorter than its header', () => header(5, 2013)],
    ['an unknown operation', () => header(16, 2012)],
    ['an unknown required flag', () => opMsg(1, ping, { flagBits: 4 })],
    ['two bodies', () => resized(Buffer.concat([opMsg(1, ping), Buffer.from([0]), Buffer.from(serialize(ping))]))],
    ['a body cut off', () => resized(opMsg(1, ping).subarray(0, 30))],
    [
      'a section beyond its message',
      () => broken(opMsg(1, { insert: 'c', $db: 'test' }, { sequences: { documents: [{ a: 1 }] } })),
    ],
  ])('closes the connection on %s and serves others', async (_, message) => {
    raw.send(message());
    await raw.closed();
    expect(await world.db.command({ ping: 1 })).toMatchObject({ ok: 1 });
    expect(logged.some(({ message: text }) => text.startsWith('connection closed'))).toBe(true);
  });

  it('refuses a document over 16 MiB and keeps the others of an unordered insert', async () => {
    const result = world.db
      .collection<{ _id: number; text?: string }>('c')
      .insertMany([{ _id: 1 }, { _id: 2, text: 'x'.repeat(16 * 1024 * 1024) }, { _id: 3 }], { ordered: false });
    await expect(result).rejects.toThrow(/too large|too big|larger/i);
    raw.send(
      opMsg(
        1,
        { insert: 'd', ordered: false, $db: 'test' },
        { sequences: { documents: [{ _id: 1 }, { _id: 2, text: 'x'.repeat(16 * 1024 * 1024) }, { _id: 3 }] } },
      ),
    );
    expect((await raw.receive()).body).toMatchObject({ n: 2, writeErrors: [{ index: 1, code: 10334 }] });
  });

  it('takes a message of nearly 48 MB, and a command around a document of nearly 16 MiB', async () => {
    const documents = [1, 2, 3].map((_id) => ({ _id, bytes: new Binary(Buffer.alloc(15_900_000)) }));
    raw.send(opMsg(1, { insert: 'c', $db: 'test' }, { sequences: { documents } }));
    expect((await raw.receive()).body).toMatchObject({ n: 3, ok: 1 });
    const largest = { _id: 1, bytes: new Binary(Buffer.alloc(16 * 1024 * 1024 - 30)) };
    raw.send(opMsg(2, { findAndModify: 'c', query: { _id: 1 }, update: largest, fields: { _id: 1 }, $db: 'test' }));
    expect((await raw.receive()).body).toMatchObject({ lastErrorObject: { n: 1 }, value: { _id: 1 }, ok: 1 });
    const tooLarge = { _id: 1, bytes: new Binary(Buffer.alloc(16 * 1024 * 1024)) };
    raw.send(opMsg(3, { findAndModify: 'c', query: { _id: 1 }, update: tooLarge, fields: { _id: 1 }, $db: 'test' }));
    expect((await raw.receive()).body).toMatchObject({ ok: 0, code: 10334, codeName: 'BSONObjectTooLarge' });
  });

  it('refuses documents nested deeper than 200 levels before looking at them', async () => {
    let deep: Record<string, unknown> = {};
    for (let level = 0; level < 250; level++) deep = { a: deep };
    raw.send(opMsg(1, { insert: 'c', $db: 'test' }, { sequences: { documents: [deep] } }));
    expect((await raw.receive()).body).toMatchObject({ n: 0, writeErrors: [{ index: 0, code: 22 }] });
    raw.send(opMsg(2, { update: 'c', $db: 'test' }, { sequences: { updates: [{ q: {}, u: deep }] } }));
    expect((await raw.receive()).body).toMatchObject({ ok: 0, code: 22, codeName: 'InvalidBSON' });
    raw.send(opMsg(3, { delete: 'c', $db: 'test' }, { sequences: { deletes: [{ q: deep, limit: 0 }] } }));
    expect((await raw.receive()).body).toMatchObject({ ok: 0, code: 22 });
  });

  it('nests nothing deeper than 200 levels by an update either', async () => {
    let deepest: Record<string, unknown> = {};
    // Inside of `u`, the operator and the statement.
    for (let level = 3; level < 200; level++) deepest = { a: deepest };
    const update = (_id: string, path: string) => [{ q: { _id }, u: { $set: { [path]: deepest } } }];
    raw.send(opMsg(1, { insert: 'c', $db: 'test' }, { sequences: { documents: [{ _id: 'one' }] } }));
    expect((await raw.receive()).body).toMatchObject({ n: 1, ok: 1 });
    raw.send(opMsg(2, { update: 'c', $db: 'test' }, { sequences: { updates: update('one', 'a.b') } }));
    expect((await raw.receive()).body).toMatchObject({ nModified: 1, ok: 1 });
    raw.send(opMsg(3, { update: 'c', $db: 'test' }, { sequences: { updates: update('one', 'x.y.z.a') } }));
    expect((await raw.receive()).body).toMatchObject({ n: 0, writeErrors: [{ index: 0, code: 22 }] });
  });

  it('never stumbles over changed bytes: it refuses them or answers, and its data stay whole', async () => {
    const direct = await openDirect();
    const faults: string[] = [];
    const store = { ...direct.store, log: (message: string) => faults.push(message) };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...validMessages()),
        fc.array(fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(0, 1, 3, 4, 16, 36, 46, 255), fc.nat(255))), {
          minLength: 1,
          maxLength: 4,
        }),
        async (message, changes) => {
          const bytes = Buffer.from(message);
          for (const [at, value] of changes) bytes[16 + (at % (bytes.length - 16))] = value;
          let request: WireRequest;
          try {
            request = readMessage(bytes);
          } catch (error) {
            expect(error).toSatisfy((each) => each instanceof WireError || each instanceof StoreError);
            return;
          }
          await dispatch(store, request);
        },
      ),
      { numRuns: 1500 },
    );
    expect(faults.filter((message) => message !== 'unknown command')).toEqual([]);
    for (const collection of store.catalog.all())
      expect(verifyCollection(store.storage, collection).faults).toEqual([]);
    await direct.end();
  });

  it('holds back a client that does not read its answers, and then gives it all of them', async () => {
    await world.db.collection('big').insertOne({ text: 'x'.repeat(200_000) });
    raw.socket.pause();
    const requests = 200;
    for (let at = 0; at < requests; at++) raw.send(opMsg(at, { find: 'big', $db: 'xuece' }));
    for (let at = 0; at < 20; at++) await world.db.command({ ping: 1 });
    const status = await world.db.command({ serverStatus: 1 });
    expect(Number(status.network.numRequests)).toBeLessThan(150);
    raw.socket.resume();
    for (let at = 0; at < requests; at++) expect((await raw.receive()).responseTo).toBe(at);
  });
});

function validMessages(): Buffer[] {
  const documents = [
    { _id: 1, a: 'text', d: Decimal128.fromString('1.5'), l: [1, { x: 2 }], b: new Binary(Buffer.from([1, 2]), 4) },
    { _id: 'zwei', c: new Code('x', { y: 1 }), r: new BSONRegExp('a.b', 'i'), at: new Date(5), n: null },
  ];
  const updates = [{ q: { a: 'text' }, u: { $set: { b: 5 }, $push: { l: { $each: [1], $slice: 3 } } }, upsert: true }];
  const index = {
    key: { a: 1, 'l.x': -1 },
    name: 'i',
    unique: true,
    partialFilterExpression: { a: { $exists: true } },
  };
  const pipeline = [{ $match: { a: 'text' } }, { $group: { _id: '$a', n: { $sum: '$b' } } }, { $sort: { n: -1 } }];
  const $db = 'test';
  return [
    opMsg(1, { insert: 'c', $db }, { sequences: { documents } }),
    opMsg(1, { update: 'c', $db }, { sequences: { updates } }),
    opMsg(1, { delete: 'c', $db }, { sequences: { deletes: [{ q: { a: /^t/ }, limit: 0 }] } }),
    opMsg(1, { find: 'c', filter: { a: { $gt: 'a' }, d: { $in: [1, 2] } }, sort: { a: 1 }, projection: { a: 1 }, $db }),
    opMsg(1, { findAndModify: 'c', query: { _id: 1 }, update: { $inc: { n: 1 } }, new: true, upsert: true, $db }),
    opMsg(1, { aggregate: 'c', pipeline, cursor: {}, $db }),
    opMsg(1, { createIndexes: 'c', indexes: [index], $db }),
    opQuery(1, { isMaster: 1, helloOk: true }),
  ];
}

function header(length: number, operation: number): Buffer {
  const bytes = Buffer.alloc(Math.max(length > 1000 ? 16 : length, 16));
  bytes.writeInt32LE(length, 0);
  bytes.writeInt32LE(operation, 12);
  return bytes;
}

function resized(message: Buffer): Buffer {
  const copy = Buffer.from(message);
  copy.writeInt32LE(copy.length, 0);
  return copy;
}

function broken(message: Buffer): Buffer {
  const at = message.indexOf('documents') - 4;
  message.writeInt32LE(message.readInt32LE(at) + 100, at);
  return message;
}
