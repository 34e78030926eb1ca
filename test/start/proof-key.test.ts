import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeSeal, readSeal } from '../../src/start/proof-key.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'xuece-key-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const file = () => join(dataDir, 'proof.key');
const ones = Buffer.alloc(32, 1).toString('hex');

describe('the key of proofs', () => {
  it('is made once in the data folder, for its owner alone, and stays', () => {
    const seal = makeSeal({ dataDir });
    expect(makeSeal({ dataDir })?.keyId).toBe(seal?.keyId);
    expect(readSeal({ dataDir })?.keyId).toBe(seal?.keyId);
    expect(readFileSync(file(), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
    if (process.platform !== 'win32') expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('is another one in another folder', () => {
    const elsewhere = join(dataDir, 'other');
    expect(makeSeal({ dataDir: elsewhere })?.keyId).not.toBe(makeSeal({ dataDir })?.keyId);
  });

  it('of the environment is taken as it is, and no file is made', () => {
    const seal = makeSeal({ dataDir, proofKey: ones });
    expect(seal?.keyId).toBe(readSeal({ dataDir, proofKey: ones })?.keyId);
    expect(() => statSync(file())).toThrow();
  });

  it('is not there for a command before the first start, which makes none', () => {
    expect(readSeal({ dataDir })).toBeUndefined();
    expect(() => statSync(file())).toThrow();
  });

  it('that is damaged is left as it is: no proof is taken, and nothing else fails', () => {
    writeFileSync(file(), 'abc');
    expect(makeSeal({ dataDir })).toBeUndefined();
    expect(readFileSync(file(), 'utf8')).toBe('abc');
  });
});
