import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes under their SHA-256 in hex: in a folder beside the journal, or in memory where there is no journal. */
export class Blobs {
  readonly #folder: string | undefined;
  readonly #kept = new Map<string, Buffer>();

  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /** On disk when this returns, so that a journal line may name it. @returns the SHA-256 */
  put(bytes: Buffer): string {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (this.#folder === undefined) {
      this.#kept.set(sha256, bytes);
      return sha256;
    }
    const file = join(this.#folder, sha256);
    if (existsSync(file)) return sha256;
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.part`, bytes, { mode: 0o600 });
    renameSync(`${file}.part`, file);
    return sha256;
  }

  get(sha256: string): Buffer | undefined {
    if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined;
    if (this.#folder === undefined) return this.#kept.get(sha256);
    const file = join(this.#folder, sha256);
    return existsSync(file) ? readFileSync(file) : undefined;
  }
}
