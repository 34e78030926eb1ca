import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sealKeyBytes, sealWith } from '../../src/store/seal.ts';

const bytes = fc.uint8Array({ maxLength: 300 }).map((each) => Buffer.from(each));
const seal = sealWith(Buffer.alloc(sealKeyBytes, 1));

describe('sealed bytes', () => {
  it('come back as they were, as belonging to the same', () => {
    fc.assert(
      fc.property(bytes, fc.string(), (each, about) => {
        expect(seal.open(seal.seal(each, about), about)).toEqual(each);
      }),
    );
  });

  it('do not open as belonging to something else, with another key, or once a single bit is different', () => {
    const other = sealWith(Buffer.alloc(sealKeyBytes, 2));
    fc.assert(
      fc.property(bytes, fc.string(), fc.string(), fc.nat(), (each, about, elsewhere, at) => {
        const sealed = seal.seal(each, about);
        if (about !== elsewhere) expect(seal.open(sealed, elsewhere)).toBeNull();
        expect(other.open(sealed, about)).toBeNull();
        const bit = at % (sealed.length * 8);
        sealed[bit >> 3] = (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(seal.open(sealed, about)).toBeNull();
      }),
    );
  });

  it('that were cut off do not open, however short they are', () => {
    const sealed = seal.seal(Buffer.from('proof'), 'leave');
    for (let length = 0; length < sealed.length; length += 1)
      expect(seal.open(sealed.subarray(0, length), 'leave')).toBeNull();
  });

  it('have a nonce of their own each time', () => {
    const nonces = Array.from({ length: 200 }, () => seal.seal(Buffer.from('same'), 'leave').toString('hex', 0, 12));
    expect(new Set(nonces).size).toBe(200);
  });

  it('hold nothing of what they were', () => {
    const plain = randomBytes(64);
    expect(seal.seal(plain, 'leave').includes(plain.subarray(0, 8))).toBe(false);
    expect(seal.digest(plain)).not.toContain(plain.toString('hex'));
  });

  it('are the same to the digest when they are the same, under one key alone', () => {
    const again = sealWith(Buffer.alloc(sealKeyBytes, 1));
    const other = sealWith(Buffer.alloc(sealKeyBytes, 2));
    expect(again.digest(Buffer.from('a'))).toBe(seal.digest(Buffer.from('a')));
    expect(seal.digest(Buffer.from('b'))).not.toBe(seal.digest(Buffer.from('a')));
    expect(other.digest(Buffer.from('a'))).not.toBe(seal.digest(Buffer.from('a')));
    expect([again.keyId, other.keyId]).toEqual([seal.keyId, expect.not.stringContaining(seal.keyId)]);
  });

  it('need a key of exactly 32 bytes', () => {
    expect(() => sealWith(Buffer.alloc(31))).toThrow(RangeError);
  });
});

it('makes a key of its own for each use, which differs from one key to the next', () => {
  const keys = [seal.keyFor('a'), seal.keyFor('b'), sealWith(Buffer.alloc(sealKeyBytes, 2)).keyFor('a')];
  expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(3);
  expect(seal.keyFor('a')).toEqual(keys[0]);
});
