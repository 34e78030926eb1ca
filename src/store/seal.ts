import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Bytes that rest encrypted under a key of their own, which is kept outside the store (docs/operating.md, Proofs). */
export interface Seal {
  /** Names the key without giving anything of it away. */
  readonly keyId: string;
  /** Encrypts. @param about - what the bytes belong to: they open only as belonging to the same */
  seal(bytes: Buffer, about: string): Buffer;
  /** The bytes; `null` when they were sealed with another key, belong to something else, or are damaged. */
  open(sealed: Buffer, about: string): Buffer | null;
  /** The same for the same bytes, and of no use to anybody without the key. */
  digest(bytes: Buffer): string;
  /** Another key, made from this one for one use; it tells nothing of this one, nor of those for other uses. */
  keyFor(use: string): Buffer;
}

export const sealKeyBytes = 32;
const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM; what is stored is nonce, ciphertext and tag, one after the other.
 * @param key - 32 bytes; encryption and digests get keys of their own, made from it
 * @param randomNonce - 12 bytes, never the same twice
 */
export function sealWith(key: Buffer, randomNonce = () => randomBytes(nonceBytes)): Seal {
  if (key.length !== sealKeyBytes) throw new RangeError(`a key of ${key.length} bytes`);
  const derived = (use: string) => Buffer.from(hkdfSync('sha256', key, '', `xuece ${use}`, sealKeyBytes));
  const [sealing, digesting] = [derived('sealing'), derived('digests')];
  return {
    keyId: derived('key id').toString('hex').slice(0, 16),
    seal(bytes, about) {
      const nonce = randomNonce();
      const sealer = createCipheriv(cipher, sealing, nonce).setAAD(Buffer.from(about));
      return Buffer.concat([nonce, sealer.update(bytes), sealer.final(), sealer.getAuthTag()]);
    },
    open(sealed, about) {
      if (sealed.length < nonceBytes + tagBytes) return null;
      const opener = createDecipheriv(cipher, sealing, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes });
      opener.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(-tagBytes));
      try {
        return Buffer.concat([opener.update(sealed.subarray(nonceBytes, -tagBytes)), opener.final()]);
      } catch {
        return null;
      }
    },
    digest: (bytes) => createHmac('sha256', digesting).update(bytes).digest('hex'),
    keyFor: (use) => derived(`use ${use}`),
  };
}
