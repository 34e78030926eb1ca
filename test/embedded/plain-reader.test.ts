import { Binary, deserialize, Long, ObjectId, serialize } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlainReader } from '../../src/embedded/plain-reader.ts';

const name = fc.oneof(
  fc.constantFrom('_id', 'classId', 'state', '名', '7', '$ref', '__proto__', ''),
  fc.string({ maxLength: 3 }).filter((each) => !each.includes('\0')),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('', '签到', '班主任登记', 'a', '\uFFFD', 'x\0y'),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.oneof(fc.integer(), fc.double()),
    fc.constantFrom(0, -0, 2 ** 31, Number.NaN, Number.POSITIVE_INFINITY),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((number) => Long.fromBigInt(number)),
    fc.oneof(fc.boolean(), fc.constant(null)),
    fc.date({ noInvalidDate: true }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4 }),
    fc.constantFrom(new Binary(Buffer.from('x')), new ObjectId('0123456789abcdef01234567'), /x/),
  ),
}));
const documents = fc.array(fc.dictionary(name, value, { maxKeys: 6 }), { maxLength: 5 });

/** What the driver's decoder makes of it, or that it refuses. */
function decoded(bytes: Uint8Array, decode: (bytes: Buffer) => unknown): unknown {
  try {
    return decode(Buffer.from(bytes));
  } catch {
    return 'refused';
  }
}

describe('an answer', () => {
  it('is decoded as the driver decodes it, whatever was decoded before', () => {
    const reader = new PlainReader();
    fc.assert(
      fc.property(documents, (batch) => {
        const bytes = serialize({ cursor: { firstBatch: batch, id: Long.ZERO }, ok: 1 });
        expect(decoded(bytes, (each) => reader.read(each))).toEqual(decoded(bytes, deserialize));
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives each of two rows its own text, also where only the end or the length differs', () => {
    const batch = ['2026-01:c1', '2026-01:c2', '2026-01:c12', '2026-01:c12', '1'].map((_id) => ({
      _id,
      reason: '登记',
    }));
    expect(new PlainReader().read(Buffer.from(serialize({ batch })))).toEqual({ batch });
  });

  it('gives each of two rows its own instant', () => {
    const batch = [0, 0, 1, 1_772_000_000_000, 1_772_000_000_000, 1_772_000_000_001, -1].map((at, place) => ({
      _id: `a${place}`,
      at: new Date(at),
    }));
    expect(new PlainReader().read(Buffer.from(serialize({ batch })))).toEqual({ batch });
  });

  it('keeps no text of an earlier answer, whose bytes may be another’s by now', () => {
    const reader = new PlainReader();
    const bytes = Buffer.from(serialize({ name: '张三' }));
    expect(reader.read(bytes)).toEqual({ name: '张三' });
    bytes.set(Buffer.from(serialize({ name: '李四' })));
    expect(reader.read(bytes)).toEqual({ name: '李四' });
  });

  it('shows a whole number as a number just where the driver does', () => {
    const edges = [2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, -(2n ** 53n), -(2n ** 53n) - 1n];
    const bytes = Buffer.from(serialize({ edges: edges.map((each) => Long.fromBigInt(each)) }));
    expect(new PlainReader().read(bytes)).toEqual(deserialize(bytes));
  });

  it('with broken bytes is refused as the driver refuses it, or decoded as it decodes them', () => {
    const row = { _id: 'a', list: ['签到', 'b'], inner: { c: [{ d: 1 }] }, at: new Date(0), yes: true, none: null };
    const whole = Buffer.from(serialize({ batch: [row, { ...row, _id: 'b' }] }));
    const reader = new PlainReader();
    for (let at = 4; at < whole.length; at += 1)
      for (const byte of [0, 1, 2, 3, 4, 16, 0x7f, 0x80, 0xff]) {
        const bytes = Buffer.from(whole);
        bytes[at] = byte;
        expect([at, byte, decoded(bytes, (each) => reader.read(each))]).toEqual([
          at,
          byte,
          decoded(bytes, deserialize),
        ]);
      }
  });

  it('is refused where its text is none, as the driver does', () => {
    const bytes = Buffer.from(serialize({ name: 'ab' }));
    bytes[bytes.indexOf('ab')] = 0xff;
    expect(() => new PlainReader().read(bytes)).toThrow('UTF-8');
  });
});
