import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Seal, sealKeyBytes, sealWith } from '../store/seal.ts';
import type { Config } from './config.ts';

/** In the data folder, for its owner alone. It is not in a backup: whoever has both can read every proof (docs/operating.md, Proofs). */
const proofKeyFile = 'proof.key';

/**
 * What proofs are encrypted with: the key of the environment, else that of the data folder.
 * @returns `undefined` where there is no key yet, or its file is damaged: then no proof is taken, and nothing else is disturbed
 */
export function readSeal({ proofKey, dataDir }: Pick<Config, 'proofKey' | 'dataDir'>): Seal | undefined {
  if (proofKey !== undefined) return sealWith(Buffer.from(proofKey, 'hex'));
  const written = readKeyFile(dataDir);
  return written !== undefined && /^[0-9a-f]{64}\n?$/.test(written)
    ? sealWith(Buffer.from(written.trim(), 'hex'))
    : undefined;
}

/** The same; where nobody gave a key and there is no file, one is made, and the data folder with it. */
export function makeSeal(
  config: Pick<Config, 'proofKey' | 'dataDir'>,
  random = () => randomBytes(sealKeyBytes),
): Seal | undefined {
  const { proofKey, dataDir } = config;
  if (proofKey === undefined && readKeyFile(dataDir) === undefined) {
    try {
      mkdirSync(dataDir, { recursive: true, mode: 0o700 });
      writeKeyFile(dataDir, random());
    } catch (error) {
      // Beside a database server nothing else needs the folder.
      if (!['EACCES', 'EPERM', 'EROFS'].some((code) => isCode(error, code))) throw error;
    }
  }
  return readSeal(config);
}

function readKeyFile(dataDir: string): string | undefined {
  try {
    return readFileSync(join(dataDir, proofKeyFile), 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** On the disk before anything is encrypted with it; another process that was faster has its key stand. */
function writeKeyFile(dataDir: string, key: Buffer): void {
  try {
    const file = openSync(join(dataDir, proofKeyFile), 'wx', 0o600);
    writeSync(file, `${key.toString('hex')}\n`);
    fsyncSync(file);
    closeSync(file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
