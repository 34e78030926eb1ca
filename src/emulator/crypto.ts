import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What both vendors seal callbacks with; `owner` is WeCom's receiveid and DingTalk's owner key. */
export interface SealKeys {
  token: string;
  /** 43 characters of base64 without padding. */
  encodingAesKey: string;
  owner: string;
}

/** The sealed text is not one the vendor would accept; `message` says which check failed. */
export class SealError extends Error {
  override readonly name = 'SealError';
}

const BLOCK_BYTES = 32;

/** Lower-case hex SHA-1 over the four values in byte order, joined with nothing (docs/emulator.md, Callbacks and Events). */
export function sealSignature(token: string, timestamp: string, nonce: string, encrypted: string): string {
  const sorted = [token, timestamp, nonce, encrypted].map((value) => Buffer.from(value)).sort(Buffer.compare);
  return createHash('sha1').update(Buffer.concat(sorted)).digest('hex');
}

/** The 16 random bytes of a sealed text; the first is never ASCII, since real ones are not text. */
export function randomPrefix(): Buffer {
  const random = randomBytes(16);
  random.writeUInt8(random.readUInt8(0) | 0x80, 0);
  return random;
}

/** Encrypts `message`; `random` is the 16-byte prefix (docs/emulator.md, Callbacks). */
export function seal(keys: SealKeys, message: string, random: Buffer): string {
  if (random.length !== 16) throw new SealError('the random prefix must have 16 bytes');
  const key = aesKeyOf(keys);
  const body = Buffer.from(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const plain = Buffer.concat([random, length, body, Buffer.from(keys.owner)]);
  const pad = BLOCK_BYTES - (plain.length % BLOCK_BYTES);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString(
    'base64',
  );
}

/**
 * Decrypts what `seal` made, checking in this order: base64, length, padding, length field, owner, UTF-8.
 * @throws SealError for anything a careful vendor would refuse
 */
export function unseal(keys: SealKeys, encrypted: string): string {
  const bytes = Buffer.from(encrypted, 'base64');
  if (bytes.toString('base64') !== encrypted) throw new SealError('not canonical base64');
  if (bytes.length === 0 || bytes.length % BLOCK_BYTES !== 0) throw new SealError('not a multiple of 32 bytes');
  const key = aesKeyOf(keys);
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const plain = stripPad(Buffer.concat([decipher.update(bytes), decipher.final()]));
  if (plain.length < 20) throw new SealError('shorter than 20 bytes');
  const end = 20 + plain.readUInt32BE(16);
  if (end > plain.length) throw new SealError('the length reaches past the end');
  if (!sameBytes(plain.subarray(end), Buffer.from(keys.owner))) throw new SealError('sealed for somebody else');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plain.subarray(20, end));
  } catch {
    throw new SealError('not UTF-8');
  }
}

/** Standard base64 of HMAC-SHA256. */
export function hmacBase64(key: string, message: string): string {
  return createHmac('sha256', key).update(message).digest('base64');
}

/** Equal texts, compared in constant time for equal lengths. */
export function sameText(left: string, right: string): boolean {
  return sameBytes(Buffer.from(left), Buffer.from(right));
}

function sameBytes(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}

function aesKeyOf(keys: SealKeys): Buffer {
  const key = Buffer.from(`${keys.encodingAesKey}=`, 'base64');
  if (!/^[A-Za-z0-9]{43}$/.test(keys.encodingAesKey) || key.length !== 32) {
    throw new SealError('the AES key must be 43 letters and digits');
  }
  return key;
}

function stripPad(plain: Buffer): Buffer {
  const pad = plain[plain.length - 1] ?? 0;
  if (pad < 1 || pad > BLOCK_BYTES) throw new SealError('pad value out of 1 to 32');
  const padding = plain.subarray(plain.length - pad);
  if (padding.some((byte) => byte !== pad)) throw new SealError('unequal pad bytes');
  return plain.subarray(0, plain.length - pad);
}
