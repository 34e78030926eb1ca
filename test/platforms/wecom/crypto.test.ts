import { createCipheriv, createDecipheriv } from 'node:crypto';
import { encrypt, getSignature } from '@wecom/crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallbackCrypto } from '../../../src/platforms/wecom/crypto.ts';
import { refusedVectors, signedVectors, type Vector, vectorA, vectorD, vectorN0 } from './vectors.ts';

function cryptoOf(vector: Pick<Vector, 'encodingAesKey' | 'receiveId'> & { token?: string }) {
  return new CallbackCrypto({
    token: vector.token ?? 'unused',
    encodingAesKey: vector.encodingAesKey,
    corpId: vector.receiveId,
  });
}

/** Encrypts any bytes as they are, padding and all. */
function sealed(plain: Buffer): string {
  const key = Buffer.from(vectorA.encodingAesKey, 'base64');
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64');
}

function padded(plain: Buffer): Buffer {
  const pad = 32 - (plain.length % 32);
  return Buffer.concat([plain, Buffer.alloc(pad, pad)]);
}

describe('public vectors', () => {
  it.each(Object.entries(signedVectors))('%s: signature and plaintext', (_, vector) => {
    const crypto = cryptoOf(vector);
    expect(crypto.isSigned(vector.signature, vector.timestamp, vector.nonce, vector.encrypt)).toBe(true);
    expect(crypto.open(vector.encrypt)).toBe(vector.plain);
  });

  it('D: Chinese text', () => {
    expect(cryptoOf(vectorD).open(vectorD.encrypt)).toBe(vectorD.plain);
  });

  it.each([...Object.entries(signedVectors), ['D', vectorD] as const, ['N0', vectorN0] as const])(
    '%s: encrypting again gives the same bytes',
    (_, vector) => {
      // Random bytes that were not published come out of the ciphertext itself: equal prefixes give equal blocks.
      const key = Buffer.from(vector.encodingAesKey, 'base64');
      const random =
        vector.random === undefined ? firstBlock(vector.encrypt, key) : Buffer.from(vector.random, 'latin1');
      expect(encrypt(vector.encodingAesKey, vector.plain, vector.receiveId, random)).toBe(vector.encrypt);
    },
  );

  it('N0 is accepted', () => {
    const crypto = cryptoOf(vectorN0);
    expect(crypto.isSigned(vectorN0.signature, vectorN0.timestamp, vectorN0.nonce, vectorN0.encrypt)).toBe(true);
    expect(crypto.open(vectorN0.encrypt)).toBe('hello');
  });

  it.each(refusedVectors)('%s is refused: %s', (_, __, why, ciphertext) => {
    expect(() => cryptoOf(vectorN0).open(ciphertext)).toThrow(
      expect.objectContaining({ name: 'CallbackRefused', why }),
    );
  });
});

function firstBlock(ciphertext: string, key: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return decipher.update(Buffer.from(ciphertext, 'base64').subarray(0, 16));
}

describe('keys', () => {
  it.each([
    ['too short', vectorA.encodingAesKey.slice(1)],
    ['too long', `${vectorA.encodingAesKey}=`],
    ['url-safe letters', `-_${vectorA.encodingAesKey.slice(2)}`],
    ['a space', ` ${vectorA.encodingAesKey.slice(1)}`],
  ])('refuses a key with %s', (_, encodingAesKey) => {
    expect(() => new CallbackCrypto({ token: 't', corpId: 'c', encodingAesKey })).toThrow('EncodingAESKey');
  });
});

describe('opening', () => {
  const crypto = cryptoOf(vectorA);

  it('opens messages of every length, so every padding value, with any random bytes', () => {
    for (let length = 0; length <= 96; length += 1) {
      const text = '学'.repeat(Math.floor(length / 3)) + 'a'.repeat(length % 3);
      expect(crypto.open(encrypt(vectorA.encodingAesKey, text, vectorA.receiveId))).toBe(text);
    }
  });

  const anyCharacter = fc
    .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
    .map((point) => String.fromCodePoint(point));

  it('opens whatever text was sealed', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 100 }), (text) => {
        expect(crypto.open(encrypt(vectorA.encodingAesKey, text, vectorA.receiveId))).toBe(text);
      }),
      { numRuns: 50 },
    );
  });

  it('refuses any other ciphertext, and never fails in another way', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 160 }), (bytes) => {
        expect(() => crypto.open(Buffer.from(bytes).toString('base64'))).toThrow(
          expect.objectContaining({ name: 'CallbackRefused' }),
        );
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['nothing', '', 'cipher-length'],
    ['white space inside', `${vectorN0.encrypt.slice(0, 8)}\n${vectorN0.encrypt.slice(8)}`, 'base64'],
    ['no padding sign', vectorN0.encrypt.replace(/=+$/, ''), 'base64'],
    ['something after the padding sign', `${vectorN0.encrypt}AAAA`, 'base64'],
    ['spare bits that are not zero', vectorN0.encrypt.replace('A==', 'B=='), 'base64'],
    ['url-safe letters', vectorA.encrypt.replaceAll('+', '-'), 'base64'],
    ['letters outside the alphabet', `中${vectorN0.encrypt.slice(1)}`, 'base64'],
    ['half a block', Buffer.alloc(16).toString('base64'), 'cipher-length'],
  ])('refuses base64 with %s', (_, ciphertext, why) => {
    expect(() => crypto.open(ciphertext)).toThrow(expect.objectContaining({ why }));
  });

  it('refuses bytes that are not UTF-8', () => {
    const head = Buffer.alloc(20);
    head.writeUInt32BE(2, 16);
    const plain = Buffer.concat([head, Buffer.from([0xc3, 0x28]), Buffer.from(vectorA.receiveId)]);
    expect(() => crypto.open(sealed(padded(plain)))).toThrow(expect.objectContaining({ why: 'utf8' }));
  });

  it('refuses a receiveid that only begins like ours, or is missing', () => {
    for (const receiveId of [`${vectorA.receiveId}x`, vectorA.receiveId.slice(1), '']) {
      const ciphertext = encrypt(vectorA.encodingAesKey, 'hello', receiveId);
      expect(() => crypto.open(ciphertext)).toThrow(expect.objectContaining({ why: 'receiveid' }));
    }
  });
});

describe('signatures', () => {
  const crypto = cryptoOf(vectorA);

  it('are refused at every other length, without an exception', () => {
    for (let length = 0; length <= 200; length += 1) {
      const wrong = vectorA.signature.repeat(5).slice(0, length);
      const isRight = length === 40;
      expect(crypto.isSigned(wrong, vectorA.timestamp, vectorA.nonce, vectorA.encrypt)).toBe(isRight);
    }
  });

  it('are refused whatever else they hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (wrong) => {
        expect(crypto.isSigned(wrong, vectorA.timestamp, vectorA.nonce, vectorA.encrypt)).toBe(false);
      }),
    );
  });

  it('are refused with one digit changed, in any place', () => {
    for (let at = 0; at < 40; at += 1) {
      const digit = vectorA.signature[at] === '0' ? '1' : '0';
      const wrong = vectorA.signature.slice(0, at) + digit + vectorA.signature.slice(at + 1);
      expect(crypto.isSigned(wrong, vectorA.timestamp, vectorA.nonce, vectorA.encrypt)).toBe(false);
    }
  });

  it('hold for what they were made over alone', () => {
    fc.assert(
      fc.property(fc.base64String({ minLength: 4, maxLength: 200 }), fc.base64String(), (signed, other) => {
        fc.pre(signed !== other);
        const signature = getSignature(vectorA.token, '1700000000', 'n', signed);
        expect(crypto.isSigned(signature, '1700000000', 'n', signed)).toBe(true);
        expect(crypto.isSigned(signature, '1700000000', 'n', other)).toBe(false);
      }),
    );
  });
});
