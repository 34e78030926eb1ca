import { isUtf8 } from 'node:buffer';
import { createDecipheriv, type Decipher, hash, timingSafeEqual } from 'node:crypto';
import { CallbackRefused } from './callback-refused.ts';

/** Of the padding. */
const blockBytes = 32;
/** Of the cipher. */
const cipherBlockBytes = 16;
const randomBytes = 16;
const headBytes = randomBytes + 4;

/**
 * Signature and decryption of WeCom callbacks (D90968). `@wecom/crypto` decrypts forgeries without complaint, so that the opening is
 * done here with every check that the format allows; its signature takes twice as long as the one here, and tests hold the two equal.
 */
export class CallbackCrypto {
  readonly #token: string;
  readonly #iv: Buffer;
  /** One for all callbacks, never ended: to make one costs as much as to use it. */
  readonly #decipher: Decipher;
  readonly #receiveId: Buffer;

  /**
   * @param keys - the app's Token, its EncodingAESKey of 43 letters and digits, and the corpid that must come out as receiveid
   * @throws RangeError when the key is not 43 letters and digits
   */
  constructor(keys: { token: string; encodingAesKey: string; corpId: string }) {
    if (!/^[0-9A-Za-z]{43}$/.test(keys.encodingAesKey))
      throw new RangeError('EncodingAESKey must be 43 letters and digits');
    this.#token = keys.token;
    const aesKey = Buffer.from(keys.encodingAesKey, 'base64');
    this.#iv = aesKey.subarray(0, cipherBlockBytes);
    this.#decipher = createDecipheriv('aes-256-cbc', aesKey, this.#iv).setAutoPadding(false);
    this.#receiveId = Buffer.from(keys.corpId, 'utf8');
  }

  /** Whether `signature` is the vendor's over these values; the time it takes does not depend on where they differ. */
  isSigned(signature: string, timestamp: string, nonce: string, encrypt: string): boolean {
    const expected = hash('sha1', [this.#token, timestamp, nonce, encrypt].sort().join(''));
    return equal(Buffer.from(signature, 'utf8'), Buffer.from(expected, 'utf8'));
  }

  /**
   * The plaintext of one ciphertext. Call `isSigned` first: decrypting proves nothing about the sender.
   * @param encrypt - canonical base64
   * @throws CallbackRefused naming the first check that failed
   */
  open(encrypt: string): string {
    const cipherBytes = Buffer.from(encrypt, 'base64');
    if (cipherBytes.toString('base64') !== encrypt) throw new CallbackRefused('base64');
    if (cipherBytes.length === 0 || cipherBytes.length % blockBytes !== 0) throw new CallbackRefused('cipher-length');
    return message(withoutPadding(this.#decrypted(cipherBytes)), this.#receiveId);
  }

  /** In CBC each block is opened with the one before it: the IV goes first in place of whatever the decipher opened last. */
  #decrypted(cipherBytes: Buffer): Buffer {
    const opened = this.#decipher.update(Buffer.concat([this.#iv, cipherBytes]));
    return opened.subarray(cipherBlockBytes);
  }
}

/** PKCS#7 with a block of 32, which Node's own unpadding does not know. */
function withoutPadding(padded: Buffer): Buffer {
  const pad = padded[padded.length - 1] ?? 0;
  if (pad < 1 || pad > blockBytes) throw new CallbackRefused('padding');
  for (let at = padded.length - pad; at < padded.length; at += 1) {
    if (padded[at] !== pad) throw new CallbackRefused('padding');
  }
  return padded.subarray(0, padded.length - pad);
}

function message(plain: Buffer, receiveId: Buffer): string {
  if (plain.length < headBytes) throw new CallbackRefused('too-short');
  const end = headBytes + plain.readUInt32BE(randomBytes);
  if (end > plain.length) throw new CallbackRefused('inner-length');
  if (!equal(plain.subarray(end), receiveId)) throw new CallbackRefused('receiveid');
  const bytes = plain.subarray(headBytes, end);
  if (!isUtf8(bytes)) throw new CallbackRefused('utf8');
  return bytes.toString('utf8');
}

/** In constant time; the built-in comparison throws when the lengths differ. */
function equal(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
