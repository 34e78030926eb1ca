import { isUtf8 } from 'node:buffer';
import { createDecipheriv, timingSafeEqual } from 'node:crypto';
import { getSignature } from '@wecom/crypto';
import { Refusal } from './refusal.ts';

const BLOCK_BYTES = 32;
const RANDOM_BYTES = 16;
const HEAD_BYTES = RANDOM_BYTES + 4;

export interface CallbackCrypto {
  /** Whether `signature` is the vendor's over these values; the time it takes does not depend on where they differ. */
  isSigned(signature: string, timestamp: string, nonce: string, encrypt: string): boolean;
  /**
   * The plaintext of one ciphertext. Call `isSigned` first: decrypting proves nothing about the sender.
   * @param encrypt - canonical base64
   * @throws Refusal naming the first check that failed
   */
  open(encrypt: string): string;
}

/**
 * Signature and decryption of WeCom callbacks (D90968). `@wecom/crypto` decrypts forgeries without complaint, so that only its
 * signature is used and the opening is done here with every check that the format allows.
 *
 * @param keys - the app's Token, its EncodingAESKey of 43 letters and digits, and the corpid that must come out as receiveid
 * @throws Error when the key is not 43 letters and digits
 */
export function createCallbackCrypto(keys: { token: string; encodingAesKey: string; corpId: string }): CallbackCrypto {
  if (!/^[0-9A-Za-z]{43}$/.test(keys.encodingAesKey)) {
    throw new Error('EncodingAESKey must be 43 letters and digits');
  }
  const aesKey = Buffer.from(keys.encodingAesKey, 'base64');
  const iv = aesKey.subarray(0, 16);
  const receiveId = Buffer.from(keys.corpId, 'utf8');
  return {
    isSigned: (signature, timestamp, nonce, encrypt) =>
      equal(Buffer.from(signature, 'utf8'), Buffer.from(getSignature(keys.token, timestamp, nonce, encrypt), 'utf8')),

    open(encrypt) {
      const cipherBytes = Buffer.from(encrypt, 'base64');
      if (cipherBytes.toString('base64') !== encrypt) throw new Refusal('base64');
      if (cipherBytes.length === 0 || cipherBytes.length % BLOCK_BYTES !== 0) throw new Refusal('cipher-length');
      const decipher = createDecipheriv('aes-256-cbc', aesKey, iv).setAutoPadding(false);
      const padded = Buffer.concat([decipher.update(cipherBytes), decipher.final()]);
      return message(withoutPadding(padded), receiveId);
    },
  };
}

/** PKCS#7 with a block of 32, which Node's own unpadding does not know. */
function withoutPadding(padded: Buffer): Buffer {
  const pad = padded[padded.length - 1] ?? 0;
  if (pad < 1 || pad > BLOCK_BYTES) throw new Refusal('padding');
  for (let at = padded.length - pad; at < padded.length; at += 1) {
    if (padded[at] !== pad) throw new Refusal('padding');
  }
  return padded.subarray(0, padded.length - pad);
}

function message(plain: Buffer, receiveId: Buffer): string {
  if (plain.length < HEAD_BYTES) throw new Refusal('too-short');
  const end = HEAD_BYTES + plain.readUInt32BE(RANDOM_BYTES);
  if (end > plain.length) throw new Refusal('inner-length');
  if (!equal(plain.subarray(end), receiveId)) throw new Refusal('receiveid');
  const bytes = plain.subarray(HEAD_BYTES, end);
  if (!isUtf8(bytes)) throw new Refusal('utf8');
  return bytes.toString('utf8');
}

/** In constant time; the built-in comparison throws when the lengths differ. */
function equal(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
