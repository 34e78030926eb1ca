import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  serialize,
  Timestamp,
  UUID,
} from 'bson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dispatch } from '../../src/embedded/dispatch.ts';
import type { Document } from '../../src/embedded/document.ts';
import { documentsOfArray, findField } from '../../src/embedded/element-walker.ts';
import { opMessage } from '../../src/embedded/wire.ts';
import { type DirectStore, openDirect } from './direct.ts';

let direct: DirectStore;
beforeAll(async () => {
  direct = await openDirect();
});
afterAll(() => direct.end());

/** Runs a command on exact bytes and gives back the exact bytes of the documents found. */
async function raw(command: Document): Promise<Buffer> {
  const body = Buffer.from(serialize({ ...command, $db: 'test' }));
  const reply = await dispatch(direct.store, {
    requestId: 1,
    operation: opMessage,
    body,
    sequences: new Map(),
    wantsReply: true,
  });
  return Buffer.isBuffer(reply) ? reply : Buffer.from(serialize(reply));
}

async function storedBytes(collection: string): Promise<string[]> {
  const reply = await raw({ find: collection, sort: { _id: 1 } });
  const cursor = findField(reply, Buffer.from('cursor'));
  const inner = reply.subarray(cursor?.start, cursor?.end);
  const batch = findField(inner, Buffer.from('firstBatch'));
  return batch === undefined ? [] : documentsOfArray(batch).map((one) => one.toString('hex'));
}

const samples: Document = {
  int32: new Int32(-7),
  int64: Long.fromString('9007199254740993'),
  smallInt64: Long.fromNumber(5),
  double: new Double(1.5),
  wholeDouble: new Double(5),
  negativeZero: new Double(-0),
  nan: new Double(Number.NaN),
  infinity: new Double(Number.POSITIVE_INFINITY),
  decimal: Decimal128.fromString('1.230E+10'),
  text: '学册 😀 \u0000',
  date: new Date(-1),
  timestamp: new Timestamp({ t: 5, i: 6 }),
  objectId: new ObjectId('0123456789abcdef01234567'),
  uuid: new UUID('00112233-4455-6677-8899-aabbccddeeff'),
  binary: new Binary(Buffer.from([1, 2, 3]), 128),
  regex: new BSONRegExp('^a.b', 'im'),
  symbol: new BSONSymbol('s'),
  code: new Code('return 1'),
  codeWithScope: new Code('return x', { x: 1 }),
  isNull: null,
  yes: true,
  minKey: new MinKey(),
  maxKey: new MaxKey(),
  list: [new Int32(1), new Double(1), Long.fromNumber(1), null],
  nested: { b: 1, a: new Double(2), c: {} },
};

describe('BSON types', () => {
  it('come back exactly as they were stored', async () => {
    const document = { _id: 1, ...samples };
    await raw({ insert: 'round', documents: [document] });
    expect(await storedBytes('round')).toEqual([Buffer.from(serialize(document)).toString('hex')]);
  });

  it('keep type and place when another field is updated', async () => {
    await raw({ insert: 'touched', documents: [{ _id: 1, ...samples, n: new Int32(1) }] });
    await raw({ update: 'touched', updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }] });
    expect(await storedBytes('touched')).toEqual([
      Buffer.from(serialize({ _id: 1, ...samples, n: new Int32(2) })).toString('hex'),
    ]);
  });

  it('keep type when a neighbour in the same nested document is updated', async () => {
    await raw({ insert: 'nested', documents: [{ _id: 1, in: samples }] });
    await raw({ update: 'nested', updates: [{ q: { _id: 1 }, u: { $set: { 'in.yes': false } } }] });
    expect(await storedBytes('nested')).toEqual([
      Buffer.from(serialize({ _id: 1, in: { ...samples, yes: false } })).toString('hex'),
    ]);
  });

  it('of numbers follow $inc as on a real server: int stays int, overflow makes long, double makes double', async () => {
    const before = {
      _id: 1,
      int: new Int32(1),
      edge: new Int32(2147483647),
      long: Long.fromNumber(1),
      double: new Double(0.5),
    };
    await raw({ insert: 'inc', documents: [before] });
    await raw({
      update: 'inc',
      updates: [
        { q: { _id: 1 }, u: { $inc: { int: 1, edge: 1, long: 1, double: new Double(0.5), made: Long.fromNumber(3) } } },
      ],
    });
    const after = {
      _id: 1,
      int: new Int32(2),
      edge: Long.fromNumber(2147483648),
      long: Long.fromNumber(2),
      double: new Double(1),
      made: Long.fromNumber(3),
    };
    expect(await storedBytes('inc')).toEqual([Buffer.from(serialize(after)).toString('hex')]);
  });

  it('tell null from a missing field', async () => {
    await raw({ insert: 'gone', documents: [{ _id: 1, a: null }, { _id: 2 }, { _id: 3, a: 0 }] });
    expect((await direct.list({ find: 'gone', filter: { a: null } })).map((one) => one._id)).toEqual([1, 2]);
    expect((await direct.list({ find: 'gone', filter: { a: { $exists: true } } })).map((one) => one._id)).toEqual([
      1, 3,
    ]);
    expect((await direct.list({ find: 'gone', filter: { a: { $type: 'null' } } })).map((one) => one._id)).toEqual([1]);
  });
});

describe('the order of values', () => {
  /** MongoDB manual, "Comparison/Sort Order". */
  const ascending: unknown[] = [
    new MinKey(),
    null,
    new Double(Number.NaN),
    new Double(Number.NEGATIVE_INFINITY),
    Decimal128.fromString('-1E+400'),
    Long.MIN_VALUE,
    new Int32(-1),
    new Double(-0.5),
    0,
    Decimal128.fromString('1E-400'),
    Decimal128.fromString('0.1'),
    new Double(0.1),
    new Int32(1),
    Long.fromString('9007199254740992'),
    Long.fromString('9007199254740993'),
    new Double(9007199254740994),
    Long.MAX_VALUE,
    Decimal128.fromString('9223372036854775807.5'),
    new Double(Number.MAX_VALUE),
    Decimal128.fromString('1E+400'),
    new Double(Number.POSITIVE_INFINITY),
    '',
    '\u0000',
    'a',
    'a\u0000',
    'a\u0001',
    'b',
    '\uffff',
    '😀',
    {},
    { a: 1 },
    { a: 2 },
    { b: 1 },
    { a: 'x' },
    new Binary(Buffer.from([9])),
    new Binary(Buffer.from([1, 2])),
    new Binary(Buffer.from([1, 2]), 128),
    new ObjectId('000000000000000000000001'),
    new ObjectId('ff0000000000000000000000'),
    false,
    true,
    new Date(-1),
    new Date(0),
    new Timestamp({ t: 1, i: 2 }),
    new Timestamp({ t: 2, i: 1 }),
    new BSONRegExp('a'),
    new BSONRegExp('b'),
    new MaxKey(),
  ];
  const ids = ascending.map((_, at) => at);

  it.each([
    ['by sorting', false],
    ['by an index', true],
  ])('is that of BSON across all types, %s', async (name, indexed) => {
    if (indexed) await direct.run({ createIndexes: name, indexes: [{ key: { v: 1 }, name: 'v' }] });
    const shuffled = ascending.map((v, at) => ({ _id: at, v })).sort((a, b) => ((a._id * 7) % 11) - ((b._id * 7) % 11));
    await raw({ insert: name, documents: shuffled });
    expect((await direct.list({ find: name, sort: { v: 1 } })).map((one) => one._id)).toEqual(ids);
    expect((await direct.list({ find: name, sort: { v: -1 } })).map((one) => one._id)).toEqual([...ids].reverse());
  });

  it('counts numbers as equal by value, whatever their type', async () => {
    await raw({
      insert: 'equal',
      documents: [new Int32(2), Long.fromNumber(2), new Double(2), Decimal128.fromString('2.00')].map((v, _id) => ({
        _id,
        v,
      })),
    });
    expect(await direct.list({ find: 'equal', filter: { v: 2 } })).toHaveLength(4);
    await direct.run({ createIndexes: 'equal2', indexes: [{ key: { v: 1 }, name: 'v', unique: true }] });
    const reply = await direct.run({
      insert: 'equal2',
      ordered: false,
      documents: [{ v: new Int32(2) }, { v: Long.fromNumber(2) }, { v: Decimal128.fromString('2.0') }],
    });
    expect(reply.n).toBe(1);
  });
});
