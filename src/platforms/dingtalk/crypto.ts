import { createCipheriv, createDecipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What event callbacks are sealed with (docs/vendors/dingtalk.md, Events). */
export interface EventKeys {
  token: string;
  /** Exactly 43 letters or digits. */
  aesKey: string;
  /** AppKey for an internal app set up in the console. */
  ownerKey: string;
}

export type Opened = { ok: true; message: string } | { ok: false; why: string };

const blockBytes = 32;
const randomBytes = 16;
const headBytes = randomBytes + 4;

/** Seals and opens event callbacks; the AES key is decoded once. */
export class CallbackCrypto {
  readonly #token: string;
  readonly #key: Buffer;
  readonly #iv: Buffer;
  readonly #ownerKey: string;

  constructor(keys: EventKeys) {
    if (!/^[A-Za-z0-9]{43}$/.test(keys.aesKey))
      throw new RangeError('the DingTalk aes_key must be 43 letters or digits');
    this.#token = keys.token;
    this.#key = Buffer.from(`${keys.aesKey}=`, 'base64');
    this.#iv = this.#key.subarray(0, 16);
    this.#ownerKey = keys.ownerKey;
  }

  /** Hex SHA-1 of token, timestamp, nonce and ciphertext, sorted by code unit and joined with nothing. */
  signature(timestamp: string, nonce: string, encrypted: string): string {
    return createHash('sha1').update([this.#token, timestamp, nonce, encrypted].sort().join('')).digest('hex');
  }

  /** @param random - 16 fresh random bytes */
  seal(message: string, random: Buffer): string {
    if (random.length !== randomBytes) throw new RangeError('the random prefix must have 16 bytes');
    const body = Buffer.from(message);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    const plain = Buffer.concat([random, length, body, Buffer.from(this.#ownerKey)]);
    const pad = blockBytes - (plain.length % blockBytes);
    const cipher = createCipheriv('aes-256-cbc', this.#key, this.#iv).setAutoPadding(false);
    return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString(
      'base64',
    );
  }

  /** Decrypts and checks base64, padding, length, encoding and owner key; the signature must have been checked before. */
  open(encrypted: string): Opened {
    const base64 = encrypted.replace(/\r?\n$/, '');
    const sealed = Buffer.from(base64, 'base64');
    if (sealed.toString('base64') !== base64) return { ok: false, why: 'ciphertext is not base64' };
    if (sealed.length === 0 || sealed.length % blockBytes !== 0)
      return { ok: false, why: 'ciphertext has a bad length' };
    const decipher = createDecipheriv('aes-256-cbc', this.#key, this.#iv).setAutoPadding(false);
    return this.#read(Buffer.concat([decipher.update(sealed), decipher.final()]));
  }

  #read(padded: Buffer): Opened {
    const pad = padded.at(-1) ?? 0;
    if (pad < 1 || pad > blockBytes) return { ok: false, why: 'bad padding' };
    if (padded.subarray(-pad).some((byte) => byte !== pad)) return { ok: false, why: 'bad padding' };
    const plain = padded.subarray(0, -pad);
    if (plain.length < headBytes) return { ok: false, why: 'plaintext too short' };
    const end = headBytes + plain.readUInt32BE(randomBytes);
    if (end > plain.length) return { ok: false, why: 'message length beyond the plaintext' };
    const owner = plain.subarray(end).toString();
    if (owner !== this.#ownerKey) {
      return { ok: false, why: `owner key is ${JSON.stringify(owner.slice(0, 64))}, expected "${this.#ownerKey}"` };
    }
    const message = plain.subarray(headBytes, end);
    const text = message.toString();
    if (!Buffer.from(text).equals(message)) return { ok: false, why: 'message is not UTF-8' };
    return { ok: true, message: text };
  }
}

/** The `sign` header of a robot callback: the secret is key and part of the message (docs/vendors/dingtalk.md, Robot messages). */
export function robotSign(timestamp: string, secret: string): string {
  return createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
}

/** `x-ddpaas-signature` of a card callback: over the timestamp alone (docs/vendors/dingtalk.md, Cards). */
export function cardSign(timestamp: string, secret: string): string {
  return createHmac('sha256', secret).update(timestamp).digest('base64');
}

/** Whether a signature is the expected one, in constant time for equal lengths; never throws. */
export function sameSignature(given: string, expected: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}
