import fc from 'fast-check';
import { mongo } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { PlainBson } from '../../src/store/plain-bson.ts';

const name = fc.oneof(
  fc.constantFrom('_id', 'state', '$set', 'update.from.userId', '__proto__', '7', '01', 'é', '名'),
  fc.string({ maxLength: 6 }),
);
const plain = fc.letrec((value) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.string({ maxLength: 80 }),
    fc.constantFrom('我想了解一下', '\ud800', 'x\0y', '\u00e9'.repeat(60)),
    fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.double()),
    fc.constantFrom(0, -0, 2 ** 31, -(2 ** 31), 2 ** 31 - 1, 2 ** 53, 1.5, Number.NaN, Number.POSITIVE_INFINITY),
    fc.oneof(fc.boolean(), fc.constantFrom(null, undefined)),
    fc.date(),
    fc.array(value('value'), { maxLength: 4 }),
    fc.dictionary(name, value('value'), { maxKeys: 4 }),
  ),
}));
const documents = fc.array(fc.dictionary(name, plain.value, { maxKeys: 6 }), { maxLength: 4 });

const other: readonly [string, () => unknown][] = [
  ['bytes', () => Buffer.from('x')],
  ['a pattern', () => /x/],
  ['a Map', () => new Map([['a', 1]])],
  ['a bigint', () => 1n],
  ['a number of 64 bits', () => mongo.Long.fromNumber(1)],
  ['an id of the driver’s', () => new mongo.ObjectId('0123456789abcdef01234567')],
  ['what writes itself', () => ({ toBSON: () => 'x' })],
  ['an object of a class', () => new (class Thing {})()],
  ['a date that is none', () => new Date(Number.NaN)],
];

describe('documents of plain values', () => {
  it('are written down byte for byte as the driver does, or left to it', () => {
    const writer = new PlainBson();
    let written = 0;
    fc.assert(
      fc.property(documents, fc.boolean(), (rows, ignoreUndefined) => {
        const bytes = writer.write(rows as Record<string, unknown>[], ignoreUndefined);
        if (bytes === undefined) return;
        written += 1;
        const expected = rows.map((row) => mongo.BSON.serialize(row as mongo.Document, { ignoreUndefined }));
        expect(Buffer.from(bytes).toString('hex')).toBe(Buffer.concat(expected).toString('hex'));
      }),
      { numRuns: 2_000 },
    );
    expect(written).toBeGreaterThan(200);
  });

  it('are written however long they are', () => {
    const rows = Array.from({ length: 300 }, (_, id) => ({ _id: String(id), text: '长'.repeat(1_000) }));
    const expected = rows.map((row) => mongo.BSON.serialize(row));
    expect(new PlainBson().write(rows, false)).toEqual(Buffer.concat(expected));
  });

  it.each(other)('with %s among them are left to the driver', (_what, make) => {
    expect(new PlainBson().write([{ _id: 'a' }, { inner: [make()] }], false)).toBeUndefined();
  });

  it('that hold themselves are left to the driver, which refuses them', () => {
    const endless: Record<string, unknown> = {};
    endless.again = endless;
    expect(new PlainBson().write([endless], false)).toBeUndefined();
  });

  it('are written after one that could not be', () => {
    const writer = new PlainBson();
    writer.write([{ a: 1n }], false);
    expect(writer.write([{ a: 1 }], false)).toEqual(Buffer.from(mongo.BSON.serialize({ a: 1 })));
  });
});
