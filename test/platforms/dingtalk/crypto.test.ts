import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallbackCrypto, cardSign, robotSign, sameSignature } from '../../../src/platforms/dingtalk/crypto.ts';
import { sealVectors } from './vectors.ts';

describe('sealed events (docs/vendors/dingtalk.md, Events)', () => {
  it.each(sealVectors)('vector $id is signed, opened and sealed as published', (vector) => {
    const seal = new CallbackCrypto({ token: vector.token, aesKey: vector.aesKey, ownerKey: vector.owner });
    expect(seal.signature(vector.timestamp, vector.nonce, vector.encrypt)).toBe(vector.signature);
    expect(seal.open(vector.encrypt)).toEqual({ ok: true, message: vector.msg });
    expect(seal.seal(vector.msg, Buffer.from(vector.random))).toBe(vector.encrypt);
  });

  const [, , checkUrl] = sealVectors;
  const seal = new CallbackCrypto({ token: checkUrl.token, aesKey: checkUrl.aesKey, ownerKey: checkUrl.owner });

  it('a line end after the ciphertext, as the official Python sample emits, does no harm', () => {
    expect(seal.open(`${checkUrl.encrypt}\n`)).toEqual({ ok: true, message: checkUrl.msg });
  });

  it('another owner key is refused and both are named', () => {
    const other = new CallbackCrypto({ token: checkUrl.token, aesKey: checkUrl.aesKey, ownerKey: 'dingother' });
    const opened = other.open(checkUrl.encrypt);
    expect(opened.ok).toBe(false);
    expect(JSON.stringify(opened)).toContain('ding6ccabc44d2c8d38b');
    expect(JSON.stringify(opened)).toContain('dingother');
  });

  it.each([
    ['nothing', ''],
    ['characters that are not base64', `${checkUrl.encrypt.slice(0, -2)}*!`],
    ['the URL-safe alphabet', checkUrl.encrypt.replaceAll('+', '-')],
    ['half a block', checkUrl.encrypt.slice(0, 20)],
    ['a block missing at the end', checkUrl.encrypt.slice(0, 64)],
  ])('%s is refused', (_, encrypted) => {
    expect(seal.open(encrypted).ok).toBe(false);
  });

  it('no other ciphertext opens and none throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(seal.open(Buffer.from(bytes).toString('base64')).ok).toBe(false);
      }),
    );
  });

  it('every length of text comes back, also in Chinese and emoji', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        (text, random) => {
          expect(seal.open(seal.seal(text, Buffer.from(random)))).toEqual({ ok: true, message: text });
        },
      ),
    );
  });

  it('an aes_key of another length or alphabet is refused at once', () => {
    expect(() => new CallbackCrypto({ token: 't', aesKey: 'short', ownerKey: 'o' })).toThrow(RangeError);
    expect(() => new CallbackCrypto({ token: 't', aesKey: `${'a'.repeat(42)}+`, ownerKey: 'o' })).toThrow(RangeError);
  });
});

describe('signatures', () => {
  it.each([
    [
      'docs/vendors/dingtalk.md, Robot messages',
      '1577262236757',
      'this is a secret',
      'DJrE6qdyVGCQz9z5r2MDuNcNAhwYnuAkyj13cx169CA=',
    ],
    [
      'docs/vendors/dingtalk.md, Robot messages',
      '1577262236757',
      'this is secret',
      'hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM=',
    ],
    [
      'docs/vendors/dingtalk.md, Robot messages',
      '1700000000000',
      'SECabcdef',
      'JISGksjyDysS1LOaD/BssnKBVXedPwjJ/s/DyTHUKMQ=',
    ],
  ])('a robot callback is signed as in %s', (_, timestamp, secret, sign) => {
    expect(robotSign(timestamp, secret)).toBe(sign);
  });

  it('a card callback is signed over the timestamp alone (docs/vendors/dingtalk.md, Cards)', () => {
    expect(cardSign('1700000000000', 'example-secret')).toBe('I85VWQbGCqbDkjEb7rsCEkTKI9QSL3wzLms54MiwXlg=');
  });

  it('only the expected signature is the same, whatever the length', () => {
    const expected = robotSign('1700000000000', 'secret');
    expect(sameSignature(expected, expected)).toBe(true);
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (given) => {
        expect(sameSignature(given, expected)).toBe(given === expected);
      }),
    );
    for (let length = 0; length <= 200; length += 1) expect(sameSignature('A'.repeat(length), expected)).toBe(false);
  });
});
